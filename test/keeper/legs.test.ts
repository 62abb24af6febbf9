import { describe, expect, it } from 'vitest';
import type { Delivered } from '../../src/custody/types.ts';
import type { LegView, ShipmentView, SignedTripView } from '../../src/keeper/custody-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { deliver, Phone, ROAD, trip } from './custody-house.ts';
import { House, iso, type Point } from './house.ts';

const SECOND_BOX =
  '  - { id: hom-2, kind: transport-box, site: tinh, name: Hòm 2, samplingSeconds: 300, maxGapSeconds: 900 }\n';
const ITS_DEVICE = '  - { id: do-4, unit: hom-2, secret: a-secret-of-four }\n';
const BUDGET =
  '      - { id: budget, side: above, limitCelsius: 10, allowedSeconds: 7200, mode: cumulative }\n';
/** The box has another one beside it, and the vaccine a budget of warmth over its whole life: two hours above 10 °C. */
const PROVINCE = ROAD.replace('devices:\n', `${SECOND_BOX}devices:\n`)
  .replace('products:\n', `${ITS_DEVICE}products:\n`)
  .replace('      - { id: freeze', `${BUDGET}      - { id: freeze`);

type Told = { minute: number; event: Delivered };
const minuteOf = (at: string): number => (Date.parse(at) - Date.parse(iso(0))) / 60_000;

/** kien-1 lies in hom-1 from minute 20, ho.tong has it from 32, the commune from 122, and from 130 it is in tu-2. */
async function road() {
  const house = await House.open({ now: 1, descriptions: [PROVINCE] });
  const [kho, hoTong, yTa] = await Promise.all(
    ['kho', 'ho.tong', 'y.ta'].map((username) => Phone.enrolled(house, username)),
  );
  if (kho === undefined || hoTong === undefined || yTa === undefined) throw new Error('three phones');
  const phones = { kho, hoTong, yTa };
  const events: Told[] = trip(phones).map((event) => ({ minute: minuteOf(event.body.at), event }));
  return { house, phones, events };
}

/** Time passes up to a minute: what was said and measured by then is received when it was said and measured. */
async function pass(
  house: House,
  events: Told[],
  readings: Readonly<Record<string, readonly Point[]>>,
  until: number,
): Promise<void> {
  const all = [
    ...events.map(({ minute, event }) => ({ minute, run: () => deliver(house, event.body.by, [event]) })),
    ...Object.entries(readings).flatMap(([device, points]) =>
      points.map((point) => ({ minute: point[0], run: () => house.send(device, [point]) })),
    ),
  ].sort((a, b) => a.minute - b.minute);
  for (const { minute, run } of all) {
    if (minute > until) continue;
    await house.wait(minute);
    await run();
  }
  await house.wait(until);
}

async function legOf(house: House): Promise<LegView | null | undefined> {
  const [shipment] = (await house.ask<Paged<ShipmentView>>({ type: 'shipments' })).items;
  const { trip } = await house.ask<SignedTripView>({ type: 'trip', shipment: shipment?.id ?? '' });
  return trip.parcels.find(({ id }) => id === 'kien-1')?.leg;
}

/** One value every five minutes over [from, to]. */
const steady = (from: number, to: number, celsius: number): Point[] =>
  Array.from({ length: Math.floor((to - from) / 5) + 1 }, (_, i) => [from + 5 * i, celsius] as const);

