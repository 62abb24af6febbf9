/** One channel as the sender has it: how much it may be given now, through which door, and how that goes. A lane never waits for another. */
import type { Channel } from '../alerts/duty.ts';
import type { ChannelState } from '../keeper/notice-protocol.ts';
import type { UtcMs } from '../thermal/types.ts';
import { Circuit } from './circuit.ts';
import { type ChannelDoor, failed, type Message, type Sent } from './door.ts';
import { Rate } from './rate.ts';
import type { Pace } from './settings-parts.ts';

export type LaneParts = {
  readonly channel: Channel;
  /** One, or one for each address that it `takes`. */
  readonly doors: readonly ChannelDoor[];
  readonly pace: Pace;
  /** See Circuit. */
  readonly recipients?: number;
};

export class Lane {
  readonly channel: Channel;
  readonly #pace: Pace;
  readonly #rate: Rate;
  readonly #ways: readonly { readonly door: ChannelDoor; readonly circuit: Circuit }[];
  #underWay = 0;
  #sent = 0;
  #failed = 0;

  constructor({ channel, doors, pace, recipients }: LaneParts, random: () => number) {
    this.channel = channel;
    this.#pace = pace;
    this.#rate = new Rate(pace.perMinute);
    this.#ways = doors.map((door) => ({ door, circuit: new Circuit(random, recipients) }));
  }

  /** How many more messages it takes now. */
  room(now: UtcMs): number {
    return Math.max(0, Math.min(this.#pace.atOnce - this.#underWay, this.#rate.room(now)));
  }

  /** Never throws. */
  async send(message: Message, clock: () => UtcMs): Promise<Sent> {
    const way = this.#ways.find(({ door }) => door.takes?.(message.address) ?? true);
    if (way === undefined)
      return failed('ADDRESS_UNKNOWN', `nothing is configured for ${message.address}`, true);
    const { door, circuit } = way;
    if (!circuit.mayPass(clock()))
      return failed('CHANNEL_DOWN', `${door.name} fails, and is left alone for a while`, false);
    this.#underWay += 1;
    this.#rate.took(clock());
    const end = await door.send(message).catch((error) => failed('CHANNEL_BROKEN', String(error), false));
    this.#underWay -= 1;
    if (end.ok) this.#sent += 1;
    else this.#failed += 1;
    if (end.ok) circuit.succeeded(clock());
    else if (end.final) circuit.refused(clock(), end.reason);
    else circuit.failed(clock(), end.reason, message.address, end.waitMs ?? null);
    return end;
  }

  states(): ChannelState[] {
    return this.#ways.map(({ door, circuit }) => ({
      channel: this.channel,
      name: door.name,
      ...circuit.standing(),
    }));
  }

  /** Prometheus text lines. */
  metrics(): string[] {
    const label = `{channel="${this.channel}"}`;
    return [
      `giulanh_notices_sent_total${label} ${this.#sent}`,
      `giulanh_notices_failed_total${label} ${this.#failed}`,
      `giulanh_notices_under_way${label} ${this.#underWay}`,
      ...this.states().map(
        ({ name, state }) =>
          `giulanh_channel_up{channel="${this.channel}",name=${JSON.stringify(name)}} ${state === 'failing' ? 0 : 1}`,
      ),
    ];
  }

  close(): void {
    for (const { door } of this.#ways) door.close?.();
  }
}
