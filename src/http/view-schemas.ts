/** The shapes of src/keeper/views.ts as schemas: what the OpenAPI document promises and the tests hold answers to. */
import * as z from 'zod';
import { ACK_ACTIONS, ACK_CAUSES } from '../alerts/types.ts';
import { ROLES } from '../fleet/types.ts';
import type {
  AlertView,
  BucketView,
  DispositionView,
  EligibilityView,
  ExcursionView,
  HoldView,
  LotView,
  ParcelDetail,
  ParcelView,
  ReadingView,
  RuleView,
  SiteView,
  SourceView,
  UnitDetail,
  UnitView,
} from '../keeper/views.ts';

import { parcelCustodySchema } from './custody-schemas.ts';
import { parcelReceiptSchema } from './stock-schemas.ts';

const time = z.iso.datetime();
const text = z.string();
const count = z.int().nonnegative();
const side = z.enum(['above', 'below']);

export const problemSchema = z
  .looseObject({
    type: text,
    title: text,
    status: z.int(),
    code: text.describe('Stable; the sentences are not.'),
    detail: text,
    vi: text.optional(),
    en: text.optional(),
    details: z.record(text, z.unknown()).optional(),
    issues: z.array(z.object({ in: text, path: text, message: text })).optional(),
  })
  .meta({ id: 'Problem' });

export const personSchema = z
  .object({ username: text, name: text, roles: z.array(z.enum(ROLES)), site: text.nullable() })
  .meta({ id: 'Person' });

export const siteSchema: z.ZodType<SiteView> = z
  .object({ id: text, name: text, level: text, parent: text.nullable(), phone: text.exactOptional() })
  .meta({ id: 'Site' });

const unit = z.object({
  id: text,
  name: text,
  kind: text,
  site: text.nullable(),
  siteName: text.nullable(),
  litres: z.number().nullable(),
  state: z.enum([
    'normal',
    'watching',
    'excursion',
    'acknowledged',
    'returned',
    'late',
    'silent',
    'no-data',
    'retired',
  ]),
  stateSince: time.nullable(),
  celsius: z.number().nullable(),
  at: time.nullable(),
  last: z.object({ celsius: z.number(), at: time }).nullable(),
  range: z.object({ lowCelsius: z.number().nullable(), highCelsius: z.number().nullable() }),
  side: side.nullable(),
  breachAt: time.nullable(),
  samplingSeconds: z.number(),
  maxGapSeconds: z.number(),
  last24h: z.object({ minCelsius: z.number().nullable(), maxCelsius: z.number().nullable() }),
  spark: z.array(z.number().nullable()),
  batteryPercent: z.number().nullable(),
  doorOpen: z.boolean().nullable(),
  mainsPower: z.boolean().nullable(),
  parcels: count,
  doses: count,
  holds: count,
  alert: text.nullable(),
  acknowledgedBy: z.object({ name: text, at: time }).nullable(),
});
export const unitSchema: z.ZodType<UnitView> = unit.meta({ id: 'Unit' });

export const ruleSchema: z.ZodType<RuleView> = z
  .object({
    id: text,
    side,
    limitCelsius: z.number(),
    inclusive: z.boolean(),
    allowedSeconds: z.number(),
    mode: z.enum(['continuous', 'cumulative']),
  })
  .meta({ id: 'Rule' });

export const excursionSchema: z.ZodType<ExcursionView> = z
  .object({
    id: text,
    unit: text.exactOptional(),
    parcel: text.exactOptional(),
    rule: text,
    ruleSnapshot: ruleSchema.nullable(),
    start: time,
    breachedAt: time,
    end: time.nullable(),
    peakCelsius: z.number().nullable(),
    beyondSeconds: z.number(),
    unknownInsideSeconds: z.number(),
    discoveredAt: time,
  })
  .meta({ id: 'Excursion' });

export const holdSchema: z.ZodType<HoldView> = z
  .object({
    id: text,
    parcel: text,
    gtin: text,
    lot: text,
    kind: text,
    excursion: text.nullable(),
    reason: text,
    placedAt: time,
    placedBy: text.nullable(),
    supported: z.boolean().describe('Does the present evidence still show it?'),
    state: text,
    endedAt: time.nullable(),
    site: text.nullable(),
    unit: text.nullable(),
  })
  .meta({ id: 'Hold' });

const parcel = z.object({
  id: text,
  gtin: text,
  product: text,
  lot: text,
  expiry: text,
  label: text.nullable(),
  parent: text.nullable(),
  doses: count,
  dosesInitial: count,
  unit: text.nullable(),
  site: text.nullable(),
  ended: z.object({ at: time, kind: text }).nullable(),
  openHolds: count,
});
export const parcelSchema: z.ZodType<ParcelView> = parcel.meta({ id: 'Parcel' });

