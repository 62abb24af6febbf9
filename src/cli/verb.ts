/** What a verb of the command line is, and what it has to work with. */
import type { TargetSettings } from '../influx/types.ts';

export type Terminal = {
  /** The data directory. */
  readonly data: string;
  /** The InfluxDB that the environment means; null or left out: none. */
  readonly influx?: TargetSettings | null;
  /** Writes one text to standard output; a line break is added. */
  out(text: string): void;
  /** The same to standard error. */
  err(text: string): void;
  /** Says where long work stands, in place of what this said before. Left out where nobody watches. */
  readonly progress?: (text: string) => void;
};

export type Verb = {
  readonly name: string;
  /** What follows the name on a line of the overview. */
  readonly operands: string;
  readonly vi: string;
  readonly en: string;
  /** The whole page that `--help` shows. */
  readonly usage: string;
  /** Verbs of two words that begin with this one, by their second. */
  readonly parts?: Readonly<Record<string, Verb>>;
  /** Resolves when all that was asked is done; throws `Refused`, `WrongUsage` or what the platform says. */
  run(args: readonly string[], terminal: Terminal): Promise<void>;
};

/** Vietnamese first, English beside it. */
export const both = (vi: string, en: string): string => `${vi} | ${en}`;
