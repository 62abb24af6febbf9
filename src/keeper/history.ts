/**
 * Every probe's readings, wherever they lie: the newest in memory (and in the journal), older ones in packed chunks.
 * Chunks are fetched before they are needed (`load`); the engine then reads without waiting.
 */
import { isDamaged, readingsOf } from '../store/chunk-row.ts';
import { CHUNK_SPAN, type Chunk, type DamagedChunk, type NumberedChunk, type Store } from '../store/store.ts';
import { packReadings } from '../telemetry/chunk.ts';
import { merged } from '../telemetry/merged.ts';
import { asReadings, firstAt, type Kept, NONE, sameInstant, Tail } from '../telemetry/tail.ts';
import type { DurationMs, Reading, UtcMs } from '../thermal/types.ts';

const MOST_IN_CHUNK = 1024;
/** Late readings further apart than this are of two stretches. */
const LATE_GAP: DurationMs = 6 * 3_600_000;
/** So much of what is packed is read at once: some ten thousand readings. */
const PIECE: DurationMs = 7 * 86_400_000;

/** What is stored of a probe: its number, and how far its readings were packed. */
export type ProbeDocument = {
  readonly number: number;
  readonly device: string;
  readonly probe: string;
  /** The newest packed reading; readings at or before it may lie in chunks. Null: nothing is packed. */
  readonly packedTo: UtcMs | null;
  /** Journal entries up to this one are packed as far as this probe goes. */
  readonly packedJournal: number;
  /** Left out: nothing is known of its chunks. */
  readonly loose?: Loose;
  /** Values whose time is not known; left out: measured at their times. */
  readonly doubtful?: true;
};

/**
 * Chunks from `from` on (null: all) may still be put together (merging.ts). `chunks` were packed since that was last looked at, and
 * so many `readings` wait.
 */
export type Loose = { readonly from: UtcMs | null; readonly chunks: number; readonly readings: number };
const UNKNOWN: Loose = { from: null, chunks: 1_000_000, readings: 0 };
const NOTHING_LOOSE: Loose = { from: null, chunks: 0, readings: 0 };

export type ProbeLog = {
  /** `device/probe`: the probe's name for the engine. */
  readonly key: string;
  readonly number: number;
  readonly device: string;
  readonly probe: string;
  /** Of values whose time is not known: `at` is that of their arrival, and no history reads them. */
  readonly doubtful: boolean;
  readonly tail: Tail;
  packedJournal: number;
  loose: Loose;
  loaded: { from: UtcMs; to: UtcMs; kept: Kept[] } | null;
};

export const probeKey = (device: string, probe: string): string => `${device}/${probe}`;
/** No probe is called so. */
const doubtfulKey = (device: string, probe: string): string => `${device}/${probe}?`;

