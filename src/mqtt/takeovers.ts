/**
 * Do two devices share one identity? A device on a bad line takes its own dead connection over, often: nobody is at the
 * other end any more. Two devices with one identity throw each other out while both are there, which the one that was
 * thrown out shows by closing its side in answer. Only such take-overs are counted.
 */
import { TAKEOVER_SPAN } from '../fleet/identity.ts';

export type Cloned = { readonly takeovers: number; readonly since: number };

export class Takeovers {
  readonly #most: number;
  readonly #of = new Map<string, number[]>();

  /** @param most so many within an hour are still believed to be one device */
  constructor(most: number) {
    this.#most = most;
  }

  /** A live session of the device was ended by another one. Answers when that was once too often; then counts anew. */
  note(device: string, at: number): Cloned | null {
    const times = (this.#of.get(device) ?? []).filter((time) => time > at - TAKEOVER_SPAN);
    times.push(at);
    this.#of.set(device, times);
    const since = times[0] ?? at;
    if (times.length <= this.#most) return null;
    this.#of.delete(device);
    return { takeovers: times.length, since };
  }
}
