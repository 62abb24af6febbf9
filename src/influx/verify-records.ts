/** Compares the events of the ledger, by their numbers, and the excursions, by their first known start. */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { compareEvents, compareExcursions } from './differences.ts';
import type { Fates } from './fates.ts';
import type { Findings } from './findings.ts';
import type { Range } from './types.ts';
import type { VerifyParts } from './verify.ts';

/** Numbers asked for at a time. */
const EVENTS_PER_QUESTION = 5000;
/** Selected events with no more others between them are compared together with these. */
const GAP_MOST = 100;
/** So far past the ledger's head is looked for events that it does not know. */
const BEYOND = 1_000_000;
const WINDOW: DurationMs = 31 * 86_400_000;

type Run = { from: number; to: number };

/** Events that happened or were written down in the range, and whatever is said to come after the last. */
export async function verifyEvents(
  parts: VerifyParts,
  range: Range,
  fates: Fates,
  findings: Findings,
): Promise<void> {
  const { runs, head } = await runsOf(parts, range);
  for (const run of [...runs, { from: head + 1, to: head + BEYOND }]) {
    const step = run.from > head ? BEYOND : EVENTS_PER_QUESTION;
    for (let { from } = run; from <= run.to; from += step) {
      const to = Math.min(from + step - 1, run.to);
      const copy = await parts.target.events(from, to);
      const store = [...parts.archive.ledger(from, to)].map((row) => fates.event(row));
      if (from <= head) findings.looked('events', store.length);
      // What came after the head was read is there or not, as it happens.
      findings.take((into) => compareEvents(from > head ? store.map(unsent) : store, copy, into));
      await parts.breathe();
    }
  }
}

const unsent = <T>(row: T) => ({ ...row, fate: 'unsent' as const });

async function runsOf({ archive, breathe }: VerifyParts, range: Range) {
  const runs: Run[] = [];
  let head = 0;
  for (const { seq, event } of archive.ledger(1, Number.MAX_SAFE_INTEGER)) {
    head = seq;
    if (seq % 1000 === 0) await breathe();
    const { at, recorded } = event as { at?: unknown; recorded?: unknown };
    if (!isIn(range, at) && !isIn(range, recorded)) continue;
    const last = runs.at(-1);
    if (last !== undefined && seq - last.to <= GAP_MOST) last.to = seq;
    else runs.push({ from: seq, to: seq });
  }
  return { runs, head };
}

function isIn({ from, to }: Range, text: unknown): boolean {
  const at: UtcMs = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return at >= from && at < to;
}

/** Excursions that touch the range, also when they began before it; all from the first of their starts to its end. */
export async function verifyExcursions(
  { archive, target, breathe }: VerifyParts,
  range: Range,
  fates: Fates,
  findings: Findings,
): Promise<void> {
  let { from } = range;
  for (const { number, firstStart, record } of archive.excursions({
    ...range,
    from: Number.NEGATIVE_INFINITY,
  })) {
    if (record.end === null || record.end >= range.from) from = Math.min(from, firstStart);
    if (number % 1000 === 0) await breathe();
  }
  for (; from < range.to; from += WINDOW) {
    const window = { from, to: Math.min(from + WINDOW, range.to) };
    const copy = await target.excursions(window);
    const store = [...archive.excursions(window)].map((row) => fates.excursion(row));
    findings.looked('excursions', store.length);
    findings.take((into) => compareExcursions(store, copy, into));
    await breathe();
  }
}