export class History {
  readonly #store: Store;
  readonly #logs = new Map<string, ProbeLog>();
  readonly #byNumber: ProbeLog[] = [];
  readonly #byDevice = new Map<string, ProbeLog[]>();
  readonly #doubtfulOf = new Map<string, ProbeLog[]>();
  readonly #loaded = new Set<ProbeLog>();
  /** Numbers of chunks that are not to be believed. */
  readonly setAside = new Set<number>();
  #met: DamagedChunk[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /** The probe's log; new ones get the next number (`made` tells, so that it is stored). */
  log(device: string, probe: string): { log: ProbeLog; made: boolean } {
    const found = this.#known(device, probe);
    if (found !== undefined) return { log: found, made: false };
    return {
      log: this.restore({ number: this.#byNumber.length, device, probe, packedTo: null, packedJournal: 0 }),
      made: true,
    };
  }

  /** Asked for every reading: no name is made for it. */
  #known(device: string, probe: string): ProbeLog | undefined {
    const logs = this.#byDevice.get(device);
    if (logs !== undefined) for (const log of logs) if (log.probe === probe) return log;
    return undefined;
  }

  /** The same for the probe's values whose time is not known: a log of its own. */
  doubtful(device: string, probe: string): { log: ProbeLog; made: boolean } {
    const found = this.#logs.get(doubtfulKey(device, probe));
    if (found !== undefined) return { log: found, made: false };
    const number = this.#byNumber.length;
    const log = this.restore({ number, device, probe, packedTo: null, packedJournal: 0, doubtful: true });
    return { log, made: true };
  }

  restore(doc: ProbeDocument): ProbeLog {
    const { number, device, probe, packedTo, packedJournal, doubtful = false } = doc;
    const log: ProbeLog = {
      key: doubtful ? doubtfulKey(device, probe) : probeKey(device, probe),
      number,
      device,
      probe,
      doubtful,
      tail: new Tail(),
      packedJournal,
      loose: doc.loose ?? (packedTo === null ? NOTHING_LOOSE : UNKNOWN),
      loaded: null,
    };
    if (packedTo !== null) log.tail.packedTo = packedTo;
    this.#logs.set(log.key, log);
    this.#byNumber[number] = log;
    const byDevice = doubtful ? this.#doubtfulOf : this.#byDevice;
    const siblings = byDevice.get(device);
    if (siblings === undefined) byDevice.set(device, [log]);
    else siblings.push(log);
    return log;
  }

  find(key: string): ProbeLog | undefined {
    return this.#logs.get(key);
  }

  byNumber(number: number): ProbeLog | undefined {
    return this.#byNumber[number];
  }

  ofDevice(device: string): readonly ProbeLog[] {
    return this.#byDevice.get(device) ?? [];
  }

  /** A device's logs of values whose time is not known. */
  doubtfulOf(device: string): readonly ProbeLog[] {
    return this.#doubtfulOf.get(device) ?? [];
  }

  all(): Iterable<ProbeLog> {
    return this.#logs.values();
  }

  /** Fetches what chunks may hold of [from, to), so that `read` and `has` can answer for it until `forget`. */
  async load(log: ProbeLog, from: UtcMs, to: UtcMs = Number.POSITIVE_INFINITY): Promise<void> {
    if (from > log.tail.packedTo) return;
    const { loaded } = log;
    if (loaded !== null && loaded.from <= from && loaded.to >= Math.min(to, log.tail.packedTo + 1)) return;
    const low = Math.min(from, loaded?.from ?? from);
    const high = Math.max(to, loaded?.to ?? to);
    const chunks = await this.#store.chunks(log.number, low, high);
    log.loaded = { from: low, to: high, kept: merged(chunks.map((chunk) => this.#believed(log, chunk))) };
    this.#loaded.add(log);
  }

  /** Damaged chunks that were met since the last call. None of their readings is answered. */
  takeMet(): readonly DamagedChunk[] {
    const met = this.#met;
    if (met.length > 0) this.#met = [];
    return met;
  }

  get hasMet(): boolean {
    return this.#met.length > 0;
  }

  #believed({ number }: ProbeLog, chunk: NumberedChunk | DamagedChunk): readonly Kept[] {
    if (this.setAside.has(chunk.id)) return NONE;
    const kept = isDamaged(chunk) ? null : readingsOf(chunk);
    if (kept !== null) return kept;
    this.setAside.add(chunk.id);
    this.#met.push({ flaw: 'content', ...chunk, probe: number });
    return NONE;
  }

  /** Where a piece of [from, to) ends that may be fetched in one turn: time in which nothing was packed costs nothing. */
  async pieceEnd(log: ProbeLog, from: UtcMs, to: UtcMs): Promise<UtcMs> {
    if (from > log.tail.packedTo) return to;
    const next = await this.#store.nextChunkAt(log.number, from);
    return next === null ? to : Math.min(to, Math.max(next, from) + PIECE);
  }

  /** Lets go of what was fetched. */
  forget(): void {
    for (const log of this.#loaded) log.loaded = null;
    this.#loaded.clear();
  }

  /** Readings of [from, to), oldest first, each once. Throws when packed ones were not fetched before. */
  kept(log: ProbeLog, from: UtcMs, to: UtcMs): Kept[] {
    const newer = log.tail.between(from, to);
    if (from > log.tail.packedTo) return newer;
    const { loaded } = log;
    if (loaded === null || loaded.from > from || loaded.to < Math.min(to, log.tail.packedTo + 1))
      throw new Error(`Read ${log.key} from ${from}: its packed readings were not fetched`);
    const older = loaded.kept.slice(firstAt(loaded.kept, from), firstAt(loaded.kept, to));
    return newer.length === 0 ? older : merged([older, newer]);
  }

  readings(key: string, from: UtcMs, to: UtcMs): Reading[] {
    const log = this.#logs.get(key);
    return log === undefined ? [] : asReadings(this.kept(log, from, to));
  }

  /**
   * Adds a reading to the tail, and answers it as it was kept: marked when the probe has other entries of its instant.
   * Null: the same (at, value) is there already. Packed readings of that time must have been fetched.
   */
  add(log: ProbeLog, reading: Kept): Kept | null {
    const { at, milli } = reading;
    const unpacked = log.tail.at(at);
    const packed = log.loaded === null ? NONE : sameInstant(log.loaded.kept, at);
    const also = unpacked.length + packed.length;
    if (also > 0 && [...unpacked, ...packed].some((k) => k.milli === milli)) return null;
    const kept = also === 0 ? reading : { ...reading, extras: { ...reading.extras, also } };
    log.tail.add(kept);
    return kept;
  }

  /** Takes a probe's tail out as chunks; `journal` is the newest journal entry that can hold any of it. */
  pack(log: ProbeLog, journal: number): { chunks: Chunk[]; doc: ProbeDocument } {
    const before = log.tail.packedTo;
    const kept = log.tail.drain();
    log.packedJournal = journal;
    /** What came late lies in chunks of its own: one that spanned what is packed between would be read with all of it. */
    const isApart = (former: Kept, next: Kept) =>
      former.at <= before && (next.at > before || next.at - former.at > LATE_GAP);
    const chunks: Chunk[] = [];
    for (let i = 0; i < kept.length; ) {
      const first = kept[i] as Kept;
      let j = i + 1;
      while (
        j < kept.length &&
        j - i < MOST_IN_CHUNK &&
        (kept[j] as Kept).at - first.at < CHUNK_SPAN &&
        !isApart(kept[j - 1] as Kept, kept[j] as Kept)
      )
        j++;
      const part = kept.slice(i, j);
      const lastAt = (part.at(-1) as Kept).at;
      chunks.push({
        probe: log.number,
        firstAt: first.at,
        lastAt,
        count: part.length,
        blob: packReadings(part),
      });
      i = j;
    }
    log.loose = looser(log.loose, chunks);
    return { chunks, doc: documentOf(log) };
  }
}

function looser({ from, chunks, readings }: Loose, packed: readonly Chunk[]): Loose {
  return {
    from: from === null ? null : packed.reduce((least, { firstAt }) => Math.min(least, firstAt), from),
    chunks: chunks + packed.length,
    readings: packed.reduce((sum, { count }) => sum + count, readings),
  };
}

export const documentOf = (log: ProbeLog): ProbeDocument => ({
  number: log.number,
  device: log.device,
  probe: log.probe,
  packedTo: Number.isFinite(log.tail.packedTo) ? log.tail.packedTo : null,
  packedJournal: log.packedJournal,
  loose: log.loose,
  ...(log.doubtful && { doubtful: true as const }),
});
