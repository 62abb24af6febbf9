/**
 * Two lanes to the keeper: what devices say now never waits behind what they kept back while there was no network. Of one
 * device everything stays in its order, and each lane in the order in which it came. The keeper's side of it is precedence.ts.
 */
import type { Delivery } from '../mqtt/ports.ts';
import { type Lying, lengthOf } from './parcelling.ts';

export type Lane = 'live' | 'backlog';
type Waiting = Pick<Delivery, 'device' | 'topic' | 'profile' | 'waited' | 'backlog'> & Lying;

/** More than a device says at once: some ten to thirty readings of ours, or what other makers wrap around a few. */
const LARGEST_LIVE = 1_024;
const LARGEST_LIVE_FOREIGN = 4_096;
/** Messages waiting in a lane, and bytes of a backlog, beyond which those who offer them are asked to pause. */
const MOST = 20_000;
const MOST_BYTES = 16 * 1_048_576;
/** A larger batch would make everyone wait for one commit. */
const LIVE_BATCH = 4_096;
/** What one device sent together stays together so far past the bound of a batch: its unit and parcels are judged once for it. */
const TOGETHER_BYTES = 8_192;
/** What a message costs besides its bytes. */
const MESSAGE_BYTES = 64;

export class Lanes<T extends Waiting> {
  #live: T[] = [];
  /** Messages that ever left the live lane. */
  #left = 0;
  #backlog: T[] = [];
  /** For each of the backlog: how many must have left the live lane before it, lest it overtake its own device. */
  #after: number[] = [];
  #bytes = 0;
  /** Devices with so many messages in the backlog's lane, or on their way from it into a commit. */
  readonly #behind = new Map<string, number>();

  get length(): number {
    return this.#live.length + this.#backlog.length;
  }

  /** What of a backlog waits here, as the bound of a batch counts it. */
  get backlogBytes(): number {
    return this.#bytes;
  }

  /** Puts it where it belongs, and says where. */
  add(one: T): Lane {
    const behind = this.#behind.get(one.device);
    if (behind === undefined && !isBacklog(one)) {
      this.#live.push(one);
      return 'live';
    }
    this.#behind.set(one.device, (behind ?? 0) + 1);
    this.#backlog.push(one);
    this.#after.push(this.#left + this.#live.length);
    this.#bytes += weight(one);
    return 'backlog';
  }

  /** The next batch of a lane, of a backlog with about `bytes` at most; empty when nothing of it may go. */
  take(lane: Lane, bytes: number): T[] {
    return lane === 'live' ? this.#takeLive() : this.#takeBacklog(bytes);
  }

  /** A batch of the backlog is committed, or was given up. */
  settled(batch: readonly T[]): void {
    for (const { device } of batch) {
      const left = (this.#behind.get(device) ?? 1) - 1;
      if (left === 0) this.#behind.delete(device);
      else this.#behind.set(device, left);
    }
  }

  isFull(lane: Lane): boolean {
    return this.#isBeyond(lane, 1);
  }

  /** Is there room enough again for those that were asked to pause? */
  isDrained(lane: Lane): boolean {
    return !this.#isBeyond(lane, 0.5);
  }

  /** Takes everything out. */
  clear(): T[] {
    const all = [...this.#live, ...this.#backlog];
    this.#live = [];
    this.#backlog = [];
    this.#after = [];
    this.#bytes = 0;
    this.#behind.clear();
    return all;
  }

  #isBeyond(lane: Lane, share: number): boolean {
    if (lane === 'live') return this.#live.length >= MOST * share;
    return this.#backlog.length >= MOST * share || this.#bytes >= MOST_BYTES * share;
  }

  #takeLive(): T[] {
    const batch = this.#live.length <= LIVE_BATCH ? this.#live : this.#live.splice(0, LIVE_BATCH);
    if (batch === this.#live) this.#live = [];
    this.#left += batch.length;
    return batch;
  }

  #takeBacklog(most: number): T[] {
    let count = 0;
    let bytes = 0;
    let last = '';
    for (const one of this.#backlog) {
      if ((this.#after[count] as number) > this.#left) break;
      const next = bytes + weight(one);
      if (count > 0 && next > (one.device === last ? most + TOGETHER_BYTES : most)) break;
      last = one.device;
      bytes = next;
      count++;
    }
    this.#after.splice(0, count);
    this.#bytes -= bytes;
    return this.#backlog.splice(0, count);
  }
}

/** Bytes of a batch as its bound counts them. */
export const weightOf = (batch: readonly Waiting[]): number =>
  batch.reduce((sum, one) => sum + weight(one), 0);

const weight = (one: Waiting): number => lengthOf(one) + MESSAGE_BYTES;

/** Told without reading it: it is too large for what is said now, or comes faster than anybody measures. */
function isBacklog(one: Waiting): boolean {
  const { topic, profile, waited, backlog } = one;
  const isOurs = topic === undefined && profile === undefined;
  return (
    backlog === true || waited === true || lengthOf(one) > (isOurs ? LARGEST_LIVE : LARGEST_LIVE_FOREIGN)
  );
}
