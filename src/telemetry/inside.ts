/** Which of a device's temperatures are where the vaccine is? What is measured outside is kept beside them and never judged. */
import type { DeviceProfile } from '../../devices/profiles/types.ts';
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import type { Measured } from './measured.ts';

type Inside = (probe: string) => boolean;

/** Null: every probe is. `said`: what the registry says of this device, above what its profile says of the model. */
export function insideOf(
  profile: DeviceProfile | undefined,
  said: readonly string[] | undefined,
): Inside | null {
  if (said !== undefined) return (probe) => said.includes(probe);
  const temperatures = profile?.channels.filter(({ kind }) => kind === 'temperature') ?? [];
  if (!temperatures.some(({ place }) => place === 'outside')) return null;
  const named = new Map(temperatures.map(({ probe, place }) => [probe, place !== 'outside']));
  // What the profile does not name is as the channel without a name says; without one, it is inside.
  return (probe) => named.get(probe) ?? named.get(undefined) ?? true;
}

/** The inside ones alone, each with the temperature that was measured outside at its instant; of several the first. */
export function insideOnly(measured: readonly Measured[], isInside: Inside): readonly Measured[] {
  if (measured.every(({ probe }) => isInside(probe))) return measured;
  const ambient = new Map<UtcMs, MilliCelsius>();
  for (const { at, probe, milli } of measured)
    if (milli !== null && !isInside(probe) && !ambient.has(at)) ambient.set(at, milli);
  return measured
    .filter(({ probe }) => isInside(probe))
    .map((one) => {
      const outside = ambient.get(one.at);
      return outside === undefined ? one : { ...one, extras: { ...one.extras, ambient: outside / 1000 } };
    });
}
