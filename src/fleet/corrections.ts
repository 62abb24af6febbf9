/** From when on is a probe's value judged less what its certificate says it shows too much? */
import type { Correction } from '../thermal/correction.ts';
import { calibrationsOf } from './calibrations.ts';
import { parseInstant } from './instants.ts';
import type { Calibration, Device } from './types.ts';

export type CorrectionTerms = {
  readonly zone: string;
  /** Does the uncertainty of a certificate count too? */
  readonly guardBand: boolean;
};

/**
 * Of each day the last line that was written counts, from the first moment of that day on: what a probe was found to show was
 * so before it was looked at, too, but nobody knows since when. A certificate that states no offset ends the former one's.
 * Empty where nothing is to be corrected.
 */
export function correctionsOf(
  device: Pick<Device, 'calibrations'>,
  probe: string,
  { zone, guardBand }: CorrectionTerms,
): readonly Correction[] {
  const byDay = new Map<string, Calibration>();
  for (const line of calibrationsOf(device)) if (line.probe === probe) byDay.set(line.on, line);
  const corrections = [...byDay.values()].flatMap(({ on, offset = 0, uncertainty = 0 }): Correction[] => {
    const from = parseInstant(on, zone);
    return from === null ? [] : [{ from, offset, margin: guardBand ? uncertainty : 0 }];
  });
  if (corrections.every(({ offset, margin }) => offset === 0 && margin === 0)) return [];
  return corrections.sort((a, b) => a.from - b.from);
}
