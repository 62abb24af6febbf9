/** What the agent needs of whatever measures. */
import type { Sample } from '../round.ts';

/** Where measurements go. True: they are on disk; a source that can must not confirm them to its sensor before. */
export type Take = (samples: readonly Sample[]) => boolean;

export interface Source {
  /** Begins to measure; goes on by itself over whatever fails. */
  start(take: Take): void;
  close(): Promise<void>;
}

export type Trouble = (what: string, facts: object) => void;
