/**
 * What is remembered of the clock behind each device's messages. What moves its readings is stored, so that a message that comes
 * again after a restart has the same times again; the rest begins anew then.
 */
import { type ClockMemory, timed } from '../telemetry/clock.ts';
import type { Order } from '../telemetry/doubtful.ts';
import type { ClockWords, Measured, Message } from '../telemetry/measured.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';

type Stored = Pick<ClockMemory, 'boot' | 'offset' | 'started' | 'startFoundAt'>;
const keyOf = (device: string): string => `clock/${device}`;

export class Clocks {
  readonly #province: Province;
  readonly #known = new Map<string, ClockMemory>();

  /** By device that is not believed: since when, by arrival. */
  readonly untrusted = new Map<string, UtcMs>();

  constructor(province: Province) {
    this.#province = province;
  }

  /** The message's readings at the times that are believed, or marked as untrusted. */
  time(
    device: string,
    message: Message,
    words: ClockWords,
    receivedAt: UtcMs,
    draft: Draft,
  ): { readonly measured: readonly Measured[]; readonly order: Order } {
    const before = this.#known.get(device) ?? this.#stored(device);
    const { measured, memory, order } = timed(message, words, receivedAt, before);
    this.#known.set(device, memory);
    const value = textOf(memory);
    if (before === null || textOf(before) !== value) {
      const key = keyOf(device);
      draft.put('meta', key, { key, value });
    }
    return { measured, order };
  }

  /** What the newest reading of a message says of its device; of one that was believed all along it costs a look at nothing. */
  note(device: string, newest: Measured | undefined, receivedAt: UtcMs): void {
    if (newest?.clock === 'untrusted') {
      if (!this.untrusted.has(device)) this.untrusted.set(device, receivedAt);
    } else if (newest !== undefined && this.untrusted.size > 0) this.untrusted.delete(device);
  }

  #stored(device: string): ClockMemory | null {
    const value = this.#province.meta.get(keyOf(device));
    if (value === undefined) return null;
    const stored = JSON.parse(value) as Stored;
    return { seq: null, sentAt: null, uptime: null, receivedAt: stored.startFoundAt, newest: {}, ...stored };
  }
}

/** While a clock is only suspected, nothing is moved by it yet. */
function textOf({ boot, offset, started, startFoundAt }: ClockMemory): string {
  const stored: Stored = {
    boot,
    offset: offset === null ? null : { ...offset, suspect: null },
    started,
    startFoundAt: started === null ? 0 : startFoundAt,
  };
  return JSON.stringify(stored);
}