describe('how a parcel fared since its holder has it', () => {
  it('is nothing yet the moment it is taken, but for what counts down already', async () => {
    const { house, events } = await road();
    await pass(house, events, { 'do-3': steady(10, 30, 9) }, 32);
    expect(await legOf(house)).toEqual({
      from: iso(32),
      to: iso(32),
      minCelsius: null,
      maxCelsius: null,
      meanKineticCelsius: null,
      beyondSeconds: 0,
      unknownSeconds: 0,
      // In the box since minute 20, which was warm.
      breachAt: iso(80),
    });
  });

  it.each<[string, Point[], number, Partial<LegView>]>([
    [
      'is calm where it was cold all the time',
      steady(15, 90, 5),
      90,
      { minCelsius: 5, maxCelsius: 5, meanKineticCelsius: 5, beyondSeconds: 0, unknownSeconds: 0 },
    ],
    [
      'leaves out what was before the holder had it',
      [...steady(15, 30, 7), ...steady(32, 90, 5)],
      90,
      { minCelsius: 5, maxCelsius: 5, breachAt: null },
    ],
    [
      'counts the time above a limit, and how long there is left',
      [...steady(15, 45, 5), ...steady(50, 90, 9)],
      90,
      { minCelsius: 5, maxCelsius: 9, beyondSeconds: 2400, unknownSeconds: 0, breachAt: iso(110) },
    ],
    [
      'counts time above the limit no more when it came back in time',
      [...steady(15, 45, 5), ...steady(50, 75, 9), ...steady(80, 90, 5)],
      90,
      { beyondSeconds: 1800, breachAt: null },
    ],
    [
      'is broken when the limit’s time is up to the minute',
      [...steady(15, 45, 5), ...steady(50, 110, 9)],
      110,
      { beyondSeconds: 3600, breachAt: iso(110) },
    ],
    [
      'is broken for good, also when it came back afterwards',
      [...steady(15, 35, 5), ...steady(40, 105, 9), ...steady(110, 115, 5)],
      115,
      { beyondSeconds: 4200, breachAt: iso(100) },
    ],
    [
      'is broken by frost at once',
      [...steady(15, 45, 5), ...steady(50, 60, -0.5)],
      60,
      { minCelsius: -0.5, beyondSeconds: 600, breachAt: iso(50) },
    ],
    [
      'does not know what nobody measured: a reading stands for fifteen minutes',
      [...steady(15, 40, 5), ...steady(70, 90, 6)],
      90,
      { minCelsius: 5, maxCelsius: 6, beyondSeconds: 0, unknownSeconds: 900, breachAt: null },
    ],
    [
      'takes silence after a warm value for no relief: it would be broken by now if that had gone on',
      [...steady(15, 35, 5), [40, 9]],
      110,
      { beyondSeconds: 900, unknownSeconds: 55 * 60, breachAt: iso(100) },
    ],
    [
      'knows nothing without any reading',
      [],
      90,
      {
        minCelsius: null,
        maxCelsius: null,
        meanKineticCelsius: null,
        beyondSeconds: 0,
        unknownSeconds: 58 * 60,
        breachAt: null,
      },
    ],
  ])('%s', async (_, points, now, expected) => {
    const { house, events } = await road();
    await pass(house, events, { 'do-3': points }, now);
    expect(await legOf(house)).toMatchObject({ from: iso(32), to: iso(now), ...expected });
  });

  it('begins anew with each holder, but what was used up before goes on counting', async () => {
    const { house, events } = await road();
    const warm = [...steady(15, 75, 5), ...steady(80, 125, 9)];
    await pass(house, events, { 'do-3': warm }, 128);
    expect(await legOf(house)).toMatchObject({
      from: iso(122),
      minCelsius: 9,
      beyondSeconds: 360,
      breachAt: iso(140),
    });
  });

  it('has a budget for life: what was warm at the depot is not given back', async () => {
    const { house, events } = await road();
    const readings = {
      'do-1': steady(0, 20, 12),
      'do-3': [...steady(20, 50, 5), ...steady(55, 90, 12)],
    };
    await pass(house, events, readings, 90);
    // 20 minutes of the two hours were gone: the sixty of one stretch are over sooner than the rest.
    expect(await legOf(house)).toMatchObject({ beyondSeconds: 2100, breachAt: iso(115) });
    await pass(house, [], { 'do-3': [...steady(95, 105, 12), [110, 5], [115, 12]] }, 115);
    expect(await legOf(house)).toMatchObject({ breachAt: iso(115 + 45) });
  });

  it('goes through every unit it was in, each by its own device', async () => {
    const { house, phones, events } = await road();
    const [shipment] = events.map(({ event }) => event.body.shipment);
    const repacked = phones.hoTong.says(60, {
      ...{ type: 'shipment.packed', shipment: shipment ?? null },
      boxes: [
        {
          ...{ unit: 'hom-2', parcels: [{ parcel: 'kien-1', doses: 240 }], seal: null, celsius: null },
          coolant: { kind: 'ice-pack', conditionedAt: null },
        },
      ],
    });
    const told = [...events.filter(({ minute }) => minute <= 32), { minute: 60, event: repacked }];
    const readings = { 'do-3': steady(15, 90, 4), 'do-4': steady(15, 90, 9.5) };
    await pass(house, told, readings, 90);
    expect((await house.parcel('kien-1')).stays.map(({ unit }) => unit)).toEqual(['tu-1', 'hom-1', 'hom-2']);
    expect(await legOf(house)).toMatchObject({
      from: iso(32),
      minCelsius: 4,
      maxCelsius: 9.5,
      beyondSeconds: 1800,
      unknownSeconds: 0,
      breachAt: iso(120),
    });
  });

  it('reaches back seven days at most', async () => {
    const { house, events } = await road();
    await pass(
      house,
      events.filter(({ minute }) => minute <= 32),
      {},
      32,
    );
    const week = 7 * 1440;
    await house.wait(32 + week);
    expect(await legOf(house)).toMatchObject({ from: iso(32), unknownSeconds: week * 60 });
    await house.wait(33 + week);
    expect(await legOf(house)).toMatchObject({ from: iso(33), unknownSeconds: week * 60 });
  });

  it('is the same from packed readings', async () => {
    const { house, events } = await road();
    await pass(house, events, { 'do-3': [...steady(15, 45, 5), ...steady(50, 90, 9)] }, 90);
    const before = await legOf(house);
    while (await house.keeper.pack());
    expect(await legOf(house)).toEqual(before);
    await house.restart();
    expect(await legOf(house)).toEqual(before);
  });
});

