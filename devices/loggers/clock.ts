/** The clock of one report: its date format, its zone, and the line numbers of times that no clock showed. */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Problems } from './problems.ts';
import { readTime, type TimeFormat } from './times.ts';
import type { Zone } from './zone.ts';

export class Clock {
  readonly #zone: Zone;
  readonly #format: TimeFormat;
  readonly #problems: Problems;
  #last: UtcMs | null = null;

  constructor(zone: Zone, format: TimeFormat, problems: Problems) {
    this.#zone = zone;
    this.#format = format;
    this.#problems = problems;
  }

  /** A time that stands alone; null when unreadable. */
  instant(text: string): UtcMs | null {
    const written = readTime(text, this.#format);
    if (!written) return null;
    return 'at' in written ? written.at : this.#zone.resolve(written.wall).at;
  }

  /** The time of a row in a log, whose predecessor settles an hour that happens twice. Null: remarked upon. */
  row(text: string, line: number): UtcMs | null {
    const written = readTime(text, this.#format);
    if (!written) {
      this.#problems.add(line, 'LOGGER_TIME_UNREADABLE', `Not a time: "${text.trim().slice(0, 40)}"`);
      return null;
    }
    if ('at' in written) {
      this.#last = written.at;
      return written.at;
    }
    const { at, absent } = this.#zone.resolve(written.wall, this.#last);
    if (absent) {
      const message = `${text.trim()} never happened in ${this.#zone.name}: read as if the clock had not been put forward`;
      this.#problems.add(line, 'LOGGER_TIME_NOT_ON_THE_CLOCK', message);
    }
    this.#last = at;
    return at;
  }
}
