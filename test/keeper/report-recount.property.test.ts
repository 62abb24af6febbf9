/**
 * Every figure of a day's report is worked out a second time, in plain SQL on the raw tables, over provinces in which anything may
 * have happened; and whatever happened, the doses add up at every place.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DifferenceView, ReportView } from '../../src/keeper/report-protocol.ts';
import type { AlertView, Paged, ParcelView } from '../../src/keeper/views.ts';
import { daysAfter } from '../../src/reports/stock.ts';
import type { DailyReport } from '../../src/reports/types.ts';
import { AN, BINH, DEPOT, GTIN, House, MINUTE, NURSE, START } from './house.ts';

const RUNS = Math.ceil(Number(process.env.GIULANH_PROPERTY_RUNS ?? 400) / 80);
const FROZEN = '08930000000019';

const COUNTRY = `demo: true
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
const UNITS = ['tu-1', 'tu-2', 'tu-3', 'tu-4', 'ta-1'] as const;
const SITES = ['tinh', 'xa', 'xb', 'ap'] as const;

const some = fc.nat({ max: 50 });
const doses = fc.integer({ min: 1, max: 400 });
const deed = fc.oneof(
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
const LAST: readonly Deed[] = [
  { do: 'receive', lot: 4, unit: 'tu-3', doses: 20 },
  { do: 'measure', unit: 2, celsius: 9, minutes: 130 },
  { do: 'receive', lot: 4, unit: 'tu-2', doses: 50 },
  { do: 'measure', unit: 1, celsius: 5, minutes: 10 },
  { do: 'give', lot: 4, site: 'xa', doses: 3 },
];

/** When each device was heard last, and of which value. */
type Heard = Map<string, { minute: number; celsius: number }>;