describe('who held a parcel while it was too warm', () => {
  const attributed = async (house: House) => {
    const { custody } = await house.parcel('kien-1');
    return custody.attributions.map(({ segments }) =>
      segments.map(({ holder, from, to, beyondSeconds }) => [holder.id, from, to, beyondSeconds]),
    );
  };

  it('is told to the second of a budget that was used up in pieces on both sides of a handoff', async () => {
    const { house, events } = await road();
    const readings = {
      'do-1': [...steady(0, 10, 12), [15, 5]] as Point[],
      'do-3': [
        ...[
          [20, 5],
          [25, 12],
          [30, 12],
          [35, 12],
          [40, 5],
        ],
        ...steady(45, 60, 5),
        ...steady(65, 110, 12),
        ...steady(115, 117, 5),
        ...steady(120, 165, 12),
      ] as Point[],
      'do-2': [...steady(130, 160, 12), ...steady(165, 170, 5)],
    };
    await pass(house, events, readings, 170);
    const budget = (await house.excursions('kien-1')).find(({ rule }) => rule === 'budget');
    expect(budget).toMatchObject({ start: iso(0), end: iso(165), beyondSeconds: (15 + 15 + 50 + 45) * 60 });
    expect(await attributed(house)).toEqual([
      [
        ['tinh', iso(0), iso(32), (15 + 7) * 60],
        ['ho.tong', iso(32), iso(122), (8 + 50 + 2) * 60],
        ['xa', iso(122), iso(165), 43 * 60],
      ],
    ]);
  });

  it('counts no silence after the last warm value as warm', async () => {
    const { house, events } = await road();
    await pass(house, events, { 'do-3': [...steady(15, 35, 5), ...steady(40, 105, 9)] }, 121);
    // The value of minute 105 stands until 120.
    expect(await attributed(house)).toEqual([[['ho.tong', iso(40), iso(121), 80 * 60]]]);
  });

  it('counts silence between two warm values as the rule does', async () => {
    const { house, events } = await road();
    await pass(
      house,
      events,
      {
        'do-3': [
          [30, 5],
          [40, 9],
          [90, 9],
          [100, 9],
          [105, 5],
        ],
      },
      110,
    );
    expect(await house.excursions('kien-1')).toMatchObject([{ beyondSeconds: 65 * 60 }]);
    expect(await attributed(house)).toEqual([[['ho.tong', iso(40), iso(105), 65 * 60]]]);
  });
});
