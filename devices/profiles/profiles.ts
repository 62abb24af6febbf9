/** The profiles by id, checked once when the service starts: a bad entry stops it and says which one. */
import { CATALOGUE } from './catalogue.ts';
import { type DeviceProfile, profileSchema } from './types.ts';

export type { DeviceProfile } from './types.ts';

/** Throws when an entry has an unknown unit, a range upside down, an unknown field, or an id that is taken. */
export function readProfiles(entries: readonly unknown[]): ReadonlyMap<string, DeviceProfile> {
  const byId = new Map<string, DeviceProfile>();
  entries.forEach((entry, index) => {
    const read = profileSchema.safeParse(entry);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new Error(`Cannot read device profile ${index}: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    if (byId.has(read.data.id))
      throw new Error(`Cannot read device profile ${index}: id ${read.data.id} is taken`);
    byId.set(read.data.id, read.data);
  });
  return byId;
}

export const profiles = readProfiles(CATALOGUE);

/** Whether a value of that profile's device is a fault code: an exact match, for 84.9 °C is a temperature. */
export function isFaultCode(profile: DeviceProfile | undefined, milliCelsius: number): boolean {
  return profile?.faultCodesMilli.includes(milliCelsius) ?? false;
}
