/** A country in which anything may happen to vaccine, and what happened when a list of deeds was done there. */
import fc from 'fast-check';
import type { AlertView, Paged, ParcelView } from '../../src/keeper/views.ts';
import { AN, BINH, DEPOT, GTIN, type House, MINUTE, NURSE, START } from './house.ts';

const FROZEN = '08930000000019';

export const COUNTRY = `demo: true
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
  - { id: xa, name: Xã A, level: xã, parent: tinh }
  - { id: xb, name: Xã B, level: xã, parent: tinh }
  - { id: ap, name: Điểm tiêm ấp, level: ấp, parent: xa }
units:
  - { id: tu-1, kind: refrigerator, site: tinh, litres: 100, samplingSeconds: 300, maxGapSeconds: 900, rules: &warm [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 3600 }] }
  - { id: tu-2, kind: refrigerator, site: xa, litres: 60, samplingSeconds: 300, maxGapSeconds: 900, rules: *warm }
  - { id: tu-3, kind: refrigerator, site: xb, litres: 60.5, samplingSeconds: 300, maxGapSeconds: 900, rules: *warm }
  - { id: tu-4, kind: refrigerator, site: ap, samplingSeconds: 300, maxGapSeconds: 900, rules: *warm }
  - { id: ta-1, kind: freezer, site: tinh, litres: 120, samplingSeconds: 300, maxGapSeconds: 900, rules: [{ id: thaw, side: above, limitCelsius: -15, allowedSeconds: 3600 }] }
devices:
${[1, 2, 3, 4].map((n) => `  - { id: do-${n}, unit: tu-${n}, secret: a-secret-of-${n}-more }`).join('\n')}
  - { id: do-5, unit: ta-1, secret: a-secret-of-five }
products:
  - { gtin: "${GTIN}", name: Vắc xin lạnh, packedCm3PerDose: 2.1, packedSource: nhãn, maxUnmonitoredSeconds: 14400, rules: [{ id: heat, side: above, limitCelsius: 8, allowedSeconds: 7200 }] }
  - { gtin: "${FROZEN}", name: Vắc xin đông, maxUnmonitoredSeconds: 14400, rules: [{ id: thaw, side: above, limitCelsius: -15, allowedSeconds: 7200 }] }
people:
  - { username: an, name: An, roles: [official], site: tinh }
  - { username: binh, name: Bình, roles: [official], site: tinh }
  - { username: ho.tong, name: Tống, roles: [escort], site: tinh }
  - { username: kho, name: Kho, roles: [depot], site: tinh }
lots:
  - { gtin: "${GTIN}", lot: A1, expiry: 2026-11-25 }
  - { gtin: "${GTIN}", lot: A2, expiry: 2026-12-10 }
  - { gtin: "${GTIN}", lot: A3, expiry: 2027-05-31 }
  - { gtin: "${FROZEN}", lot: B1, expiry: 2026-11-22 }
  - { gtin: "${GTIN}", lot: A4, expiry: 2027-06-30 }
`;
const LOTS = [
  [GTIN, 'A1'],
  [GTIN, 'A2'],
  [GTIN, 'A3'],
  [FROZEN, 'B1'],
  // No random deed concerns this one: see LAST.
  [GTIN, 'A4'],
] as const;
export const UNITS = ['tu-1', 'tu-2', 'tu-3', 'tu-4', 'ta-1'] as const;
export const SITES = ['tinh', 'xa', 'xb', 'ap'] as const;

