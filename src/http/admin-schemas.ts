/** The shapes of src/keeper/admin-views.ts as schemas: what the OpenAPI document promises. */
import * as z from 'zod';
import {
  type AdminOverviewView,
  type NewPasswordView,
  type PresetsView,
  type RegistryPersonView,
  type RegistrySiteView,
  type RegistryUnitDetail,
  type RegistryUnitView,
  type SessionsEndedView,
  WRONGS,
} from '../keeper/admin-views.ts';
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

const time = z.iso.datetime();
const named = z.object({ id: text, name: text });
const stamp = text.describe('How it stands: sent back in `began` with a change');

export const registrySiteSchema: z.ZodType<RegistrySiteView> = z
  .object({
    id: text,
    name: text,
    level: text,
    parent: text.nullable(),
    phone: text.nullable(),
    path: z.array(named).describe('The sites above it, the topmost first'),
    children: count,
    units: count,
    people: count,
    stamp,
  })
  .meta({ id: 'RegistrySite' });

const unitFields = {
  id: text,
  name: text,
  kind: text,
  site: text.nullable(),
  siteName: text.nullable(),
  litres: z.number().nullable(),
  rules: z.array(ruleSchema),
  samplingSeconds: seconds,
  maxGapSeconds: seconds,
  maxUnmonitoredSeconds: seconds,
  devices: z.array(text),
  parcels: count,
  retiredAt: time.nullable(),
  stamp,
};
export const registryUnitSchema: z.ZodType<RegistryUnitView> = z
  .object(unitFields)
  .meta({ id: 'RegistryUnit' });
export const registryUnitDetailSchema: z.ZodType<RegistryUnitDetail> = z
  .object({
    ...unitFields,
    placements: z.array(
      z.object({ site: text.nullable(), siteName: text.nullable(), since: time.nullable() }),
    ),
    versions: z.array(
      z.object({
        version: count,
        effective: time.nullable(),
        rules: z.array(ruleSchema),
        maxUnmonitoredSeconds: seconds,
      }),
    ),
  })
  .meta({ id: 'RegistryUnitDetail' });

export const registryPersonSchema: z.ZodType<RegistryPersonView> = z
  .object({
    username: text,
    name: text,
    roles: z.array(text),
    site: text.nullable(),
    siteName: text.nullable(),
    retiredAt: time.nullable(),
    sessions: count,
    stamp,
  })
  .meta({ id: 'RegistryPerson' });

export const newPasswordSchema: z.ZodType<NewPasswordView> = z
  .object({ username: text, password: text.describe('Shown once, kept nowhere') })
  .meta({ id: 'NewPassword' });
export const sessionsEndedSchema: z.ZodType<SessionsEndedView> = z
  .object({ username: text, ended: count })
  .meta({ id: 'SessionsEnded' });
