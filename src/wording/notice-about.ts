/** What an alert knows, put into words one fact at a time, as its lines in a message need it. What it does not know is ''. */
import type { Alert } from '../alerts/types.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { celsius, clock, duration, instant, whole } from './format.ts';
import { plainName } from './notice-names.ts';
import type { Language, Words } from './words.ts';

export type About = {
  readonly alert: Alert;
  readonly language: Language;
  readonly say: (words: Words) => string;
  /** `10,4 °C`; `--,- °C` when it is not known. */
  readonly degrees: (name: string) => string;
  /** `1.420`; `0` when it is not known. */
  readonly count: (name: string) => string;
  readonly number: (name: string) => number | null;
  /** Made harmless, at most 40 signs. */
  readonly text: (name: string) => string;
  /** The codes that stand there, separated by blanks. */
  readonly codes: (name: string) => readonly string[];
  /** The time of that name, null when there is none. */
  readonly at: (name: string) => UtcMs | null;
  /** `10:05`, with its date when it is not within 20 hours. */
  readonly when: (at: UtcMs) => string;
  /** When it began: of an excursion the start of its run. */
  readonly since: UtcMs;
  /** Since it began, until it was over or until now. */
  readonly lasted: string;
  readonly spell: (length: DurationMs) => string;
  /** The condition is over, whether or not somebody has seen it. */
  readonly over: boolean;
};

const TEXT_MOST = 40;
/** Nearer than this a clock says which day is meant. */
const SAME_DAY = 20 * 3_600_000;

export function aboutAlert(alert: Alert, now: UtcMs, language: Language, zone: string): About {
  const value = (name: string) => alert.data[name];
  const number = (name: string): number | null => {
    const known = value(name);
    return typeof known === 'number' && Number.isFinite(known) ? known : null;
  };
  const at = (name: string): UtcMs | null => {
    const known = value(name);
    const time = typeof known === 'string' ? Date.parse(known) : Number.NaN;
    return Number.isNaN(time) ? null : time;
  };
  const text = (name: string): string => {
    const known = value(name);
    return typeof known === 'string' ? plainName(known, TEXT_MOST) : '';
  };
  const since = at('start') ?? alert.happenedAt;
  const until = at('returnedAt') ?? alert.resolvedAt;
  return {
    alert,
    language,
    say: (words) => words[language],
    degrees: (name) => celsius(number(name), language),
    count: (name) => whole(number(name) ?? 0, language),
    number,
    text,
    codes: (name) => {
      const known = value(name);
      return typeof known === 'string' ? known.split(' ').filter((code) => code !== '') : [];
    },
    at,
    when: (time) => (Math.abs(time - now) < SAME_DAY ? clock(time, zone) : instant(time, zone)),
    since,
    lasted: duration(Math.max(0, (until ?? now) - since), language),
    spell: (length) => duration(Math.max(0, length), language),
    over: until !== null,
  };
}
