/**
 * Puts a probe's small chunks together when many have gathered, a little in each step: with many devices a round of packing has few
 * readings of each, and a chunk's row weighs more than they do. What was put together is deleted a day later, for whoever
 * walks the store meanwhile reads it as it was.
 */
import { isDamaged, readingsOf } from '../store/chunk-row.ts';
import { CHUNK_SPAN, type MergedChunk, type NumberedChunk, type Store } from '../store/store.ts';
import { packReadings } from '../telemetry/chunk.ts';
import { type Run, runsOf, type Spanning } from '../telemetry/chunk-runs.ts';
import { merged } from '../telemetry/merged.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { documentOf, type History, type ProbeDocument, type ProbeLog } from './history.ts';

/** A probe is looked at when so many readings wait, or so many chunks were packed since it last was; a run has no more readings. */
export type MergingTerms = { readonly readings: number; readonly chunks: number };
const TERMS: MergingTerms = { readings: 1_024, chunks: 128 };
/** How long a walk through the store may take. */
const ENDED_STAY: DurationMs = 86_400_000;
/** Fetched of one probe at once: a week of them, at six an hour. */
const CHUNKS_PER_LOOK = 1_024;
/** A step ends with what reaches one of these: some milliseconds of work, which live readings wait for. */
const READINGS_PER_STEP = 1_000;
const LOOKED_AT_PER_STEP = 1_000;
/** A look at a probe that has few costs as much as so many chunks. */
const CHUNKS_OF_A_LOOK = 50;
const DELETED_PER_STEP = 500;

/** What a step comes to, for one transaction. */
export type MergingStep = {
  readonly merged: MergedChunk[];
  readonly outlived: readonly number[];
  readonly probes: ProbeDocument[];
};

type Piece = Spanning & { readonly stored: NumberedChunk | null };

export class Merging {
  readonly #history: History;
  readonly #store: Store;
  readonly #terms: MergingTerms;
  /** Null: not known since the start. */
  #due: Set<ProbeLog> | null = null;

  constructor(history: History, store: Store, terms = TERMS) {
    this.#history = history;
    this.#store = store;
    this.#terms = terms;
  }

  /** Readings of the probe were packed. */
  packed(log: ProbeLog): void {
    if (this.#isDue(log)) this.#due?.add(log);
  }

  async step(now: UtcMs): Promise<MergingStep> {
    const outlived = await this.#store.outlived(now - ENDED_STAY, DELETED_PER_STEP);
    const step: MergingStep = { merged: [], outlived, probes: [] };
    if (outlived.length > 0) return step;
    this.#due ??= new Set([...this.#history.all()].filter((log) => this.#isDue(log)));
    let [readings, chunks] = [0, 0];
    for (const log of this.#due) {
      if (readings >= READINGS_PER_STEP || chunks >= LOOKED_AT_PER_STEP) break;
      const look = await this.#look(log, now, step);
      readings += look.readings;
      chunks += look.chunks + CHUNKS_OF_A_LOOK;
    }
    return step;
  }

  #isDue({ loose }: ProbeLog): boolean {
    return loose.chunks > 1 && (loose.chunks >= this.#terms.chunks || loose.readings >= this.#terms.readings);
  }

  /** Answers how many readings it put together, and how many chunks it looked at. */
  async #look(log: ProbeLog, now: UtcMs, step: MergingStep): Promise<{ readings: number; chunks: number }> {
    const from = log.loose.from ?? Number.NEGATIVE_INFINITY;
    const { chunks, isCut } = await this.#store.chunksFrom(log.number, from, CHUNKS_PER_LOOK);
    const pieces = chunks.map((one): Piece => {
      const { firstAt, lastAt } = one;
      // Whoever looks for damage finds it where it was.
      if (isDamaged(one) || this.#history.setAside.has(one.id))
        return { firstAt, lastAt, count: Number.POSITIVE_INFINITY, stored: null };
      return { firstAt, lastAt, count: one.count, stored: one };
    });
    const { runs, waitsFrom } = runsOf(pieces, { most: this.#terms.readings, span: CHUNK_SPAN }, isCut);
    let readings = 0;
    let done = 0;
    for (const run of runs) {
      if (readings >= READINGS_PER_STEP) break;
      done++;
      const one = inOne(log.number, run, now);
      if (one === null) continue;
      step.merged.push(one);
      readings += run.count;
    }
    const next = runs[done]?.firstAt ?? waitsFrom ?? from;
    const isMore = done < runs.length || (isCut && next > from);
    const waiting = pieces.filter(({ firstAt, stored }) => stored !== null && firstAt >= next);
    log.loose = {
      from: Number.isFinite(next) ? next : null,
      chunks: isMore ? log.loose.chunks : 0,
      readings: isMore ? log.loose.readings : waiting.reduce((sum, { count }) => sum + count, 0),
    };
    if (!isMore) this.#due?.delete(log);
    if (readings > 0) step.probes.push(documentOf(log));
    return { readings, chunks: chunks.length };
  }
}

/** Null: what is in one of them is not what it was written with. */
function inOne(probe: number, { chunks }: Run<Piece>, since: UtcMs): MergedChunk | null {
  const ends = chunks.flatMap(({ stored }) => stored ?? []);
  const lists = ends.flatMap((one) => {
    const kept = readingsOf(one);
    return kept === null ? [] : [kept];
  });
  const kept = merged(lists);
  const [first, last] = [kept[0], kept.at(-1)];
  if (lists.length < chunks.length || first === undefined || last === undefined) return null;
  const chunk = { probe, firstAt: first.at, lastAt: last.at, count: kept.length, blob: packReadings(kept) };
  return { chunk, ends, since };
}
