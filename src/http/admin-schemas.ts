/** The shapes of src/keeper/admin-views.ts as schemas: what the OpenAPI document promises. */
import * as z from 'zod';
import { type AdminOverviewView, type PresetsView, WRONGS } from '../keeper/admin-views.ts';
import { ruleSchema } from './view-schemas.ts';

const seconds = z.number().nonnegative();
const text = z.string();
const count = z.int().nonnegative();

export const adminOverviewSchema: z.ZodType<AdminOverviewView> = z
  .object({
    counts: z.object({ sites: count, units: count, devices: count, people: count, products: count }),
    wrong: z.array(
      z.object({ kind: z.enum(WRONGS), count, examples: z.array(z.object({ id: text, name: text })) }),
    ),
  })
  .meta({ id: 'AdminOverview' });

export const presetsSchema: z.ZodType<PresetsView> = z
  .object({
    items: z.array(
      z.object({
        id: text,
        kinds: z.array(text),
        rules: z.array(ruleSchema),
        maxUnmonitoredSeconds: seconds,
      }),
    ),
    samplingSeconds: seconds,
    maxGapSeconds: seconds,
  })
  .meta({ id: 'Presets' });
