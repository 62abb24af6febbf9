import { expect, test } from 'vitest';
import { blameText, trueBlame } from '../../../simulator/trips/blame.ts';
import type { HeldSince } from '../../../simulator/trips/record.ts';
import type { Truth } from '../../../simulator/trips/truth.ts';
import { world } from '../../../simulator/trips/world.ts';

const T = Date.UTC(2026, 10, 2);
const MINUTE = 60_000;

test('a parcel that warms while it changes hands is on the account of both, each for their own minutes', () => {
  const { description, cargo, received } = world('tet', 1, T);
  const [parcel] = cargo[0] ?? [];
  const from = received.get(parcel?.parcel ?? '');
  if (parcel === undefined || from === undefined) throw new Error('the trip carries nothing');
  const device = description.devices.find(({ unit }) => unit === from.unit)?.id ?? '';
  const reading = (minute: number, celsius: number) => ({
    at: T + minute * MINUTE,
    celsius,
    arrivedAt: T + minute * MINUTE,
  });
  const readings = new Map([[device, [reading(0, 5), reading(10, 9), reading(20, 9), reading(30, 5)]]]);
  const chain: HeldSince[] = [
    { holder: { kind: 'site', id: 'kho-tinh' }, from: T },
    { holder: { kind: 'person', id: 'lai1' }, from: T + 12 * MINUTE },
  ];
  const record = {
    id: parcel.parcel,
    origin: parcel.parcel,
    doses: 1,
    chain,
    conflicted: false,
    held: false,
  };
  const truth: Truth = {
    parcels: new Map([[parcel.parcel, record]]),
    stays: new Map([[parcel.parcel, [{ unit: from.unit, from: T, to: null }]]]),
    handoffs: new Map(),
    shipments: new Map(),
  };
  const [blame, ...more] = trueBlame(description, readings, truth, T + 40 * MINUTE);
  expect(more).toEqual([]);
  expect(blame).toEqual({
    parcel: parcel.parcel,
    rule: 'nong-8',
    start: T + 10 * MINUTE,
    segments: [
      { holder: { kind: 'site', id: 'kho-tinh' }, from: T + 10 * MINUTE, to: T + 12 * MINUTE },
      { holder: { kind: 'person', id: 'lai1' }, from: T + 12 * MINUTE, to: T + 30 * MINUTE },
    ],
  });
  if (blame === undefined) throw new Error('nobody is to blame');
  // A minute that moves from one to the other is another story.
  const [site, driver] = blame.segments;
  if (site === undefined || driver === undefined) throw new Error('one part is missing');
  const moved = {
    ...blame,
    segments: [
      { ...site, to: site.to + MINUTE },
      { ...driver, from: driver.from + MINUTE },
    ],
  };
  expect(blameText(moved, T + 40 * MINUTE)).not.toBe(blameText(blame, T + 40 * MINUTE));
});
