/** Logger files over HTTP: how they are asked about, and the shapes of what is answered. */
import * as z from 'zod';
import type { FileChangesView, StoredFileView } from '../keeper/file-views.ts';
import { excursionSchema, holdSchema } from './view-schemas.ts';

const choice = z.string().min(1).max(200).optional();
/** What the person says of the file; its bytes are the body. */
export const fileQuery = z.strictObject({
  name: z.string().min(1).max(200).default('file').describe('The name of the file'),
  device: choice.describe('Left out: the device that has its serial number'),
  unit: choice.describe('Left out: wherever the device was'),
  zone: choice.describe(
    'By whose clock its times are, as an IANA name; default: as the last file of the device',
  ),
  temperature: z.enum(['C', 'F']).optional().describe('Only where the file does not state it'),
  column: choice.describe('The temperature column, where there are several'),
  dates: z.enum(['dmy', 'mdy']).optional().describe('How to read 03/04/2026, where the file leaves it open'),
});

const listed = <T extends z.ZodType>(item: T) => z.object({ count: z.number(), items: z.array(item) });
const text = z.string().nullable();
const number = z.number().nullable();

const excursion = excursionSchema.and(z.object({ unitName: text, product: text, lot: text }));
const hold = holdSchema.and(z.object({ product: z.string(), doses: z.number() }));
const changes = z.object({
  excursions: z.object({ found: listed(excursion), changed: listed(excursion), gone: listed(excursion) }),
  holds: z.object({ placed: listed(hold), unsupported: listed(hold), withdrawn: listed(hold) }),
  dosesHeld: z.number(),
  dosesGiven: z.number(),
  dosesGivenAfterBreach: z.number(),
  discoveredLate: z.number(),
}) satisfies z.ZodType<FileChangesView>;

const device = z.object({
  id: z.string(),
  profile: z.string(),
  serial: text,
  unit: text,
  unitName: text,
  site: text,
  siteName: text,
});
const sorted = {
  device,
  units: z.array(
    z.object({ id: z.string(), name: z.string(), site: text, siteName: text, readings: z.number() }),
  ),
  fresh: z.number(),
  known: z.number(),
  freshDays: z.number(),
  knownDays: z.number(),
  implausible: z.number(),
  ahead: z.number().describe('Readings ahead of the service’s clock: left out'),
  outside: z.number().describe('Readings of when the device was in no unit: left out'),
  elsewhere: z.number().describe('In a unit outside this person’s place: left out'),
  conflicts: listed(
    z.object({ at: z.string(), probe: z.string(), fileCelsius: number, storedCelsius: number }),
  ),
};
export const storedFileSchema = z
  .object({ ...sorted, did: changes })
  .meta({ id: 'StoredFile' }) satisfies z.ZodType<StoredFileView>;

const way = z.object({
  zone: z.string(),
  temperature: z.enum(['C', 'F']).optional(),
  column: z.string().optional(),
  dates: z.enum(['dmy', 'mdy']).optional(),
});
const seen = z.object({
  format: z.string(),
  model: text,
  serial: text,
  unit: z.enum(['C', 'F']).nullable(),
  zone: z.string(),
  column: text,
  activatedAt: text,
  reportedAt: text,
  from: text,
  to: text,
  rows: z.number(),
  missing: z.number(),
  everySeconds: number,
  gaps: z.number(),
  longestGapSeconds: z.number(),
  minCelsius: number,
  maxCelsius: number,
  course: z.array(z.object({ at: z.string(), min: z.number(), max: z.number() })),
  days: z.array(
    z.object({
      date: z.string(),
      minCelsius: number,
      maxCelsius: number,
      lowMinutes: z.number(),
      highMinutes: z.number(),
      alarm: z.boolean(),
    }),
  ),
  daysMore: z.number(),
  signaturePresent: z.boolean(),
  problems: z.array(z.object({ line: z.number(), code: z.string(), message: z.string() })),
  problemsMore: z.number(),
});
export const fileDevicesSchema = z
  .object({ items: z.array(device), more: z.number(), match: text, way: way.nullable(), zone: z.string() })
  .meta({ id: 'FileDevices' });
export const lookedAtSchema = z
  .object({
    seen: seen.nullable(),
    way,
    devices: fileDevicesSchema,
    preview: z.object({ ...sorted, would: changes }).nullable(),
    refusal: z
      .object({
        code: z.string(),
        message: z.string(),
        details: z.record(z.string(), z.unknown()).optional(),
        vi: z.string().optional(),
        en: z.string().optional(),
      })
      .nullable()
      .describe('Why it cannot be stored as it is: what is still to be said, or that it never can'),
  })
  .meta({ id: 'FileLookedAt' });
