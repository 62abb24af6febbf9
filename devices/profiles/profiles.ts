/** The profiles by id, one file each, checked once when the service starts: a bad one stops it and says which. */
import { readdirSync, readFileSync } from 'node:fs';
import { DECODERS } from '../payloads/decoders.ts';
import { type DeviceProfile, profileSchema } from './types.ts';

export type { DeviceProfile } from './types.ts';

type Entry = { readonly file: string; readonly content: unknown };

/**
 * Throws when one has an unknown unit, a range upside down, an unknown field, a payload that nobody reads, or an id
 * that is taken or is not its file's name.
 */
export function readProfiles(entries: readonly Entry[]): ReadonlyMap<string, DeviceProfile> {
  const byId = new Map<string, DeviceProfile>();
  for (const { file, content } of entries) {
    const wrong = (what: string) => new Error(`Cannot read device profile ${file}: ${what}`);
    const read = profileSchema.safeParse(content);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw wrong(`${issue?.path.join('.')}: ${issue?.message}`);
    }
    const { id, payload } = read.data;
    if (byId.has(id)) throw wrong(`id ${id} is taken`);
    if (file !== `${id}.json`) throw wrong(`id ${id} wants the name ${id}.json`);
    if (payload !== null && payload !== 'giulanh' && !Object.hasOwn(DECODERS, payload))
      throw wrong(`payload ${payload}: no such format`);
    byId.set(id, read.data);
  }
  return byId;
}

const here = new URL('.', import.meta.url);
export const profiles = readProfiles(
  readdirSync(here)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, content: JSON.parse(readFileSync(new URL(file, here), 'utf8')) })),
);

/** Whether a value of that profile's device is a fault code: an exact match, for 84.9 °C is a temperature. */
export function isFaultCode(profile: DeviceProfile | undefined, milliCelsius: number): boolean {
  return profile?.faultCodesMilli.includes(milliCelsius) ?? false;
}

/** Are its messages our own payload? So are those of a device that is known by its probes' model alone, and of an unknown one. */
export const speaksOurs = (profile: DeviceProfile | undefined): boolean =>
  profile === undefined || profile.payload === null || profile.payload === 'giulanh';
