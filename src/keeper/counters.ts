/**
 * Which messages of a device are missing? `boot` counts its restarts and `seq` its messages since; a backlog may come in
 * any order, so a hole is told only after it has stood for a while.
 */
import type { UtcMs } from '../thermal/types.ts';

type Range = { from: number; to: number };
type Boot = {
  readonly boot: number;
  ranges: Range[];
  holeSince: UtcMs | null;
  told: number;
  /** What the messages of the newest numbers held, see src/telemetry/print.ts: number and print, in turns. */
  prints: Uint32Array | null;
};

/** Older boots are forgotten: their messages are in the device's history or lost for good. */
const MOST_BOOTS = 4;
/** A device that loses every other message must not fill the memory; the oldest holes are closed then. */
const MOST_RANGES = 1024;
/** Two hours and more of a device that reports every minute, in one kilobyte. */
const PRINTS = 128;

export class Counters {
  readonly #boots: Boot[] = [];
  #printsSince: UtcMs = Number.NEGATIVE_INFINITY;

  /**
   * Is this another message than the one that had this number before? Only the newest are remembered: two devices that count
   * alike are near each other in what they count.
   */
  differs(boot: number, seq: number, print: number): boolean {
    const prints = this.#boots.find((b) => b.boot === boot)?.prints;
    if (prints == null) return false;
    const at = ((seq >>> 0) % PRINTS) * 2;
    return prints[at] === seq >>> 0 && prints[at + 1] !== 0 && prints[at + 1] !== print;
  }

  /** What was before this moment is no measure any more. */
  forgetPrints(before: UtcMs): void {
    if (before <= this.#printsSince) return;
    this.#printsSince = before;
    for (const boot of this.#boots) boot.prints = null;
  }

  /** `print` 0: what the message held is not known. */
  note(boot: number, seq: number, now: UtcMs, print = 0): void {
    let entry = this.#boots.find((b) => b.boot === boot);
    if (entry === undefined) {
      entry = { boot, ranges: [{ from: seq, to: seq }], holeSince: null, told: 0, prints: null };
      this.#boots.push(entry);
      if (this.#boots.length > MOST_BOOTS) this.#boots.shift();
    }
    insert(entry.ranges, seq);
    if (print !== 0) remember(entry, seq, print);
    if (entry.ranges.length > MOST_RANGES) merge(entry.ranges);
    if (entry.ranges.length === 1) entry.holeSince = null;
    else entry.holeSince ??= now;
  }

  /** What was told of each boot, to be kept with the alert; `recall` takes it back after a restart. */
  told(): [boot: number, missing: number][] {
    return this.#boots.map((b) => [b.boot, b.told]);
  }

  recall(told: readonly (readonly [boot: number, missing: number])[]): void {
    for (const [boot, missing] of told) {
      const entry = this.#boots.find((b) => b.boot === boot);
      if (entry !== undefined) entry.told = missing;
    }
  }

  get hasHoles(): boolean {
    return this.#boots.some(({ holeSince }) => holeSince !== null);
  }

  /** Holes that stood for `patience` and were not told yet: how many messages are missing in them. */
  overdue(now: UtcMs, patience: number): number {
    let missing = 0;
    for (const b of this.#boots) {
      if (b.holeSince === null || now - b.holeSince < patience) continue;
      const holes = missingIn(b.ranges);
      missing += Math.max(0, holes - b.told);
      b.told = Math.max(b.told, holes);
    }
    return missing;
  }
}

function remember(entry: Boot, seq: number, print: number): void {
  entry.prints ??= new Uint32Array(2 * PRINTS);
  const at = ((seq >>> 0) % PRINTS) * 2;
  entry.prints[at] = seq >>> 0;
  entry.prints[at + 1] = print;
}

function insert(ranges: Range[], seq: number): void {
  let i = ranges.length;
  while (i > 0 && (ranges[i - 1] as Range).from > seq) i--;
  const before = ranges[i - 1];
  if (before !== undefined && seq <= before.to) return;
  const after = ranges[i];
  if (before !== undefined && seq === before.to + 1) {
    before.to = seq;
    if (after !== undefined && after.from === seq + 1) {
      before.to = after.to;
      ranges.splice(i, 1);
    }
  } else if (after !== undefined && after.from === seq + 1) after.from = seq;
  else ranges.splice(i, 0, { from: seq, to: seq });
}

function merge(ranges: Range[]): void {
  const [first, second] = ranges;
  if (first === undefined || second === undefined) return;
  ranges.splice(0, 2, { from: first.from, to: second.to });
}

const missingIn = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, r, i) => sum + (i === 0 ? 0 : r.from - (ranges[i - 1] as Range).to - 1), 0);
