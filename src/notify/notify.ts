/** The way to people, put together from its settings: channels, the sender and its pulse, what gateways say back. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Channel } from '../alerts/duty.ts';
import type { DutyCommand } from '../keeper/duty-protocol.ts';
import type { NoticeCommand } from '../keeper/notice-protocol.ts';
import { type Actor, type Answer, SYSTEM } from '../keeper/protocol.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { gatewayDoor } from './gateway.ts';
import type { LaneParts } from './lane.ts';
import { Mailer } from './mail.ts';
import { PushDoor } from './push.ts';
import { pushKeysIn } from './push-keys.ts';
import { isGateway, readReceipt } from './receipts.ts';
import { Sender, type SenderParts } from './sender.ts';
import type { NotifySettings } from './settings.ts';
import { telegramDoor } from './telegram.ts';
import { webhookDoors } from './webhook.ts';

/** How often the keeper is asked for what is due: a message leaves half so much later on the average. */
const PULSE: DurationMs = 500;
/** A push service of one person's own choice must not close the way for the others. */
const PUSH_RECIPIENTS = 2;

export type NotifyParts = {
  readonly settings: NotifySettings;
  readonly directory: string;
  readonly publicUrl: string | null;
  readonly keeper: { execute(actor: Actor, command: NoticeCommand | DutyCommand): Promise<Answer> };
  readonly clock: () => UtcMs;
  readonly random: () => number;
  readonly log: SenderParts['log'];
};

export class Notify {
  readonly settings: NotifySettings;
  /** With which browsers subscribe: base64url. */
  readonly pushKey: string;
  /** For whatever else is mailed; null: no mail server is configured. */
  readonly mailer: Mailer | null;
  readonly sender: Sender;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: NotifyParts) {
    const { settings, directory, publicUrl, keeper, clock, random, log } = parts;
    const keys = pushKeysIn(directory);
    this.settings = settings;
    this.pushKey = keys.publicKey;
    this.mailer = settings.mail === undefined ? null : new Mailer(settings.mail);
    const push = new PushDoor({
      settings: settings.push,
      keys,
      publicUrl,
      clock,
      onGone: ({ id, username }) => keeper.execute({ ...SYSTEM, username }, { type: 'push.unsubscribe', id }),
    });
    const base = publicUrl?.replace(/\/+$/, '') ?? null;
    const lanes = lanesOf(settings, this.mailer, push, clock);
    const link = (path: string) => (base === null ? null : base + path);
    this.sender = new Sender({ keeper, lanes, link, clock, random, log });
  }

  isGateway(channel: Channel, headers: IncomingHttpHeaders): boolean {
    return isGateway(this.settings, channel, headers);
  }

  async receive(channel: Channel, said: unknown): Promise<'incomplete' | 'pending' | Answer> {
    const receipt = readReceipt(this.settings, channel, said);
    return typeof receipt === 'string' ? receipt : this.sender.receive(channel, receipt);
  }

  /** Prometheus text lines. */
  metrics(): string[] {
    return this.sender.metrics();
  }

  /** From now on messages go out. */
  start(): void {
    const beat = () => void this.sender.pass();
    this.#timer = setInterval(beat, PULSE);
    beat();
  }

  async close(withinMs: DurationMs): Promise<void> {
    clearInterval(this.#timer);
    await this.sender.close(withinMs);
  }
}

function lanesOf(
  settings: NotifySettings,
  mailer: Mailer | null,
  push: PushDoor,
  clock: () => UtcMs,
): LaneParts[] {
  const lanes: LaneParts[] = [
    { channel: 'push', doors: [push], pace: settings.push, recipients: PUSH_RECIPIENTS },
  ];
  for (const channel of ['zalo', 'sms'] as const satisfies Channel[]) {
    const gateway = settings[channel];
    if (gateway !== undefined)
      lanes.push({ channel, doors: [gatewayDoor(channel, gateway, clock)], pace: gateway });
  }
  if (mailer !== null && settings.mail !== undefined)
    lanes.push({ channel: 'mail', doors: [mailer], pace: settings.mail });
  const { telegram, webhooks } = settings;
  if (telegram?.enabled)
    lanes.push({ channel: 'telegram', doors: [telegramDoor(telegram, clock)], pace: telegram });
  if (webhooks.to.length > 0)
    lanes.push({ channel: 'webhook', doors: webhookDoors(webhooks, clock), pace: webhooks });
  return lanes;
}
