/** What a comparison of the store with its copy showed: all of it counted, the first of it kept. */
import type { InfluxVerified } from '../keeper/protocol.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type Compared, type Difference, differenceText, nothingCompared } from './differences.ts';
import type { Range } from './types.ts';

/** More are counted only. */
const KEPT_MOST = 1000;
const EXAMPLES_MOST = 10;

/** `unsent` and `setAside`: lacking in the copy, and no differences. `compared`: how many of the store's were looked at. */
export type Verification = Range & {
  readonly target: string;
  readonly at: UtcMs;
  readonly readings: number;
  readonly events: number;
  readonly excursions: number;
  readonly differences: number;
  readonly unsent: number;
  readonly setAside: number;
  /** The first of them. */
  readonly found: readonly Difference[];
};

type Kind = 'readings' | 'events' | 'excursions';

export class Findings {
  readonly #counts = { readings: 0, events: 0, excursions: 0, differences: 0, unsent: 0, setAside: 0 };
  readonly #found: Difference[] = [];

  /** No more differences are kept: their number is enough. */
  get isFull(): boolean {
    return this.#found.length >= KEPT_MOST;
  }

  looked(kind: Kind, count: number): void {
    this.#counts[kind] += count;
  }

  /** What was compared without naming each: so many differ, are not sent yet, are set aside. */
  count({ differences, unsent, setAside }: Record<'differences' | 'unsent' | 'setAside', number>): void {
    this.#counts.differences += differences;
    this.#counts.unsent += unsent;
    this.#counts.setAside += setAside;
  }

  /** Compares into a list of its own, and takes that over. */
  take(compare: (into: Compared) => void): void {
    const { differences, unsent, setAside } = compared(compare);
    this.count({ differences: differences.length, unsent, setAside });
    this.#found.push(...differences.slice(0, KEPT_MOST - this.#found.length));
  }

  result(of: Range & { readonly target: string; readonly at: UtcMs }): Verification {
    return { ...of, ...this.#counts, found: this.#found };
  }
}

function compared(compare: (into: Compared) => void): Compared {
  const into = nothingCompared();
  compare(into);
  return into;
}

/** As the keeper is told of it. */
export const toVerified = (verification: Verification): InfluxVerified => {
  const { target, from, to, at, readings, events, excursions, differences, found } = verification;
  const examples = found.slice(0, EXAMPLES_MOST).map(differenceText);
  return { target, from, to, at, readings, events, excursions, differences, examples };
};
