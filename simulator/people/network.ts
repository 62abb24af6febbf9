/** Where has a phone a signal? Stretches of time without one, and between them with. */
import type { UtcMs } from '../../src/thermal/types.ts';

export type Silence = { readonly from: UtcMs; readonly to: UtcMs };

export class Network {
  readonly #silences: Silence[] = [];

  /** No signal in [from, to). */
  silent(silence: Silence): void {
    this.#silences.push(silence);
  }

  isReached(at: UtcMs): boolean {
    return !this.#silences.some(({ from, to }) => at >= from && at < to);
  }
}
