/** The numbers of one Berlinger report: in which unit, and where to remark on what cannot be read. */
import { type Node, value } from './outline.ts';
import type { Problems } from './problems.ts';
import { readNumber, toCelsius } from './temperature.ts';
import type { TimeFormat } from './times.ts';
import type { TemperatureUnit } from './types.ts';

export type Reader = {
  readonly unit: TemperatureUnit;
  readonly format: TimeFormat;
  readonly problems: Problems;
};

export function celsius(text: string | null, line: number, { unit, problems }: Reader): number | null {
  if (text === null) return null;
  const number = readNumber(text);
  if (number === 'unreadable') {
    problems.add(line, 'LOGGER_VALUE_UNREADABLE', `Not a temperature: "${text.slice(0, 40)}"`);
    return null;
  }
  return number === null ? null : toCelsius(number, unit);
}

/** One day's counter runs to 1440, on the day the clocks go back to 1500. */
const DAY_MINUTES_MAX = 1500;

/** Null when absent; also null, and remarked upon, when it is no count of a day's minutes. */
export function dayMinutes(of: Node | undefined, key: string, { problems }: Reader): number | null {
  const text = value(of, key);
  if (!of || text === null) return null;
  const number = numberOrNull(text);
  if (number !== null && number >= 0 && number <= DAY_MINUTES_MAX) return number;
  problems.add(of.line, 'LOGGER_VALUE_UNREADABLE', `Not a number of minutes: ${key} "${text.slice(0, 40)}"`);
  return null;
}

export function numberOrNull(text: string | null): number | null {
  const number = readNumber(text ?? '');
  return number === 'unreadable' ? null : number;
}
