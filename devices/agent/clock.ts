/**
 * What time is it, and how well does the agent know? The machine's clock is believed where it has a battery, or once the
 * service has confirmed it; otherwise the agent counts from what the service said, on the monotonic clock.
 */
import type { ClockQuality } from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Time } from './time.ts';

/** Nearer than this the machine's clock is right: the service asks for minutes, a receipt travels for seconds at most. */
const AGREES_WITHIN = 2_000;
/** A receipt that was under way for longer says the time too vaguely. */
const VAGUE_AFTER = 10_000;
/** 2026-01-01: no agent ran before. */
const OLDEST = 1_767_225_600_000;

export type Known = {
  readonly machine: string;
  readonly base: number;
  readonly clock: ClockQuality;
  /** The service said so in this start of the machine. */
  readonly confirmed: boolean;
};

export class AgentClock {
  readonly #time: Time;
  /** What is added to the monotonic clock. */
  #base: number;
  #quality: ClockQuality;
  #confirmed: boolean;

  /**
   * @param battery the machine keeps the time while it is off
   * @param latest the newest time that was ever kept: an earlier one cannot be
   * @param known what was known before the agent ended, if it was
   */
  constructor(time: Time, battery: boolean, latest: UtcMs | null, known: Known | null) {
    this.#time = time;
    const wall = time.wall();
    const went = known?.machine === time.machine && known.clock !== 'untrusted';
    this.#confirmed = went && known.confirmed;
    this.#base = went ? known.base : wall - time.mono();
    const possible = wall >= Math.max(OLDEST, latest ?? OLDEST);
    this.#quality = went ? known.clock : battery && possible ? 'trusted' : 'untrusted';
  }

  get quality(): ClockQuality {
    return this.#quality;
  }

  /** Of this start of the machine: what to add to `mono`; null while the time is not known. */
  get base(): number {
    return this.#base;
  }

  now(): UtcMs {
    return this.#time.mono() + this.#base;
  }

  /** What a later start of the agent may go on with. */
  known(): Known {
    return {
      machine: this.#time.machine,
      base: this.#base,
      clock: this.#quality,
      confirmed: this.#confirmed,
    };
  }

  /** What the service confirmed of a start of the machine: what to add to `mono` in it. */
  baseOf(machine: string): number | null {
    return machine === this.#time.machine && this.#confirmed ? this.#base : null;
  }

  /**
   * The service said that it is `at`, some time between `sent` and `arrived` (monotonic ms).
   * @returns whether the agent's time changed
   */
  heard(at: UtcMs, sent: number, arrived: number): boolean {
    if (at < OLDEST || arrived < sent || arrived - sent > VAGUE_AFTER) return false;
    const [least, most] = [at - arrived, at - sent];
    const fits = (base: number) => base >= least - AGREES_WITHIN && base <= most + AGREES_WITHIN;
    const machine = this.#time.wall() - this.#time.mono();
    this.#confirmed = true;
    if (this.#quality !== 'untrusted' && fits(this.#base)) return false;
    // The machine's own clock may have been set meanwhile (NTP): where it is right now, it is taken.
    this.#base = fits(machine) ? machine : Math.round((least + most) / 2);
    this.#quality = fits(machine) ? 'trusted' : 'corrected';
    return true;
  }
}
