/** The shapes of src/keeper/unit-views.ts as schemas. */
import * as z from 'zod';
import { CALIBRATION_STATES } from '../fleet/calibrations.ts';
import type { DefrostView, UnitInsideView, UnitNoteView, UnitSignalsView } from '../keeper/unit-views.ts';
import { ruleSchema } from './view-schemas.ts';

const time = z.iso.datetime();
const text = z.string();
const count = z.int().nonnegative();

const defrost = z
  .object({ from: time, until: time })
  .nullable()
  .describe('The defrosting that goes on or is planned next');
export const defrostSchema: z.ZodType<DefrostView> = z
  .object({ unit: text, defrost, parcels: z.array(text).describe('In it all the same, and judged as ever') })
  .meta({ id: 'Defrost' });

export const unitInsideSchema: z.ZodType<UnitInsideView> = z
  .object({
    unit: text,
    defrost,
    lots: z.array(
      z.object({
        gtin: text,
        product: text,
        lot: text,
        expiry: text.nullable().describe('The last day of use'),
        expired: z.boolean(),
        recalled: z.boolean(),
        mustNotFreeze: z.boolean().describe('By the rules in force, it must not come near 0 °C'),
        parcels: count,
        doses: count,
        held: count,
        holdKinds: z.array(text),
        atRisk: z
          .object({ parcel: text, since: time, breachAt: time, rule: ruleSchema.nullable() })
          .nullable()
          .describe('Which parcel of it is next to break its rule if the present values last'),
      }),
    ),
    devices: z
      .array(
        z.object({
          id: text,
          calibrations: z.array(
            z.object({
              probe: text,
              on: text,
              due: text,
              state: z.enum(CALIBRATION_STATES),
              offsetCelsius: z.number().nullable().describe('Shown too much; taken off in judging'),
              uncertaintyCelsius: z.number().nullable(),
            }),
          ),
        }),
      )
      .describe('Those that sit in it now, with the calibration that stands for each probe'),
    versions: z.array(
      z.object({
        version: z.int(),
        effective: text,
        rules: z.array(ruleSchema),
        maxUnmonitoredSeconds: z.number(),
      }),
    ),
  })
  .meta({ id: 'UnitInside' });

export const unitNoteSchema: z.ZodType<UnitNoteView> = z
  .object({ id: text, unit: text, at: time, text, by: text, recordedAt: time })
  .meta({ id: 'UnitNote' });

const signal = z.object({
  times: count,
  seconds: count,
  spans: z.array(z.object({ from: time, to: time.nullable() })),
});
export const unitSignalsSchema: z.ZodType<UnitSignalsView> = z
  .object({ doorOpen: signal.nullable(), noMains: signal.nullable() })
  .meta({ id: 'UnitSignals' });
