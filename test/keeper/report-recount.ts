/** A day's figures once more, in plain SQL on the raw tables and from what was sent; nothing of the service's own counting. */
import type Database from 'better-sqlite3';
import { daysAfter } from '../../src/reports/stock.ts';
import type { DailyReport } from '../../src/reports/types.ts';
import { type Heard, SITES, UNITS } from './report-deeds.ts';

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

export function recount(db: Database.Database, { since, until, day }: DailyReport) {
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
export function coldOf(heard: Heard, breached: readonly string[], now: number) {
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