async function play(house: House, deeds: readonly Deed[]): Promise<Heard> {
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

/** The site of the unit `:unit` now; parcels that live, with their site. */
const LIVING = `
WITH placed AS (SELECT unit.id AS unit, (SELECT json_extract(value, '$.site') FROM json_each(unit.doc, '$.placements') ORDER BY key DESC LIMIT 1) AS site FROM unit),
living AS (
  SELECT parcel.id, json_extract(doc, '$.gtin') AS gtin, json_extract(doc, '$.lot') AS lot, json_extract(doc, '$.doses') AS doses,
    (SELECT CASE WHEN json_extract(value, '$.to') IS NULL THEN json_extract(value, '$.unit') END FROM json_each(parcel.doc, '$.stays') ORDER BY key DESC LIMIT 1) AS unit
  FROM parcel WHERE json_extract(doc, '$.ended') IS NULL AND json_extract(doc, '$.doses') > 0
),
held AS (SELECT DISTINCT json_extract(doc, '$.parcel') AS parcel FROM hold WHERE json_extract(doc, '$.state') = 'open'),
recalled AS (SELECT json_extract(doc, '$.gtin') AS gtin, json_extract(doc, '$.lot') AS lot FROM recall),
stock AS (
  SELECT living.*, placed.site, living.id IN (SELECT parcel FROM held) AS onHold,
    living.id IN (SELECT parcel FROM held) OR EXISTS (SELECT 1 FROM recalled r WHERE r.gtin = living.gtin AND r.lot = living.lot) AS held,
    (SELECT json_extract(doc, '$.expiry') FROM lot WHERE json_extract(doc, '$.gtin') = living.gtin AND json_extract(doc, '$.lot') = living.lot) AS expiry
  FROM living LEFT JOIN placed ON placed.unit = living.unit
)`;

function recount(db: Database.Database, { since, until, day }: DailyReport) {
  const all = (sql: string, ...args: unknown[]) => db.prepare(sql).all(...args) as Record<string, unknown>[];
  const one = (sql: string, ...args: unknown[]) => db.prepare(sql).get(...args) as Record<string, unknown>;
  const excursions = all(
    `SELECT e.id, json_extract(e.doc, '$.subject.id') AS unit, json_extract(e.doc, '$.rule') AS rule, json_extract(e.doc, '$.start') AS start,
       json_extract(e.doc, '$.end') AS "end", json_extract(e.doc, '$.peak') / 1000.0 AS peakCelsius, json_extract(e.doc, '$.discoveredAt') AS discoveredAt,
       (SELECT json_extract(a.doc, '$.acknowledged.at') FROM alert a WHERE json_extract(a.doc, '$.data.excursion') = e.id
          AND json_extract(a.doc, '$.kind') IN ('unit-excursion', 'unit-unmonitored') ORDER BY a.id LIMIT 1) AS acknowledgedAt
     FROM excursion e WHERE json_extract(e.doc, '$.subject.kind') = 'unit' AND json_extract(e.doc, '$.present') = 1
       AND (json_extract(e.doc, '$.discoveredAt') >= ? OR json_extract(e.doc, '$.end') IS NULL) ORDER BY start, e.id`,
    since,
  );
  const waits = excursions
    .flatMap(({ acknowledgedAt, discoveredAt }) =>
      acknowledgedAt === null
        ? []
        : [Math.max(0, Math.round((Number(acknowledgedAt) - Number(discoveredAt)) / 1000))],
    )
    .sort((a, b) => a - b);
  return {
    stock: all(
      `${LIVING} SELECT site, gtin, lot, expiry, sum(doses) AS doses, sum(CASE WHEN held THEN doses ELSE 0 END) AS heldDoses
       FROM stock GROUP BY site, gtin, lot ORDER BY site IS NULL, site, gtin, lot`,
    ),
    expiring: one(
      `${LIVING} SELECT coalesce(sum(CASE WHEN expiry BETWEEN :day AND :week THEN doses END), 0) AS days7,
         coalesce(sum(CASE WHEN expiry BETWEEN :day AND :month THEN doses END), 0) AS days30,
         coalesce(sum(CASE WHEN expiry < :day THEN doses END), 0) AS expired FROM stock`,
      { day, week: daysAfter(day, 7), month: daysAfter(day, 30) },
    ),
    given: all(
      `SELECT json_extract(doc, '$.site') AS site, json_extract(doc, '$.gtin') AS gtin, json_extract(doc, '$.lot') AS lot, sum(json_extract(doc, '$.doses')) AS doses
       FROM administration WHERE json_extract(doc, '$.at') >= ? AND json_extract(doc, '$.at') < ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      since,
      until,
    ),
    holds: {
      ...one(
        `SELECT coalesce(sum(json_extract(doc, '$.state') = 'open'), 0) AS open,
           coalesce(sum(json_extract(doc, '$.placedAt') >= :since AND json_extract(doc, '$.placedAt') < :until), 0) AS placed,
           coalesce(sum(json_extract(doc, '$.state') = 'released' AND json_extract(doc, '$.endedAt') >= :since), 0) AS released,
           coalesce(sum(json_extract(doc, '$.state') = 'discarded' AND json_extract(doc, '$.endedAt') >= :since), 0) AS discarded FROM hold`,
        { since, until },
      ),
      ...one(`${LIVING} SELECT coalesce(sum(CASE WHEN onHold THEN doses END), 0) AS openDoses FROM stock`),
    },
    plans: all(
      `WITH RECURSIVE below (plan, site) AS (
         SELECT id, json_extract(doc, '$.site') FROM plan
         UNION SELECT below.plan, site.id FROM site JOIN below ON json_extract(site.doc, '$.parent') = below.site)
       SELECT plan.id, coalesce((SELECT sum(json_extract(a.doc, '$.doses')) FROM administration a JOIN below ON below.plan = plan.id
         AND below.site = json_extract(a.doc, '$.site') WHERE coalesce(json_extract(plan.doc, '$.gtin'), json_extract(a.doc, '$.gtin')) = json_extract(a.doc, '$.gtin')), 0) AS given
       FROM plan ORDER BY plan.id`,
    ),
    shipments: all(
      `SELECT id, json_extract(doc, '$.state') AS state, (SELECT sum(json_extract(value, '$.doses')) FROM json_each(shipment.doc, '$.planned')) AS doses
       FROM shipment ORDER BY json_extract(doc, '$.arriveBy'), id`,
    ),
    capacity: all(
      `${LIVING}, room AS (
         SELECT unit.id, placed.site, json_extract(doc, '$.kind') = 'freezer' AS frozen, json_extract(doc, '$.litres') AS litres
         FROM unit JOIN placed ON placed.unit = unit.id WHERE json_extract(doc, '$.kind') <> 'transport-box'),
       volume AS (SELECT id AS gtin, json_extract(doc, '$.packed.cm3PerDose') AS cm3 FROM product)
       SELECT room.site, CASE WHEN room.frozen THEN 'frozen' ELSE 'refrigerated' END AS class,
         CASE WHEN count(*) = count(room.litres) THEN sum(room.litres) END AS litres,
         (SELECT CASE WHEN count(*) = count(cm3) THEN round(coalesce(sum(doses * cm3), 0) / 1000.0, 3) END FROM stock JOIN volume USING (gtin)
          WHERE stock.unit IN (SELECT id FROM room r WHERE r.site = room.site AND r.frozen = room.frozen)) AS usedLitres
       FROM room GROUP BY room.site, room.frozen ORDER BY room.site, room.frozen`,
    ),
    excursions,
    response: {
      medianSeconds: waits[Math.ceil(waits.length * 0.5) - 1] ?? null,
      p90Seconds: waits[Math.ceil(waits.length * 0.9) - 1] ?? null,
    },
    breached: all(
      `SELECT DISTINCT json_extract(doc, '$.subject.id') AS unit FROM excursion WHERE json_extract(doc, '$.subject.kind') = 'unit'
         AND json_extract(doc, '$.present') = 1 AND json_extract(doc, '$.end') IS NULL AND json_extract(doc, '$.rule') <> 'unmonitored'`,
    ).map(({ unit }) => String(unit)),
    /** What came in, what is left, what was given and what ended with doses: by the documents alone. */
    received: Number(
      one(
        `SELECT coalesce(sum(json_extract(event, '$.doses')), 0) AS n FROM ledger WHERE json_extract(event, '$.type') = 'parcel.received'`,
      ).n,
    ),
    ended: Number(
      one(
        `SELECT coalesce(sum(json_extract(doc, '$.doses')), 0) AS n FROM parcel WHERE json_extract(doc, '$.ended') IS NOT NULL`,
      ).n,
    ),
    everGiven: Number(
      one(`SELECT coalesce(sum(json_extract(doc, '$.doses')), 0) AS n FROM administration`).n,
    ),
    held: all(
      "SELECT DISTINCT json_extract(doc, '$.parcel') AS parcel FROM hold WHERE json_extract(doc, '$.state') = 'open'",
    ).map(({ parcel }) => parcel),
  };
}

/** Where each unit stands, from what was sent and nothing else. */
function coldOf(heard: Heard, breached: readonly string[], now: number) {
  const limit = (unit: string) => (unit === 'ta-1' ? -15 : 8);
  const counts = new Map<string, { inRange: number; watching: number; breached: number; silent: string[] }>();
  for (const [i, unit] of UNITS.entries()) {
    const site = SITES[i] ?? 'tinh';
    const here = counts.get(site) ?? { inRange: 0, watching: 0, breached: 0, silent: [] };
    counts.set(site, here);
    const last = heard.get(unit);
    if (last === undefined || now >= last.minute + 15) here.silent.push(unit);
    else if (breached.includes(unit)) here.breached++;
    else if (last.celsius > limit(unit)) here.watching++;
    else here.inRange++;
  }
  return Object.fromEntries(
    [...counts].map(([site, here]) => [site, { ...here, silent: here.silent.sort() }]),
  );
}

it('every figure of the report is what the raw tables say, and the doses add up, whatever happened', async () => {
  let [given, held, excursions] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 25, maxLength: 60 }), async (deeds) => {
      const house = await House.open({ descriptions: [COUNTRY] });
      for (const [site, gtin] of [
        ['xa', null],
        ['tinh', GTIN],
      ] as const)
        await house.does(AN, {
          type: 'plan.set',
          plan: { site, gtin, from: '2026-11-20', to: '2026-12-31', doses: 1000 },
        });
      await house.does(DEPOT, {
        ...{ type: 'announced.set' },
        announced: { site: 'xa', gtin: GTIN, doses: 1000, at: START, supplier: 'IVAC', arrived: false },
      });
      const heard = await play(house, [...deeds, ...LAST]);
      const db = new Database(join(house.directory, 'giulanh.db'), { readonly: true });
      try {
        const view = await house.ask<ReportView>({ type: 'report.preview', site: null });
        if (view.kind !== 'daily') throw new Error('a preview is of a day');
        const { report } = view;
        const raw = recount(db, report);
        expect(report.stock).toEqual(raw.stock);
        expect(report.expiring).toEqual(raw.expiring);
        expect(report.given).toEqual(raw.given);
        const { sites, ...sums } = report.holds;
        expect(sums).toEqual(raw.holds);
        expect(sites.reduce((sum, one) => sum + one.openDoses, 0)).toBe(raw.holds.openDoses);
        expect(
          report.plans
            .map(({ plan, given }) => ({ id: plan.id, given }))
            .sort((a, b) => (a.id < b.id ? -1 : 1)),
        ).toEqual(raw.plans);
        expect(report.shipments.map(({ id, state, doses }) => ({ id, state, doses }))).toEqual(raw.shipments);
        // Half a cubic centimetre is rounded up by the one and down by the other.
        const near = raw.capacity.map((line) =>
          typeof line.usedLitres === 'number'
            ? { ...line, usedLitres: expect.closeTo(line.usedLitres, 2) }
            : line,
        );
        expect(report.capacity.map(({ announcedLitres: _, ...line }) => line)).toEqual(near);
        expect(report.capacity.filter(({ announcedLitres }) => announcedLitres !== 0)).toMatchObject([
          { site: 'xa', class: 'refrigerated', announcedLitres: 2.1 },
        ]);
        expect(report.excursions.map(({ site: _, firstToldAt: __, ...one }) => one)).toEqual(raw.excursions);
        expect(report.response).toEqual(raw.response);
        const cold = Object.fromEntries(
          report.cold.map(({ site, units, silent, ...counts }) => {
            expect(units).toBe(counts.inRange + counts.watching + counts.breached + silent.length);
            return [site, { ...counts, silent: silent.map(({ unit }) => unit) }];
          }),
        );
        expect(cold).toEqual(coldOf(heard, raw.breached, house.now));
        const inStock = report.stock.reduce((sum, { doses }) => sum + doses, 0);
        expect(raw.received).toBe(inStock + raw.everGiven + raw.ended);
        for (const { parcel } of report.proposals) expect(raw.held).not.toContain(parcel);

        await house.does(AN, { type: 'reconcile' });
        const { items } = await house.ask<Paged<DifferenceView>>({ type: 'differences', limit: 1000 });
        expect(items.filter(({ kind }) => kind === 'doses')).toEqual([]);
        given += report.given.length;
        held += raw.holds.openDoses as number;
        excursions += report.excursions.length;
      } finally {
        db.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // A recount of nothing proves nothing.
  expect(Math.min(given, held, excursions)).toBeGreaterThanOrEqual(RUNS);
}, 180_000);
