/** What is each message of a broker to us? Most go into the next commit, under the name of the connection and with their profile. */
import { profiles } from '../../devices/profiles/profiles.ts';
import type { Delivery, Intake } from '../mqtt/ports.ts';
import type { UtcMs } from '../thermal/types.ts';
import { matches } from './filter.ts';
import type { PublishHead } from './publish.ts';
import { tellsItsTime } from './retained.ts';
import type { Kept } from './session.ts';
import type { BridgeSettings, Subscription } from './settings.ts';
import { troubleOf } from './trouble.ts';

export type Counted = Readonly<Messages['counted']>;
type Parts = { readonly settings: BridgeSettings; readonly intake: Intake; readonly clock: () => UtcMs };

const NOTHING = Buffer.alloc(0);

export class Messages {
  readonly #parts: Parts;
  readonly counted = {
    messages: 0,
    kept: 0,
    /** That may have waited at the broker. */
    late: 0,
    oversize: 0,
    /** Told again by the broker although nobody can say of when they are. */
    stale: 0,
    /** On topics that nobody subscribes to any more. */
    unwanted: 0,
  };

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** False: there is no room for more; the session hears of it when there is. `payload` null: it was too large to be read. */
  take(head: PublishHead, payload: Buffer | null, size: number, { waiting, session, late }: Kept): boolean {
    const { settings, clock, intake } = this.#parts;
    const { counted } = this;
    counted.messages++;
    const topic = head.topic ?? '';
    const subscription = settings.subscriptions.find((one) => matches(one.topic, topic));
    const receivedAt = clock();
    if (subscription === undefined || (head.retain && !isDated(subscription, topic, payload, receivedAt))) {
      if (subscription === undefined) counted.unwanted++;
      else counted.stale++;
      session.settle(waiting);
      return true;
    }
    if (payload === null) counted.oversize++;
    if (late) counted.late++;
    const delivery: Delivery = {
      device: settings.name,
      kind: payload === null ? 'oversize' : 'telemetry',
      payload: payload ?? NOTHING,
      topic,
      profile: subscription.profile,
      ...(late && { waited: true }),
      size,
      receivedAt,
      settle: (error) => {
        if (error !== null) return session.fail(troubleOf('closed', 'the service could not keep a message'));
        counted.kept++;
        session.settle(waiting);
      },
    };
    if (intake.offer(delivery)) return true;
    intake.whenDrained(() => session.hasRoom());
    return false;
  }
}

function isDated(
  { profile }: Subscription,
  topic: string,
  payload: Buffer | null,
  receivedAt: UtcMs,
): boolean {
  const known = profiles.get(profile);
  return known !== undefined && payload !== null && tellsItsTime({ payload, topic, receivedAt }, known);
}
