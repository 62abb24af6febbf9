/** Limits as they are chosen: the service's own for a kind of unit, or two of one's own; and how they read. Pure. */
import { defaultRules } from '../../../../src/fleet/equipment-rules.ts';
import type { LimitRule } from '../../../../src/keeper/enrol-protocol.ts';
import { typedCelsius } from '../book/typed.ts';
import { duration } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import type { Language } from '../words/language.ts';
import type { AddDeviceWords } from './words-vi.ts';

export const PRESETS = ['refrigerator', 'freezer', 'ultra-freezer'] as const;
export type Choice = 'keep' | (typeof PRESETS)[number] | 'own';

export const presetRules = (kind: (typeof PRESETS)[number]): LimitRule[] =>
  defaultRules(kind).map(({ id, side, limit, inclusive, allowed }) => ({
    ...{ id, side, inclusive },
    ...{ limitCelsius: limit / 1000, allowedSeconds: allowed / 1000 },
  }));

export type Own = { readonly low: string; readonly high: string; readonly minutes: string };

/** Null where what was typed makes no limits. */
export function ownRules({ low, high, minutes }: Own): LimitRule[] | null {
  const wait = /^\d{1,5}$/.test(minutes.trim()) ? Number(minutes) : null;
  const lowest = low.trim() === '' ? undefined : typedCelsius(low);
  const highest = high.trim() === '' ? undefined : typedCelsius(high);
  if (wait === null || lowest === null || highest === null) return null;
  if (lowest === undefined && highest === undefined) return null;
  if (lowest !== undefined && highest !== undefined && lowest >= highest) return null;
  const rule = (id: string, side: LimitRule['side'], limitCelsius: number | undefined): LimitRule[] =>
    limitCelsius === undefined
      ? []
      : [{ id, side, limitCelsius, inclusive: false, allowedSeconds: wait * 60 }];
  return [...rule('own-heat', 'above', highest), ...rule('own-cold', 'below', lowest)];
}

type Shown = Pick<LimitRule, 'side' | 'limitCelsius' | 'inclusive' | 'allowedSeconds'>;

/** `Trên 8,0 °C quá 10 giờ 00 phút` */
export function limitText(rule: Shown, said: AddDeviceWords, language: Language): string {
  const limit = temperature(rule.limitCelsius, language);
  const [plain, inclusive] =
    rule.side === 'above' ? [said.above, said.atOrAbove] : [said.below, said.atOrBelow];
  const what = (rule.inclusive ? inclusive : plain)(limit);
  if (rule.allowedSeconds === 0) return said.atOnce(what);
  return said.lasting(what, duration(rule.allowedSeconds * 1000, language));
}
