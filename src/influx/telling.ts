/** How is the way to InfluxDB, and when is that worth telling? */
import type { InfluxLink } from '../keeper/protocol.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** The state is told again at least so often… */
export const REPORT: DurationMs = 10_000;
/** …and a change of it after no less than this, so that a server that comes and goes does not flood the keeper. */
export const REPORT_CHANGE: DurationMs = 1_000;

export type TellingParts = {
  readonly target: string;
  readonly report: (link: InfluxLink) => void;
  /** Wall clock. */
  readonly now: () => UtcMs;
  /** Monotonic. */
  readonly elapsed: () => DurationMs;
};

export class Telling {
  readonly #parts: TellingParts;
  #link: InfluxLink | null = null;
  #told: { readonly at: DurationMs; readonly link: InfluxLink } | null = null;

  constructor(parts: TellingParts) {
    this.#parts = parts;
  }

  stored(): void {
    this.#hear('ok', '', this.#parts.now());
  }

  failed(state: Exclude<InfluxLink['state'], 'ok' | 'unknown'>, reason: string): void {
    this.#hear(state, reason, this.#link?.lastStoredAt ?? null);
  }

  /** Tells what is due; to be called now and then, for nothing may be heard of the server for long. */
  tell(): void {
    if (this.#link === null) return;
    const now = this.#parts.elapsed();
    const told = this.#told;
    const changed = told?.link.state !== this.#link.state || told.link.reason !== this.#link.reason;
    if (told !== null && now - told.at < (changed ? REPORT_CHANGE : REPORT)) return;
    this.#told = { at: now, link: this.#link };
    this.#parts.report(this.#link);
  }

  #hear(state: InfluxLink['state'], reason: string, lastStoredAt: UtcMs | null): void {
    const since = this.#link?.state === state ? this.#link.since : this.#parts.now();
    this.#link = { target: this.#parts.target, state, reason, since, lastStoredAt };
    this.tell();
  }
}
