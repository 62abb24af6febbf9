/**
 * What the disk keeps of tracks, so that a start leads histories from there and reads no reading twice: written with the packing
 * of a probe, of which it then says exactly what its packed readings say. What is missing, damaged, or was written under
 * other terms is led anew from the readings, and kept again soon.
 */
import type { Store, TrackChange, TrackRow } from '../store/store.ts';
import type { KeptTerms, KeptTrack } from '../thermal/kept-track.ts';
import type { ProbeLog } from './history.ts';
import type { Judging } from './judging.ts';
import type { Province } from './province.ts';
import { BLOCK, blocksFrom, blocksOf, HEAD, headOf, trackOf } from './track-blocks.ts';

/** What the disk has of a probe in a unit: how many full blocks, the head's text, and the last stretch, which may change alone. */
type OnDisk = { readonly blocks: number; readonly head: string; readonly last: string };
const UNSURE: OnDisk = { blocks: 0, head: '', last: '' };

const keyOf = (probe: number, unit: string): string => `${probe} ${unit}`;

export class KeptTracks {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #onDisk = new Map<string, OnDisk>();
  /** While the start goes on. */
  #read = new Map<string, TrackRow[]>();
  /** Probes of which nothing that holds is on the disk. */
  readonly #unkept = new Set<ProbeLog>();

  constructor(province: Province, judging: Judging) {
    this.#province = province;
    this.#judging = judging;
  }

  async restore(store: Store): Promise<void> {
    this.#read = Map.groupBy(await store.tracks(), ({ probe, unit }) => keyOf(probe, unit));
    for (const key of this.#read.keys()) this.#onDisk.set(key, UNSURE);
  }

  /** The start is over. */
  begun(): void {
    this.#read.clear();
  }

  /** What stands for a probe's packed readings in a unit that is about to be declared; null: they must be read. */
  find(log: ProbeLog, unit: string, now: Omit<KeptTerms, 'limits'>): KeptTrack | null {
    const key = keyOf(log.number, unit);
    const rows = this.#read.get(key);
    const kept = rows === undefined ? null : trackOf(rows);
    if (
      rows === undefined ||
      kept === null ||
      !this.#judging.engine.holds(unit, kept.track, kept.terms, now)
    ) {
      if (Number.isFinite(log.tail.packedTo)) this.#unkept.add(log);
      return null;
    }
    this.#onDisk.set(key, onDisk(kept.track, rows[0]?.head ?? ''));
    return kept.track;
  }

  /** Takes out the probes of which nothing is kept that could be. */
  takeUnkept(): ProbeLog[] {
    const logs = [...this.#unkept];
    this.#unkept.clear();
    return logs;
  }

  /** What must be written now that all readings of a probe are packed. */
  changes(log: ProbeLog): TrackChange[] {
    const placements = this.#province.devices.get(log.device)?.placements ?? [];
    const units = new Set(placements.flatMap(({ unit }) => unit ?? []));
    return log.doubtful ? [] : [...units].flatMap((unit) => this.#changesIn(unit, log) ?? []);
  }

  /** A probe's packed readings are no longer what is kept says: it goes in the transaction that tells so, and is kept anew soon. */
  drop(log: ProbeLog): TrackChange[] {
    this.#unkept.add(log);
    const placements = this.#province.devices.get(log.device)?.placements ?? [];
    return [...new Set(placements.flatMap(({ unit }) => unit ?? []))]
      .filter((unit) => this.#onDisk.delete(keyOf(log.number, unit)))
      .map((unit) => ({ probe: log.number, unit, from: HEAD, rows: [] }));
  }

  #changesIn(unit: string, log: ProbeLog): TrackChange | null {
    const key = keyOf(log.number, unit);
    const former = this.#onDisk.get(key);
    const { engine, corrections } = this.#judging;
    const kept = engine.keep(unit, log.key);
    if (kept === null) {
      if (former === undefined) return null;
      this.#onDisk.delete(key);
      return { probe: log.number, unit, from: HEAD, rows: [] };
    }
    const { track, same } = kept;
    const head = headOf(track, { ...kept.terms, corrected: corrections.textOf(log.key) });
    const now = onDisk(track, head);
    if (former?.head === head && former.last === now.last && same >= track.stretches.length - 1) return null;
    const from = Math.min(former?.blocks ?? 0, Math.floor(same / BLOCK));
    this.#onDisk.set(key, now);
    return { probe: log.number, unit, from, rows: blocksFrom(track, head, from) };
  }
}

const onDisk = ({ stretches }: KeptTrack, head: string): OnDisk => ({
  blocks: blocksOf(stretches.length),
  head,
  last: JSON.stringify(stretches.at(-1) ?? null),
});
