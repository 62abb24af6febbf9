/** Tells somebody outside that the chain of alerts is alive, as long as it is: when they do not hear of it any more, they raise the alarm. */
import { NoAnswer, send } from '../notify/outgoing.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { CanarySettings } from './settings.ts';

type Settings = NonNullable<CanarySettings['deadMan']>;

export class DeadMan {
  readonly #settings: Settings;
  readonly #url: URL;
  readonly #clock: () => UtcMs;
  #nextAt = Number.NEGATIVE_INFINITY;
  #asking = false;
  lastSuccessAt: UtcMs | null = null;
  /** Why the last one was not taken; null: it was. */
  trouble: string | null = null;
  sent = 0;
  failed = 0;

  constructor(settings: Settings, clock: () => UtcMs) {
    this.#settings = settings;
    if (!URL.canParse(settings.url))
      throw new Error('Cannot use these channels (GIULANH_NOTIFY): canary.deadMan.url: no address');
    this.#url = new URL(settings.url);
    this.#clock = clock;
  }

  /** Asks when it is time to; `now` is of a clock that nobody sets. Never throws. */
  async beat(now: number): Promise<void> {
    if (this.#asking || now < this.#nextAt) return;
    this.#nextAt = now + this.#settings.everySeconds * 1000;
    this.#asking = true;
    this.trouble = await this.#ask();
    this.#asking = false;
    if (this.trouble === null) {
      this.sent++;
      this.lastSuccessAt = this.#clock();
    } else this.failed++;
  }

  async #ask(): Promise<string | null> {
    try {
      const { status } = await send({
        url: this.#url,
        method: 'GET',
        headers: { 'user-agent': 'giulanh' },
        body: null,
        withinMs: this.#settings.timeoutSeconds * 1000,
        // Whoever runs the service named it; a receiver in one's own network on another machine is as good.
        mayBePrivate: true,
      });
      return status >= 200 && status < 300 ? null : `HTTP ${status}`;
    } catch (error) {
      return error instanceof NoAnswer ? error.message : String(error);
    }
  }
}