const some = fc.nat({ max: 50 });
const doses = fc.integer({ min: 1, max: 400 });
export const deed = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      lot: fc.nat({ max: 3 }),
      unit: fc.constantFrom(...UNITS),
      doses,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      lot: fc.nat({ max: 3 }),
      site: fc.constantFrom(...SITES),
      doses: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      n: some,
      unit: fc.option(fc.constantFrom(...UNITS)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('split' as const), n: some, doses }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), n: some }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      n: some,
      decision: fc.constantFrom('release' as const, 'discard' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recall' as const), lot: fc.nat({ max: 3 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('measure' as const),
      unit: fc.nat({ max: 4 }),
      celsius: fc.constantFrom(5, 5, 5, 9, -18),
      minutes: fc.integer({ min: 10, max: 130 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take' as const), n: some }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('ship' as const), n: some, to: fc.constantFrom(...SITES) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
  },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** So that there is something to recount of each kind whatever happened before: doses given, an excursion, a hold. */
export const LAST: readonly Deed[] = [
  { do: 'receive', lot: 4, unit: 'tu-3', doses: 20 },
  { do: 'measure', unit: 2, celsius: 9, minutes: 130 },
  { do: 'receive', lot: 4, unit: 'tu-2', doses: 50 },
  { do: 'measure', unit: 1, celsius: 5, minutes: 10 },
  { do: 'give', lot: 4, site: 'xa', doses: 3 },
];

/** When each device was heard last, and of which value. */
export type Heard = Map<string, { minute: number; celsius: number }>;

export async function play(house: House, deeds: readonly Deed[]): Promise<Heard> {
  const heard: Heard = new Map();
  const nth = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(1, items.length)];
  const parcel = async (n: number) =>
    nth((await house.ask<Paged<ParcelView>>({ type: 'parcels', limit: 1000 })).items, n);
  for (const one of deeds) {
    house.now += 1;
    const [gtin, lot] = LOTS['lot' in one ? one.lot : 0] ?? LOTS[0];
    if (one.do === 'receive')
      await house.tell(DEPOT, { type: 'parcel.receive', gtin, lot, doses: one.doses, unit: one.unit });
    else if (one.do === 'give')
      await house.tell(NURSE, {
        type: 'administer',
        barcode: `${gtin}/${lot}`,
        site: one.site,
        doses: one.doses,
      });
    else if (one.do === 'recall') await house.tell(AN, { type: 'lot.recall', gtin, lot, reason: 'thử' });
    else if (one.do === 'wait') await house.wait(house.now + one.minutes);
    else if (one.do === 'measure') {
      const from = house.now;
      const to = from + one.minutes;
      const minutes = Array.from({ length: Math.floor(one.minutes / 10) + 1 }, (_, i) => from + i * 10);
      house.now = minutes.at(-1) ?? from;
      await house.send(
        `do-${one.unit + 1}`,
        minutes.map((minute) => [minute, one.celsius]),
      );
      heard.set(UNITS[one.unit] ?? '', { minute: house.now, celsius: one.celsius });
      await house.wait(to);
    } else if (one.do === 'decide') {
      const hold = nth(
        (await house.holds()).filter(({ state }) => state === 'open'),
        one.n,
      );
      if (hold === undefined) continue;
      const proposed = await house.tell(AN, {
        type: 'disposition.propose',
        hold: hold.id,
        decision: one.decision,
        reason: 'thử',
        evidence: 'giấy',
      });
      if (proposed.ok)
        await house.tell(BINH, {
          type: 'disposition.approve',
          disposition: (proposed.value as { id: string }).id,
        });
    } else if (one.do === 'take') {
      const alert = nth(
        (await house.ask<Paged<AlertView>>({ type: 'alerts', state: 'open', limit: 1000 })).items,
        one.n,
      );
      if (alert !== undefined)
        await house.tell(DEPOT, { type: 'alert.acknowledge', alert: alert.id, comment: 'đã xem' });
    } else {
      const found = await parcel(one.n);
      if (found === undefined) continue;
      const { id } = found;
      if (one.do === 'move') await house.tell(DEPOT, { type: 'parcel.move', parcel: id, unit: one.unit });
      else if (one.do === 'split')
        await house.tell(DEPOT, { type: 'parcel.split', parcel: id, parts: [{ doses: one.doses }] });
      else if (one.do === 'hold')
        await house.tell(DEPOT, { type: 'parcel.hold', parcel: id, reason: 'xem lại' });
      else
        await house.tell(DEPOT, {
          ...{ type: 'shipment.plan', from: 'tinh', to: one.to, stops: [], escort: 'ho.tong', note: '' },
          ...{ departAt: START + (house.now + 30) * MINUTE, arriveBy: START + (house.now + 200) * MINUTE },
          parcels: [{ parcel: id, doses: found.doses }],
        });
    }
  }
  return heard;
}
