/** Compares the events of the ledger, by their numbers, and the excursions, by their first known start. */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { isEventOf, isExcursionOf } from './belonging.ts';
import { compareEvents, compareExcursions } from './differences.ts';
import type { Fates } from './fates.ts';
import type { Findings } from './findings.ts';
import type { Range } from './types.ts';
import type { VerifyParts } from './verify.ts';

/** Numbers asked for at a time. */
const EVENTS_PER_QUESTION = 20_000;
/** Selected events with no more others between them are compared together with these. */
const GAP_MOST = 100;
/** So far past the ledger's head is looked for events that it does not know. */
const BEYOND = 50_000;
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
    for (let { from } = run; from <= run.to; from += EVENTS_PER_QUESTION) {
      const to = Math.min(from + EVENTS_PER_QUESTION - 1, run.to);
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
  for (const row of archive.ledger(1, Number.MAX_SAFE_INTEGER)) {
    const { seq } = row;
    head = seq;
    if (seq % 1000 === 0) await breathe();
    if (!isEventOf(range, row)) continue;
    const last = runs.at(-1);
    if (last !== undefined && seq - last.to <= GAP_MOST) last.to = seq;
    else runs.push({ from: seq, to: seq });
  }
  return { runs, head };
}

/** Excursions that touch the range, also when they began before it; and in the range itself whatever else the copy tells of. */
export async function verifyExcursions(
  { archive, target, breathe }: VerifyParts,
  range: Range,
  fates: Fates,
  findings: Findings,
): Promise<void> {
  let first = range.from;
  for (const row of archive.excursions({ ...range, from: Number.NEGATIVE_INFINITY })) {
    if (isExcursionOf(range, row)) first = Math.min(first, row.firstStart);
    if (row.number % 1000 === 0) await breathe();
  }
  for (const window of windows([first, range.from, range.to])) {
    const found = await target.excursions(window);
    const rows = [...archive.excursions(window)];
    const store = rows.filter((row) => isExcursionOf(range, row)).map((row) => fates.excursion(row));
    const asked = new Set(store.map(({ record }) => record.id));
    const copy = window.from < range.from ? found.filter(({ id }) => asked.has(id)) : found;
    findings.looked('excursions', store.length);
    findings.take((into) => compareExcursions(store, copy, into));
    await breathe();
  }
}

/** From the first of the times to the last, none of them inside of a window. */
function windows(times: readonly [UtcMs, ...UtcMs[]]): Range[] {
  const all: Range[] = [];
  let [from] = times;
  for (const end of times)
    for (; from < end; from = Math.min(from + WINDOW, end))
      all.push({ from, to: Math.min(from + WINDOW, end) });
  return all;
}
