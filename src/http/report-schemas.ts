/** The shapes of the reports (src/reports/types.ts, as papers/report-told.ts tells them) as schemas. */
import * as z from 'zod';
import type { ReportListed } from '../keeper/report-protocol.ts';
import type { Told } from '../papers/report-told.ts';
import type { NamedDaily, NamedMonthly } from '../papers/report-types.ts';
import type { Announced, Difference, Plan, Session } from '../reports/types.ts';

const time = z.iso.datetime();
const text = z.string();
const count = z.int().nonnegative();
const day = z.iso.date();
const site = text.nullable();
const seconds = z.number().nonnegative();
const lot = { gtin: text, lot: text };

const holds = { open: count, openDoses: count, placed: count, released: count, discarded: count };

const difference = z.object({
  id: text,
  kind: z.enum(['doses', 'unconfirmed', 'silent-session', 'late-entry']),
  site,
  gtin: text.nullable(),
  lot: text.nullable(),
  parcel: text.nullable(),
  day,
  doses: z.int().describe('Too few (negative) or too many'),
  person: text.nullable().describe('Whom to ask'),
  foundAt: time,
  explained: z.object({ by: text, at: time, text }).nullable(),
});
const plan = z.object({ id: text, site: text, gtin: text.nullable(), from: day, to: day, doses: count });
const within = { since: time, until: time, madeAt: time };

const daily = z.object({
  id: text,
  site: site.describe('Null: the whole province'),
  day,
  ...within,
  late: z.boolean().describe('It was made after its hour: the service had been down'),
  cold: z.array(
    z.object({
      site,
      units: count,
      inRange: count,
      watching: count,
      breached: count,
      silent: z.array(z.object({ unit: text, lastAt: time.nullable() })),
    }),
  ),
  excursions: z.array(
    z.object({
      id: text,
      unit: text,
      site,
      rule: text,
      start: time,
      end: time.nullable(),
      peakCelsius: z.number().nullable(),
      discoveredAt: time,
      firstToldAt: time.nullable(),
      acknowledgedAt: time.nullable(),
    }),
  ),
  response: z.object({ medianSeconds: seconds.nullable(), p90Seconds: seconds.nullable() }),
  holds: z.object({ ...holds, sites: z.array(z.object({ ...holds, site })) }),
  stock: z.array(z.object({ site, ...lot, expiry: text.nullable(), doses: count, heldDoses: count })),
  expiring: z.object({ days7: count, days30: count, expired: count }),
  given: z.array(z.object({ site: text, ...lot, doses: count })),
  plans: z.array(z.object({ plan, given: count, dueByNow: z.number().nonnegative() })),
  shipments: z.array(
    z.object({ id: text, from: text, to: text, escort: text, state: text, doses: count, arriveBy: time }),
  ),
  capacity: z.array(
    z.object({
      site: text,
      class: z.enum(['refrigerated', 'frozen', 'ultra-low']),
      litres: z.number().nullable(),
      usedLitres: z.number().nullable(),
      announcedLitres: z.number().nullable(),
    }),
  ),
  proposals: z.array(
    z.object({
      parcel: text,
      ...lot,
      expiry: text,
      doses: count,
      from: text,
      to: text,
      reason: z.enum(['expires', 'slow']),
    }),
  ),
  differences: z.array(difference),
  checkpoint: text.nullable().describe('The ledger’s signed checkpoint at that time'),
});

const monthly = z.object({
  id: text,
  site,
  month: text,
  ...within,
  units: z.array(
    z.object({
      unit: text,
      site,
      watchedSeconds: seconds,
      inRangeSeconds: seconds,
      unknownSeconds: seconds,
      excursions: count,
    }),
  ),
  sites: z.array(
    z.object({
      site: text,
      excursions: count,
      medianResponseSeconds: seconds.nullable(),
      p90ResponseSeconds: seconds.nullable(),
      lotsHeld: count,
      lotsReleased: count,
      lotsDiscarded: count,
    }),
  ),
});

const names = z.record(text, text);
const named = {
  zone: text,
  number: text,
  authority: text.nullable(),
  names: z.object({ sites: names, units: names, people: names, products: names }),
};

export const reportSchema: z.ZodType<Told<NamedDaily | NamedMonthly>> = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('daily'), report: daily, ...named }),
    z.object({ kind: z.literal('monthly'), report: monthly, ...named }),
  ])
  .meta({ id: 'Report' });

/** `period`: the day and its hour, or the month. */
export const reportLineSchema: z.ZodType<Told<ReportListed>> = z
  .object({ id: text, kind: z.enum(['daily', 'monthly']), period: text, madeAt: time, late: z.boolean() })
  .meta({ id: 'ReportLine' });

export const differenceSchema: z.ZodType<
  Told<Difference> & { siteName: string | null; personName: string | null }
> = difference.extend({ siteName: text.nullable(), personName: text.nullable() }).meta({ id: 'Difference' });

export const planSchema: z.ZodType<Plan> = plan.meta({ id: 'Plan' });

export const sessionSchema: z.ZodType<Omit<Session, 'from' | 'to'> & { from: string; to: string }> = z
  .object({ id: text, site: text, from: time, to: time, person: text.nullable() })
  .meta({ id: 'InjectionSession' });

export const announcedSchema: z.ZodType<Told<Announced>> = z
  .object({ id: text, site: text, gtin: text, doses: count, at: time, supplier: text, arrived: z.boolean() })
  .meta({ id: 'AnnouncedDelivery' });
