/**
 * Does a connection work off what it kept back? It says more, one message after the other, than anybody measures in that time,
 * and it does so until it has been calm for a while. Pure: time comes with each message.
 */
import type { UtcMs } from '../thermal/types.ts';

/** A live device has one message every few seconds to say at the most; a few more when its network stood still. */
const TO_SAY_PER_SECOND = 2;
const MOST_TO_SAY = 8;
const TO_SAY_AT_FIRST = 2;
/** Saved up by saying less: two seconds of silence, three at one message a second. */
const CALM = 4;

export class Haste {
  /** How many messages it may still say before it counts as hasty, and when that was reckoned. */
  #toSay = TO_SAY_AT_FIRST;
  #reckonedAt = Number.POSITIVE_INFINITY;
  #isHasty = false;

  /** It says one message more. Is that part of what it kept back? */
  isHasty(now: UtcMs): boolean {
    const since = Math.max(0, now - this.#reckonedAt);
    this.#reckonedAt = now;
    const toSay = Math.min(MOST_TO_SAY, this.#toSay + (since * TO_SAY_PER_SECOND) / 1000);
    if (toSay < 1) this.#isHasty = true;
    else if (toSay >= CALM) this.#isHasty = false;
    this.#toSay = Math.max(0, toSay - 1);
    return this.#isHasty;
  }
}