export const unitDetailSchema: z.ZodType<UnitDetail> = unit
  .extend({ rules: z.array(ruleSchema), maxUnmonitoredSeconds: z.number(), contents: z.array(parcelSchema) })
  .meta({ id: 'UnitDetail' });

export const parcelDetailSchema: z.ZodType<ParcelDetail> = parcel
  .extend({
    stays: z.array(z.object({ unit: text, in: time, out: time.nullable() })),
    history: z.object({
      minCelsius: z.number().nullable(),
      maxCelsius: z.number().nullable(),
      meanKineticCelsius: z.number().nullable(),
      knownSeconds: z.number(),
      unknownSeconds: z.number(),
    }),
    excursions: z.array(excursionSchema),
    holds: z.array(holdSchema),
    atRisk: z.array(z.object({ rule: text, since: time, breachAt: time })),
    custody: parcelCustodySchema,
    receipt: parcelReceiptSchema.nullable(),
  })
  .meta({ id: 'ParcelDetail' });

export const lotSchema: z.ZodType<LotView> = z
  .object({
    gtin: text,
    lot: text,
    expiry: text,
    product: text,
    recalled: z.object({ reason: text, at: time, by: text }).nullable(),
    parcels: z.array(parcelSchema),
  })
  .meta({ id: 'Lot' });

export const dispositionSchema: z.ZodType<DispositionView> = z
  .object({
    id: text,
    hold: text,
    parcel: text,
    decision: text,
    reason: text,
    evidence: text,
    proposedBy: text,
    proposedAt: time,
    state: text,
    approvedBy: text.nullable(),
    approvedAt: time.nullable(),
  })
  .meta({ id: 'Disposition' });

export const alertSchema: z.ZodType<AlertView> = z
  .object({
    id: text,
    kind: text,
    severity: z.enum(['critical', 'warning']),
    state: z.enum(['open', 'acknowledged', 'resolved']),
    site: text.nullable(),
    unit: text.nullable(),
    device: text.nullable(),
    parcel: text.nullable(),
    happenedAt: time,
    raisedAt: time,
    updatedAt: time,
    resolvedAt: time.nullable(),
    acknowledged: z
      .object({
        by: text,
        at: time,
        comment: text,
        cause: z.enum(ACK_CAUSES).exactOptional(),
        actions: z.array(z.enum(ACK_ACTIONS)).exactOptional(),
      })
      .nullable(),
    snoozed: z
      .object({ by: text, at: time, until: time, comment: text })
      .exactOptional()
      .describe('Nobody is reminded before `until`, which may be over.'),
    concluded: z.object({ by: text, at: time, text }).exactOptional(),
    data: z.record(text, z.union([z.string(), z.number(), z.boolean(), z.null()])),
    count,
  })
  .meta({ id: 'Alert' });

export const eligibilitySchema: z.ZodType<EligibilityView> = z
  .object({
    verdict: z.enum(['allowed', 'blocked', 'unknown']),
    reasons: z.array(z.object({ code: text, vi: text, en: text })),
    lot: z.object({ gtin: text, lot: text, product: text.nullable(), expiry: text.nullable() }).nullable(),
    notJudged: z.array(z.object({ vi: text, en: text })),
    since: time.nullable(),
    asOf: time,
    validUntil: time.nullable().describe('`allowed` is a lease: past this time the verdict is unknown.'),
  })
  .meta({ id: 'Eligibility' });

export const readingSchema: z.ZodType<ReadingView> = z
  .object({
    at: time,
    celsius: z.number(),
    probe: text,
    clock: z
      .enum(['corrected', 'untrusted'])
      .optional()
      .describe('How `at` was found; left out: it is the device’s. `untrusted`: `at` is the arrival'),
    device: text.optional().describe('Told with `clock=untrusted`'),
    claimedAt: text.optional().describe('What the device said; an untrusted one only'),
    earliestAt: time.optional().describe('It was not measured before; an untrusted one only'),
  })
  .meta({ id: 'Reading' });
export const bucketSchema: z.ZodType<BucketView> = z
  .object({ at: time, min: z.number(), max: z.number(), mean: z.number(), count })
  .meta({ id: 'ReadingBucket' });

const sourceSchema: z.ZodType<SourceView> = z
  .object({
    source: z.enum(['store', 'influxdb']),
    from: time,
    to: time,
    error: text
      .exactOptional()
      .describe('InfluxDB did not answer for this part; the store tells what it still holds.'),
  })
  .meta({ id: 'ReadingsSource' });
const readingsOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: text.nullable(), sources: z.array(sourceSchema) });
/** A list that says who answered for which part of the range. */
export const readingsSchema = z.union([readingsOf(readingSchema), readingsOf(bucketSchema)]);

/** A list answers `next`, which is the `?cursor=` of the page after it, or null on the last page. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: text.nullable() });
/** An answer that only the domain shapes further. */
export const idAndState = z.looseObject({ id: text, state: text });
export const anyObject = z.looseObject({});
