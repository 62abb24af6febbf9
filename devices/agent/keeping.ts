/**
 * From what sources measure to what is kept: gives each round its place, writes it, and when the disk fills says so, leaves out
 * first what says nothing new, and counts every round that found no room. Nothing is lost in silence: a lost round uses
 * up its number, so that the service misses it, and the next one that is kept names them all.
 */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { AgentClock } from './clock.ts';
import { DiskFull, type DiskLog } from './disk-log.ts';
import type { Lost, Place, Round, Sample } from './round.ts';
import type { State, StateFile } from './state-file.ts';
import type { Thinning } from './thinning.ts';
import type { Time } from './time.ts';

/** From this share of the room on, taken by what the service has not yet, thinning begins. */
const TIGHT_FROM = 0.8;
export const READINGS_MOST = 200;

export type DiskTrouble = 'none' | 'tight' | 'full';

export type KeepingParts = {
  readonly log: DiskLog;
  readonly state: StateFile;
  readonly clock: AgentClock;
  readonly thinning: Thinning;
  readonly time: Time;
  /** What the state file said at the start. */
  readonly before: State | null;
  readonly keepMs: number;
};

export class Keeping {
  readonly boot: number;
  readonly #parts: KeepingParts;
  #seq = 0;
  #receipted: Place | null;
  #latest: UtcMs | null;
  #lost: Lost | null;
  #thinnedSince = 0;
  trouble: DiskTrouble = 'none';
  /** Since the start. */
  kept = 0;
  thinned = 0;

  /** The start itself is on disk when this returns: no place is ever given twice. */
  constructor(parts: KeepingParts) {
    const { before, log, time } = parts;
    this.#parts = parts;
    this.#receipted = before?.receipted ?? null;
    this.#lost = before?.lost ?? null;
    this.#latest = before?.latest ?? null;
    const former = Math.max(before?.boot ?? 0, log.last?.boot ?? 0);
    // An agent that remembers nothing must not begin with numbers that it may have used before its disk was changed.
    this.boot = former > 0 ? former + 1 : Math.max(1, Math.floor(time.wall() / 1000));
    if (this.#receipted !== null) log.release(this.#receipted, Number.NEGATIVE_INFINITY);
    this.#remember();
  }

  get receipted(): Place | null {
    return this.#receipted;
  }

  get lost(): Lost | null {
    return this.#lost;
  }

  /** The rounds of one moment. True: what they say is on disk (or was there already, said by the last one). */
  keep(samples: readonly Sample[]): boolean {
    const { log, thinning, time } = this.#parts;
    if (samples.length === 0) return true;
    const mono = time.mono();
    this.trouble = this.trouble === 'full' ? 'full' : log.burden >= TIGHT_FROM ? 'tight' : 'none';
    if (this.trouble !== 'none' && this.#lost === null && thinning.repeats(samples, mono)) {
      this.#thinnedSince++;
      this.thinned++;
      return true;
    }
    const rounds: Round[] = [];
    // What sensors with a clock of their own say of earlier is told apart from what was measured now.
    for (const part of [samples.filter((s) => s.at === undefined), samples.filter((s) => s.at !== undefined)])
      for (let i = 0; i < part.length; i += READINGS_MOST)
        rounds.push(this.#round(part.slice(i, i + READINGS_MOST), mono, rounds.length === 0));
    return this.#append(rounds, samples, mono);
  }

  /** The service has everything up to here. */
  release(place: Place): void {
    const { log, clock, keepMs } = this.#parts;
    this.#receipted = place;
    const files = log.segments.length;
    log.release(place, clock.now() - keepMs);
    if (log.burden < TIGHT_FROM) this.trouble = 'none';
    if (log.segments.length < files) this.#remember();
  }

  /** What need not be on disk for safety, but spares sending twice: the newest receipt, and the time. */
  remember(): void {
    this.#remember();
  }

  #round(readings: readonly Sample[], mono: number, first: boolean): Round {
    const { clock, time } = this.#parts;
    return {
      boot: this.boot,
      seq: ++this.#seq,
      machine: time.machine,
      mono,
      base: clock.base,
      clock: clock.quality,
      ...(first && this.#thinnedSince > 0 ? { thinned: this.#thinnedSince } : {}),
      ...(first && this.#lost !== null ? { lost: this.#lost } : {}),
      readings,
    };
  }

  #append(rounds: readonly Round[], samples: readonly Sample[], mono: number): boolean {
    const { log, thinning, clock } = this.#parts;
    const now = clock.now();
    try {
      log.append(rounds);
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      this.trouble = 'full';
      const count = (this.#lost?.rounds ?? 0) + rounds.length;
      this.#lost = { rounds: count, from: this.#lost?.from ?? now, to: now };
      this.#remember();
      return false;
    }
    thinning.kept(samples, mono);
    this.#thinnedSince = 0;
    this.kept += rounds.length;
    this.#latest = now;
    if (this.#lost !== null) {
      this.#lost = null;
      this.trouble = log.burden >= TIGHT_FROM ? 'tight' : 'none';
      this.#remember();
    }
    return true;
  }

  #remember(): void {
    const { state, clock } = this.#parts;
    state.write({
      boot: this.boot,
      receipted: this.#receipted,
      latest: this.#latest,
      clock: clock.known(),
      lost: this.#lost,
    });
  }
}
