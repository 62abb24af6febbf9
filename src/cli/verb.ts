/** What a verb of the command line is, and what it has to work with. */

export type Terminal = {
  /** The data directory. */
  readonly data: string;
  /** Writes one text to standard output; a line break is added. */
  out(text: string): void;
  /** The same to standard error. */
  err(text: string): void;
};

export type Verb = {
  readonly name: string;
  /** What follows the name on a line of the overview. */
  readonly operands: string;
  readonly vi: string;
  readonly en: string;
  /** The whole page that `--help` shows. */
  readonly usage: string;
  /** Resolves when all that was asked is done; throws `Refused`, `WrongUsage` or what the platform says. */
  run(args: readonly string[], terminal: Terminal): Promise<void>;
};

/** Vietnamese first, English beside it. */
export const both = (vi: string, en: string): string => `${vi} | ${en}`;
