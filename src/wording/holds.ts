/** Why a parcel is on hold, in one sentence for the table: which limit, where, since when; or what a person wrote. */
import type { UtcMs } from '../thermal/types.ts';
import { celsius, instant } from './format.ts';
import type { Words } from './words.ts';

export type HoldCause = {
  readonly side: 'above' | 'below';
  readonly limitCelsius: number;
  /** The name of the unit it happened in; null when the parcel was in none. */
  readonly unit: string | null;
  readonly start: UtcMs;
  /** The furthest value of an excursion that is over; null while it lasts, for it may go further still. */
  readonly peakCelsius: number | null;
};

/** `Vượt ngưỡng trên 8,0 °C ở Tủ lạnh 1 từ 05:57 23/11/2026.` */
export function excursionCause(cause: HoldCause, zone: string): Words {
  const { side, limitCelsius, unit, peakCelsius } = cause;
  const above = side === 'above';
  const since = instant(cause.start, zone);
  const vi = [
    `Vượt ngưỡng ${above ? 'trên' : 'dưới'} ${celsius(limitCelsius, 'vi')}`,
    unit === null ? '' : ` ở ${unit}`,
    ` từ ${since}`,
    peakCelsius === null ? '' : `, ${above ? 'cao' : 'thấp'} nhất ${celsius(peakCelsius, 'vi')}`,
  ];
  const en = [
    `${above ? 'Above' : 'Below'} ${celsius(limitCelsius, 'en')}`,
    unit === null ? '' : ` in ${unit}`,
    ` since ${since}`,
    peakCelsius === null ? '' : `, ${above ? 'highest' : 'lowest'} ${celsius(peakCelsius, 'en')}`,
  ];
  return { vi: `${vi.join('')}.`, en: `${en.join('')}.` };
}

/** What the person who placed the hold wrote, in the language it was written in. */
export const writtenCause = (reason: string): Words => ({ vi: `Lý do: ${reason}`, en: `Reason: ${reason}` });
