/** What waited at a broker while the service was away, and what it may show of a fridge then. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Paged, ReadingView } from '../../src/keeper/views.ts';
import type { Measured, Message } from '../../src/telemetry/measured.ts';
import { doubted } from '../../src/telemetry/waited.ts';
import { House, iso, MINUTE, PROVINCE, START } from '../keeper/house.ts';

const BEHIND = 'devices: [{ id: sau, unit: tu-1, via: { gateway: huyen, address: sau } }]';
const topic = 'giulanh/v1/sau/telemetry';

async function open() {
  const house = await House.open({ descriptions: [PROVINCE, BEHIND], connections: ['huyen'] });
  const come = (readings: readonly object[], waited: boolean) => {
    const payload = Buffer.from(JSON.stringify({ readings }));
    const receivedAt = START + house.now * MINUTE;
    const profile = 'giulanh';
    return house.keeper.ingest([
      {
        ...{ device: 'huyen', kind: 'telemetry', topic, profile, payload },
        size: payload.length,
        receivedAt,
        waited,
      },
    ]);
  };
  const known = async () => {
    const { items } = await house.ask<Paged<ReadingView>>({
      ...{ type: 'readings', unit: 'tu-1', limit: 100 },
      ...{ from: START - 60 * MINUTE, to: START + 600 * MINUTE },
    });
    return items.filter(({ probe }) => probe === '1').map(({ at, celsius }) => [at, celsius]);
  };
  return { house, come, known };
}

describe('a reading that waited', () => {
  test('counts at its own instant where it says one, and where it says none not as measured when it came', async () => {
    const { house, come, known } = await open();
    house.now = 300;
    await come([{ at: START + 10 * MINUTE, celsius: 4.5 }], true);
    await come([{ celsius: 5.5 }], true);
    // The second is kept among the doubtful ones: it may show that a limit was passed, and makes no time known.
    expect(await known()).toEqual([[iso(10), 4.5]]);
    expect(house.keeper.counts().readings).toBe(2);
    expect(await house.rejected('sau')).toEqual([]);
    await come([{ celsius: 6.5 }], false);
    expect(await known()).toEqual([
      [iso(10), 4.5],
      [iso(300), 6.5],
    ]);
  });
});

const measured = fc.record({
  at: fc.integer({ min: 0, max: 9 }),
  probe: fc.constant('1'),
  milli: fc.integer(),
  reason: fc.constant(null),
  extras: fc.constant(null),
  detail: fc.constant(''),
});
const message = (list: readonly Measured[]): Message => ({
  boot: null,
  seq: null,
  measured: list,
  unreadable: [],
});

describe('a message read as if it had come at two times', () => {
  test('is believed for what is the same in both, changes no value, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(measured, fc.boolean())), (list) => {
        const first = list.map(([one]) => one);
        const later = list.map(([one, moves]) => (moves ? { ...one, at: one.at + 10 } : one));
        const found = doubted(message(first), message(later)).measured;
        expect(found.map(({ at, milli }) => [at, milli])).toEqual(first.map(({ at, milli }) => [at, milli]));
        expect(found.map(({ clock }) => clock === 'untrusted')).toEqual(list.map(([, moves]) => moves));
      }),
    );
  });
  test('is believed in nothing where the second time shows something else', () => {
    const one: Measured = { at: 1, probe: '1', milli: 4000, reason: null, extras: null, detail: '' };
    for (const later of [null, message([]), message([one, one])])
      expect(doubted(message([one]), later).measured).toEqual([{ ...one, clock: 'untrusted' }]);
  });
});
