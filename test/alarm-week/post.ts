/**
 * The sender's end: takes what is due as the service's own sender does, hands it to channels that record it, and settles. A
 * channel may be told to fail for a while, or now and then.
 */
import { CHANNELS, type Channel } from '../../src/alerts/duty.ts';
import type { Notice } from '../../src/alerts/telling.ts';
import type { Keeper } from '../../src/keeper/keeper.ts';
import type { DueNotice, Outcome } from '../../src/keeper/notice-protocol.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';

export type Posted = {
  readonly at: number;
  readonly channel: Channel;
  readonly notice: Notice;
  readonly accepted: boolean;
};

export type Weather = (channel: Channel, at: number) => 'takes' | 'fails';

const AT_ONCE = 64;

export class Post {
  /** Every try, in order. */
  readonly tries: Posted[] = [];
  readonly #weather: Weather;

  constructor(weather: Weather) {
    this.#weather = weather;
  }

  /** Messages that a channel has taken. */
  get sent(): readonly Posted[] {
    return this.tries.filter(({ accepted }) => accepted);
  }

  /** Sends all that is due; answers what was taken by a channel. */
  async deliver(keeper: Keeper, at: number): Promise<Posted[]> {
    const from = this.tries.length;
    for (;;) {
      const claimed = await keeper.execute(SYSTEM, {
        type: 'notices.claim',
        channels: CHANNELS,
        limit: AT_ONCE,
      });
      if (!claimed.ok) throw new Error(JSON.stringify(claimed.refusal));
      const due = claimed.value as readonly DueNotice[];
      for (const one of due) await this.#send(keeper, one, at);
      if (due.length < AT_ONCE) return this.tries.slice(from).filter(({ accepted }) => accepted);
    }
  }

  async #send(keeper: Keeper, { notice, channel }: DueNotice, at: number): Promise<void> {
    const accepted = this.#weather(channel, at) === 'takes';
    this.tries.push({ at, channel, notice, accepted });
    const outcome: Outcome = accepted
      ? { ok: true, reference: null, unconfirmed: false }
      : { ok: false, code: 'GATEWAY_TIMEOUT', reason: 'it did not answer', final: false };
    const settled = await keeper.execute(SYSTEM, { type: 'notice.settle', notice: notice.id, outcome });
    if (!settled.ok) throw new Error(JSON.stringify(settled.refusal));
  }
}
