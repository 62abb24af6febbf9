/**
 * Moves readings from the journal into packed chunks: a round takes every probe that has unpacked readings, some per
 * transaction so that nobody waits, and at its end drops the journal entries that were there when it began, again some per
 * transaction. Before that, a round of its own takes those of which a start found nothing kept (kept-tracks.ts). Between two rounds
 * small chunks are put together (merging.ts).
 */

import type { Store } from '../store/store.ts';
import { readingsIn } from '../telemetry/journal.ts';
import type { Draft } from './draft.ts';
import { documentOf, type History, type ProbeLog } from './history.ts';
import type { KeptTracks } from './kept-tracks.ts';
import { Merging, type MergingTerms } from './merging.ts';

/**
 * A step ends with the probe, or the journal entry, that reaches one of these: some 3 ms of work, which live readings wait for. A
 * chunk costs a tenth of a millisecond however few readings it has.
 */
const PROBES_PER_STEP = 30;
const READINGS_PER_STEP = 1_500;
/** Of journal entries, which cost less to drop than to pack; the first few of them say how many readings one has. */
const ENTRIES_PER_STEP = 500;
const DROPPED_PER_STEP = 20_000;
const ENTRIES_LOOKED_AT = 20;
/** Steps of putting chunks together that follow one another at once; then there is a pause of a second. */
const MERGES_AT_ONCE = 4;

export type PackingTerms = {
  /** Unpacked readings beyond which a round begins. */
  readonly packAt?: number | undefined;
  /** Probes packed, or journal entries dropped, per step at most. */
  readonly perStep?: number | undefined;
  readonly merging?: MergingTerms | undefined;
};

export class Packing {
  readonly #history: History;
  readonly #kept: KeptTracks;
  readonly #store: Store;
  readonly #merging: Merging;
  readonly #packAt: number;
  readonly #probesPerStep: number;
  readonly #entriesPerStep: number;
  /** The newest journal entry. */
  journal = 0;
  unpacked = 0;
  /** `upTo` null: not all that have unpacked readings are in it. */
  #round: { readonly waiting: ProbeLog[]; readonly upTo: number | null } | null = null;
  #mergedAtOnce = 0;

  constructor(history: History, kept: KeptTracks, store: Store, terms: PackingTerms = {}) {
    this.#history = history;
    this.#kept = kept;
    this.#store = store;
    this.#merging = new Merging(history, store, terms.merging);
    this.#packAt = terms.packAt ?? 200_000;
    this.#probesPerStep = terms.perStep ?? PROBES_PER_STEP;
    this.#entriesPerStep = terms.perStep ?? ENTRIES_PER_STEP;
  }

  /** A batch was added to the journal. */
  committed(batch: Uint8Array): void {
    this.journal++;
    this.unpacked += readingsIn(batch);
  }

  /** Drafts one step; true while more is to be done at once. */
  async step(draft: Draft): Promise<boolean> {
    this.#round ??= this.#nextRound();
    if (this.#round === null) return this.#merge(draft);
    const { waiting, upTo } = this.#round;
    if (waiting.length > 0) this.#pack(waiting, draft);
    else if (upTo !== null) draft.dropJournalTo = await this.#dropTo(upTo);
    if (waiting.length > 0 || (upTo !== null && draft.dropJournalTo !== upTo)) return true;
    this.#round = null;
    return false;
  }

  #pack(waiting: ProbeLog[], draft: Draft): void {
    let readings = 0;
    for (let probes = 0; probes < this.#probesPerStep && readings < READINGS_PER_STEP; probes++) {
      const log = waiting.pop();
      if (log === undefined) break;
      readings += log.tail.size;
      this.unpacked -= log.tail.size;
      const { chunks } = this.#history.pack(log, this.journal);
      draft.chunks.push(...chunks);
      draft.tracks.push(...this.#kept.changes(log));
      draft.put('probe', String(log.number), documentOf(log));
      this.#merging.packed(log);
    }
  }

  async #dropTo(upTo: number): Promise<number> {
    const oldest = await this.#store.journal(0, Math.min(ENTRIES_LOOKED_AT, this.#entriesPerStep));
    const first = oldest[0]?.id;
    if (first === undefined) return upTo;
    let readings = 0;
    for (const { id, blob } of oldest) {
      readings += readingsIn(blob);
      if (readings >= DROPPED_PER_STEP) return Math.min(upTo, id);
    }
    // Those that follow are about as large.
    const alike = Math.floor((oldest.length * DROPPED_PER_STEP) / Math.max(readings, 1));
    return Math.min(upTo, first + Math.min(alike, this.#entriesPerStep) - 1);
  }

  async #merge(draft: Draft): Promise<boolean> {
    const { merged, outlived, probes } = await this.#merging.step(draft.now);
    draft.merged.push(...merged);
    draft.outlived.push(...outlived);
    for (const doc of probes) draft.put('probe', String(doc.number), doc);
    const hasDone = merged.length + outlived.length > 0;
    this.#mergedAtOnce = hasDone ? (this.#mergedAtOnce + 1) % MERGES_AT_ONCE : 0;
    return this.#mergedAtOnce > 0;
  }

  #nextRound() {
    const unkept = this.#kept.takeUnkept();
    if (unkept.length > 0) return { waiting: unkept, upTo: null };
    if (this.unpacked < this.#packAt) return null;
    return { waiting: [...this.#history.all()].filter((log) => log.tail.size > 0), upTo: this.journal };
  }
}
