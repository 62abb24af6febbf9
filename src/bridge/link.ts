/** Keeps one connection to a broker up: connects again after a drawn pause, and knows how it stands. */
import { Backoff } from '../influx/backoff.ts';
import type { Intake } from '../mqtt/ports.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type Counted, Messages } from './messages.ts';
import type { Remembered } from './remembered.ts';
import { Session } from './session.ts';
import { type BridgeSettings, filterOf } from './settings.ts';
import { readTlsFiles } from './tls-files.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** A connection that lasted so long was a good one: the next pause is short again. */
const LASTED = 10_000;
/** What the broker did not let us read is asked for again. */
const DENIED_AGAIN = 60_000;

export type LinkParts = {
  readonly settings: BridgeSettings;
  /** Of the settings file. */
  readonly folder: string;
  readonly intake: Intake;
  readonly remembered: Remembered;
  readonly clock: () => UtcMs;
  /** A clock that nobody sets, ms. */
  readonly uptime: () => number;
  /** Answers in [0, 1). */
  readonly random: () => number;
  readonly log: { info(facts: object, text: string): void; warn(facts: object, text: string): void };
};

/** How it stands. `since`: by `uptime`; null: all is subscribed, or messages come. */
export type Standing = { readonly since: number | null; readonly trouble: Trouble };
const STARTING = troubleOf('unreachable', 'not connected yet');

export class Link {
  readonly #parts: LinkParts;
  readonly #backoff: Backoff;
  readonly #client: string;
  readonly #messages: Messages;
  readonly #reached = { connects: 0, sessionsLost: 0 };
  #session: Session | null = null;
  #connectedBefore = false;
  #standing: Standing;
  #timer: NodeJS.Timeout | undefined;
  #closing = false;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts.random);
    this.#messages = new Messages(parts);
    const { clientId, host, port } = parts.settings;
    this.#client = `${clientId}@${host}:${port}`;
    this.#standing = { since: parts.uptime(), trouble: STARTING };
    // A file that cannot be read now is a mistake of whoever set this up.
    readTlsFiles(parts.settings, parts.folder);
  }

  get name(): string {
    return this.#parts.settings.name;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /**
   * `connects`: how many times all was subscribed. `sessionsLost`: how many times the broker knew nothing of us any more; what came
   * meanwhile is lost then, unless its sender sends it again.
   */
  get counted(): Counted & { readonly connects: number; readonly sessionsLost: number } {
    return { ...this.#messages.counted, ...this.#reached };
  }

  get inFlight(): number {
    return this.#session?.inFlight ?? 0;
  }

  start(): void {
    if (this.#closing) return;
    const { settings, folder, remembered, uptime } = this.#parts;
    const startedAt = uptime();
    const filters = settings.subscriptions.map(filterOf);
    try {
      this.#session = new Session({
        settings,
        tls: readTlsFiles(settings, folder),
        unwanted: remembered.unwanted(this.#client, filters),
        uptime,
        take: (head, payload, size, kept) => {
          this.#hears();
          return this.#messages.take(head, payload, size, kept);
        },
        ready: (hadSession, denied) => this.#ready(filters, hadSession, denied),
        closed: (trouble) => this.#closed(trouble, startedAt),
      });
    } catch (error) {
      this.#closed(troubleOf('tls', String(error)), startedAt);
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    await this.#session?.end();
  }

  #ready(filters: readonly string[], hadSession: boolean, denied: readonly string[]): void {
    const { remembered, uptime, log } = this.#parts;
    const { name } = this;
    this.#reached.connects++;
    if (!hadSession && this.#connectedBefore) {
      this.#reached.sessionsLost++;
      log.warn({ bridge: name }, 'the broker kept nothing of what came while we were away');
    }
    this.#connectedBefore = true;
    try {
      remembered.remember(this.#client, filters);
    } catch (error) {
      // Readings matter more than to give back, some day, what is subscribed to.
      log.warn({ bridge: name, error: String(error) }, 'what is subscribed to cannot be written down');
    }
    if (denied.length === 0) {
      this.#standing = { since: null, trouble: STARTING };
      log.info({ bridge: name, hadSession }, 'reads a broker');
      return;
    }
    this.#tell(troubleOf('subscription', denied.join('; ')));
    this.#standing = { since: this.#standing.since ?? uptime(), trouble: this.#standing.trouble };
    this.#timer = setTimeout(() => this.#session?.fail(this.#standing.trouble), DENIED_AGAIN);
  }

  /** What the broker kept may come for longer than anybody should wait for its answer that all is subscribed. */
  #hears(): void {
    const { since, trouble } = this.#standing;
    if (since !== null && trouble.why !== 'subscription') this.#standing = { since: null, trouble };
  }

  #closed(trouble: Trouble, startedAt: number): void {
    clearTimeout(this.#timer);
    this.#session = null;
    const now = this.#parts.uptime();
    this.#standing = { ...this.#standing, since: this.#standing.since ?? now };
    if (this.#closing) return;
    this.#tell(trouble);
    if (now - startedAt >= LASTED) this.#backoff.succeeded();
    this.#timer = setTimeout(() => this.start(), this.#backoff.failed(null));
  }

  #tell(trouble: Trouble): void {
    const { why, detail } = trouble;
    const isNews = why !== this.#standing.trouble.why || this.#standing.trouble === STARTING;
    this.#standing = { ...this.#standing, trouble };
    if (isNews) this.#parts.log.warn({ bridge: this.name, why, detail }, 'a broker cannot be read');
  }
}
