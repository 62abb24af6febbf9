/** The alarm rules and patience of a storage unit whose description names none of its own. */
import type { DurationMs, Rule } from '../thermal/types.ts';
import type { UnitKind } from './types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How often a unit is expected to be measured when nothing is said. */
export const SAMPLING_DEFAULT: DurationMs = 5 * MINUTE;

function rule(id: string, side: Rule['side'], limit: number, inclusive: boolean, allowed: number): Rule {
  return { id, side, limit, inclusive, allowed, mode: 'continuous' };
}

/**
 * WHO PQS alarm defaults for +2..+8 equipment, as a Fridge-tag 2 carries them in its report header:
 * above +8.0 °C for 600 min, at or below −0.5 °C for 60 min.
 */
const PQS_REFRIGERATOR: readonly Rule[] = [
  rule('pqs-heat', 'above', 8_000, false, 10 * HOUR),
  rule('pqs-freeze', 'below', -500, true, 60 * MINUTE),
];
/** WHO PQS states none for −25..−15 °C; above −15 °C for 60 min is the proposal of the domain notes. */
const FREEZER: readonly Rule[] = [rule('freezer-heat', 'above', -15_000, false, 60 * MINUTE)];
/** Fridge-tag Ultra Low manual: above −60 °C for 60 min. */
const ULTRA_FREEZER: readonly Rule[] = [rule('ultra-heat', 'above', -60_000, false, 60 * MINUTE)];

export function defaultRules(kind: UnitKind): readonly Rule[] {
  switch (kind) {
    case 'freezer':
      return FREEZER;
    case 'ultra-freezer':
      return ULTRA_FREEZER;
    case 'refrigerator':
    case 'cold-room':
    // A box carries what the fridge held: its alarm must not be milder.
    case 'transport-box':
      return PQS_REFRIGERATOR;
    default:
      throw new Error(`No default rules: unknown kind of unit ${kind satisfies never}`);
  }
}

/** How long a reading stands: three samples may be missed in a row, and never less than 15 minutes. */
export function defaultMaxGap(sampling: DurationMs): DurationMs {
  return Math.max(3 * sampling, 15 * MINUTE);
}

/** Unknown time longer than this is an excursion: an hour on the road, four hours in a building. */
export function defaultMaxUnmonitored(kind: UnitKind): DurationMs {
  return kind === 'transport-box' ? HOUR : 4 * HOUR;
}

/** For a product that states none: the patience of a building, which the unit's own can shorten. */
export const PRODUCT_MAX_UNMONITORED_DEFAULT: DurationMs = 4 * HOUR;
