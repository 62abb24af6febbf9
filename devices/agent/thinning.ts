/**
 * Which rounds may be left out when the disk is nearly full? Only one that says again what the last kept one said: every
 * probe close to its last kept value, on the same side of every limit that is watched, and the last kept one not old.
 */
import type { MilliCelsius } from '../../src/thermal/types.ts';
import type { Sample } from './round.ts';

export type ThinningRule = {
  /** No value left out differs by more from the one that stands for it. */
  readonly within: MilliCelsius;
  /** A round is kept at least so often, ms. */
  readonly every: number;
  readonly limits: readonly MilliCelsius[];
};

export class Thinning {
  readonly #rule: ThinningRule;
  readonly #last = new Map<string, { readonly milli: MilliCelsius | null; readonly mono: number }>();

  constructor(rule: ThinningRule) {
    this.#rule = rule;
  }

  /** Does this round say nothing new? */
  repeats(samples: readonly Sample[], mono: number): boolean {
    return samples.every(({ probe, celsius, at }) => {
      const last = this.#last.get(probe);
      // What has a time of its own comes late, and is no repetition of what came before it.
      if (last === undefined || at !== undefined || mono - last.mono >= this.#rule.every) return false;
      const milli = milliOf(celsius);
      if (milli === null || last.milli === null) return milli === last.milli;
      if (Math.abs(milli - last.milli) > this.#rule.within) return false;
      const { milli: before } = last;
      return this.#rule.limits.every((limit) => Math.sign(milli - limit) === Math.sign(before - limit));
    });
  }

  kept(samples: readonly Sample[], mono: number): void {
    for (const { probe, celsius } of samples) this.#last.set(probe, { milli: milliOf(celsius), mono });
  }
}

const milliOf = (celsius: number | null): MilliCelsius | null =>
  celsius === null ? null : Math.round(celsius * 1000);
