/**
 * Which live screens got a test alert? After the frame that holds it goes a ping, and the pong says that everything before
 * it has arrived. Receipts are gathered for a moment and kept with the test, so that they outlive this process.
 */
import type { TestReceipt } from '../fleet/enrolment.ts';
import { SYSTEM } from '../keeper/protocol.ts';
import type { Desk } from './desk.ts';
import type { LiveMember } from './live-member.ts';
import type { Clock, Log } from './ports.ts';

const GATHER_MS = 250;
/** A client may answer with any bytes; only what was asked is counted. */
const MARK = 'test:';

export class TestReceipts {
  readonly #desk: Desk;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #asked = new WeakMap<LiveMember, Map<string, 'asked' | 'answered'>>();
  readonly #gathered = new Map<string, TestReceipt[]>();
  #timer: NodeJS.Timeout | undefined;

  constructor(desk: Desk, clock: Clock, log: Log) {
    this.#desk = desk;
    this.#clock = clock;
    this.#log = log;
  }

  /** The member was just sent a frame with these test alerts; one that is behind has not been, and is asked later or never. */
  ask(member: LiveMember, alerts: Iterable<string>): void {
    if (member.isBehind) return;
    const asked = this.#asked.get(member) ?? new Map<string, 'asked' | 'answered'>();
    this.#asked.set(member, asked);
    for (const alert of alerts) {
      if (asked.has(alert)) continue;
      asked.set(alert, 'asked');
      member.socket.ping(MARK + alert);
    }
  }

  answered(member: LiveMember, data: Buffer): void {
    const text = data.toString();
    const alert = text.slice(MARK.length);
    const asked = this.#asked.get(member);
    if (!text.startsWith(MARK) || asked?.get(alert) !== 'asked') return;
    asked.set(alert, 'answered');
    const { username } = member.signedIn.person;
    const gathered = this.#gathered.get(alert) ?? [];
    this.#gathered.set(alert, gathered);
    gathered.push({ username, at: this.#clock.now() });
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS).unref();
  }

  #tell(): void {
    this.#timer = undefined;
    for (const [alert, receipts] of this.#gathered)
      this.#desk
        .order(SYSTEM, { type: 'device.enrol.received', alert, receipts })
        .catch((error: unknown) => this.#log.warn({ err: error, alert }, 'test receipts were not kept'));
    this.#gathered.clear();
  }
}
