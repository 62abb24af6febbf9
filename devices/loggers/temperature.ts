/** What a cell says about a temperature: a number, nothing, or something that must not become a number. */
import { type Result, refuse, type TemperatureUnit } from './types.ts';

/** The marks loggers write where there is no value. A gap is never 0. */
const MISSING = /^(?:|-+(?:\.-+)?|n\/?a|nan|null|none|err(?:or)?|open)$/i;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?$/i;
const COMMA_NUMBER = /^[+-]?\d+,\d+$/;

/** The number as written, `null` for a stated gap, `'unreadable'` for anything else. */
export function readNumber(text: string): number | null | 'unreadable' {
  const cell = text.trim();
  if (MISSING.test(cell)) return null;
  if (COMMA_NUMBER.test(cell)) return Number(cell.replace(',', '.'));
  return NUMBER.test(cell) ? Number(cell) : 'unreadable';
}

/** Fahrenheit is rounded to the milli-degree, the finest step the engine knows. 46.4 °F is 8 °C. */
export function toCelsius(value: number, unit: TemperatureUnit): number {
  return unit === 'C' ? value : Math.round(((value - 32) * 5000) / 9) / 1000;
}

/** The file's word counts; a person may only fill in what it leaves out. */
export function whichUnit(
  stated: string | null,
  given: TemperatureUnit | undefined,
): Result<TemperatureUnit> {
  const named = stated?.replace(/[°\s]/g, '').toUpperCase();
  if (named === undefined) {
    if (given) return { ok: true, value: given };
    return refuse(
      'LOGGER_UNIT_UNKNOWN',
      'Cannot read temperatures: the file does not state °C or °F, give the unit',
    );
  }
  if (named !== 'C' && named !== 'F') {
    return refuse('LOGGER_UNIT_UNKNOWN', `Cannot read temperatures: unit "${stated}" found, C or F wanted`, {
      stated,
    });
  }
  if (given && given !== named) {
    return refuse(
      'LOGGER_UNIT_CONTRADICTED',
      `Cannot read temperatures: the file states °${named}, °${given} was given`,
      {
        stated: named,
        given,
      },
    );
  }
  return { ok: true, value: named };
}
