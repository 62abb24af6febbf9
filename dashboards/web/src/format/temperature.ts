/** Temperatures as a person reads them: `8,4 °C` with a no-break space and a true minus sign. Pure. */
import type { Language } from '../words/language.ts';

const MINUS = '\u2212';
const NBSP = '\u00a0';

type Range = { lowCelsius: number | null; highCelsius: number | null };

/**
 * The digits alone, one decimal. When one decimal would show a value beyond the range as if it were on the limit
 * (8,04 as "8,0"), more are shown.
 */
export function degrees(celsius: number, language: Language, range?: Range): string {
  let digits = 1;
  while (digits < 3 && range && hidesBreach(celsius, digits, range)) digits++;
  return withSigns(celsius, digits, language);
}

export function temperature(celsius: number, language: Language, range?: Range): string {
  return `${degrees(celsius, language, range)}${NBSP}°C`;
}

/** With as many decimals as there are, up to three: `0,25 °C`. */
export function exact(celsius: number, language: Language): string {
  const digits = [1, 2].find((count) => rounded(celsius, count) === rounded(celsius, 3)) ?? 3;
  return `${withSigns(celsius, digits, language)}${NBSP}°C`;
}

/**
 * `2–8 °C`, `≤ −15 °C`, `≥ 2 °C`; with a negative edge an ellipsis keeps the signs apart, `−25 … −15 °C`, and in a narrow place
 * the line breaks behind it.
 */
export function rangeText({ lowCelsius, highCelsius }: Range, language: Language): string | null {
  const short = (celsius: number) => withSigns(celsius, Number.isInteger(celsius) ? 0 : 1, language);
  if (lowCelsius !== null && highCelsius !== null) {
    const dash = lowCelsius < 0 || highCelsius < 0 ? `${NBSP}… ` : '–';
    return `${short(lowCelsius)}${dash}${short(highCelsius)}${NBSP}°C`;
  }
  if (highCelsius !== null) return `≤${NBSP}${short(highCelsius)}${NBSP}°C`;
  if (lowCelsius !== null) return `≥${NBSP}${short(lowCelsius)}${NBSP}°C`;
  return null;
}

function hidesBreach(celsius: number, digits: number, { lowCelsius, highCelsius }: Range): boolean {
  const shown = rounded(celsius, digits);
  return (
    (highCelsius !== null && celsius > highCelsius && shown <= highCelsius) ||
    (lowCelsius !== null && celsius < lowCelsius && shown >= lowCelsius)
  );
}

function withSigns(celsius: number, digits: number, language: Language): string {
  const value = rounded(celsius, digits);
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 ? MINUS : '') + (language === 'vi' ? text.replace('.', ',') : text);
}

/** Away from zero at the half, as in the service's messages; the small addend undoes the binary fraction of 8.45. */
function rounded(celsius: number, digits: number): number {
  const scale = 10 ** digits;
  return (Math.sign(celsius) * Math.round(Math.abs(celsius) * scale + 1e-9)) / scale;
}
