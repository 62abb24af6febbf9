/**
 * Moves readings from the journal into packed chunks: a round takes every probe that has unpacked readings, some per
 * transaction so that nobody waits, and at its end drops the journal entries that were there when it began. Before that, a round
 * of its own takes those of which a start found nothing kept (kept-tracks.ts).
 */
import { readingsIn } from '../telemetry/journal.ts';
import type { Draft } from './draft.ts';
import { documentOf, type History, type ProbeLog } from './history.ts';
import type { KeptTracks } from './kept-tracks.ts';

/** A step ends with the probe that reaches one of these: some 3 ms of work, which live readings wait for. */
const PROBES_PER_STEP = 200;
const READINGS_PER_STEP = 1_500;

export class Packing {
  readonly #history: History;
  readonly #kept: KeptTracks;
  readonly #packAt: number;
  readonly #perStep: number;
  /** The newest journal entry. */
  journal = 0;
  unpacked = 0;
  /** `upTo` null: not all that have unpacked readings are in it. */
  #round: { readonly waiting: ProbeLog[]; readonly upTo: number | null } | null = null;

  /**
   * @param packAt unpacked readings beyond which a round begins
   * @param perStep probes per step at most
   */
  constructor(history: History, kept: KeptTracks, packAt: number, perStep = PROBES_PER_STEP) {
    this.#history = history;
    this.#kept = kept;
    this.#packAt = packAt;
    this.#perStep = perStep;
  }

  /** A batch was added to the journal. */
  committed(batch: Uint8Array): void {
    this.journal++;
    this.unpacked += readingsIn(batch);
  }

  /** Drafts one step; true while more is to be done. */
  step(draft: Draft): boolean {
    this.#round ??= this.#nextRound();
    if (this.#round === null) return false;
    const { waiting, upTo } = this.#round;
    let readings = 0;
    for (let probes = 0; probes < this.#perStep && readings < READINGS_PER_STEP; probes++) {
      const log = waiting.pop();
      if (log === undefined) break;
      readings += log.tail.size;
      this.unpacked -= log.tail.size;
      const { chunks } = this.#history.pack(log, this.journal);
      draft.chunks.push(...chunks);
      draft.tracks.push(...this.#kept.changes(log));
      draft.put('probe', String(log.number), documentOf(log));
    }
    if (waiting.length > 0) return true;
    if (upTo !== null) draft.dropJournalTo = upTo;
    this.#round = null;
    return false;
  }

  #nextRound() {
    const unkept = this.#kept.takeUnkept();
    if (unkept.length > 0) return { waiting: unkept, upTo: null };
    if (this.unpacked < this.#packAt) return null;
    return { waiting: [...this.#history.all()].filter((log) => log.tail.size > 0), upTo: this.journal };
  }
}
