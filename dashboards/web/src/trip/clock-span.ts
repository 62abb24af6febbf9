/** How far a clock is off, in words: seconds up to a minute, half minutes up to an hour, then minutes; rounded, not cut. Pure. */
import { duration } from '../format/province.ts';
import type { Language } from '../words/language.ts';

const [SECOND, HALF, MINUTE, HOUR] = [1_000, 30_000, 60_000, 3_600_000] as const;

/** `ms`: either way. */
export function clockSpan(ms: number, language: Language): string {
  const size = Math.abs(ms);
  const rounded = (step: number) => Math.round(size / step) * step;
  if (size < MINUTE) return duration(rounded(SECOND), language);
  if (size >= HOUR) return duration(rounded(MINUTE), language);
  const halves = rounded(HALF);
  const minutes = duration(halves, language);
  return halves % MINUTE === 0 ? minutes : `${minutes} ${duration(HALF, language)}`;
}
