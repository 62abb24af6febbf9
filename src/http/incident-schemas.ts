/** One incident whole (IncidentView in src/keeper/official-views.ts) as a schema. */
import * as z from 'zod';
import type {
  BrokenRuleView,
  IncidentLotView,
  IncidentParcelView,
  IncidentView,
} from '../keeper/official-views.ts';
import { parcelFields } from './custody-schemas.ts';
import { alertSchema, dispositionSchema, holdSchema, ruleSchema } from './view-schemas.ts';

const text = z.string();
const time = z.iso.datetime();
const count = z.int().nonnegative();
const number = z.number().nullable();
const named = z.object({ id: text, name: text });
const holder = z.object({ kind: z.enum(['site', 'person']), id: text, name: text });

const brokenRule: z.ZodType<BrokenRuleView> = z.object({
  of: z.enum(['unit', 'product']),
  name: text,
  rule: text,
  version: z.number(),
  effective: time.nullable(),
  source: text.nullable(),
  limit: ruleSchema.nullable(),
  start: time,
  breachedAt: time,
  end: time.nullable(),
  peakCelsius: number,
  beyondSeconds: z.number(),
  unknownInsideSeconds: z.number(),
  discoveredAt: time,
  parcels: count,
});
const incidentParcel: z.ZodType<IncidentParcelView> = z.object({
  ...parcelFields,
  unit: named.nullable(),
  site: named.nullable(),
  holder: holder.nullable(),
  shipment: text.nullable(),
  ended: z.object({ at: time, kind: text }).nullable(),
  broken: z.boolean(),
  holds: z.array(holdSchema),
  dosesGiven: count,
  dosesGivenAfterBreach: count,
});
const incidentLot: z.ZodType<IncidentLotView> = z.object({
  gtin: text,
  product: text,
  lot: text,
  expiry: text,
  parcels: count,
  held: count,
  doses: count,
  dosesGiven: count,
  dosesGivenAfterBreach: count,
  places: z.array(text),
});
export const incidentSchema: z.ZodType<IncidentView> = z
  .object({
    alert: alertSchema,
    siteName: text.nullable(),
    unit: named.nullable(),
    from: time,
    to: time,
    measured: z
      .object({
        minCelsius: number,
        maxCelsius: number,
        meanKineticCelsius: number,
        knownSeconds: z.number(),
        unknownSeconds: z.number(),
      })
      .nullable(),
    rules: z.array(brokenRule),
    lots: z.array(incidentLot),
    parcels: z.array(incidentParcel),
    parcelCount: count,
    given: z.array(
      z.object({
        at: time,
        site: text,
        parcel: text,
        lot: text,
        doses: count,
        by: text,
        afterBreach: z.boolean(),
      }),
    ),
    dosesGiven: count,
    dosesGivenAfterBreach: count,
    held: z.array(z.object({ holder, from: time, to: time, beyondSeconds: z.number(), parcels: count })),
    related: z.array(alertSchema),
    decisions: z.array(
      dispositionSchema.and(z.object({ proposedByName: text, approvedByName: text.nullable() })),
    ),
  })
  .meta({ id: 'Incident' });
