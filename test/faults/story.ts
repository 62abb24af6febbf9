/**
 * What one logger has to tell: readings with warm and frozen episodes, gaps, shuffled stretches, repetitions, two values at one
 * instant and now and then a value that is none. A stream without end, drawn from the seed.
 */
import { type Random, random } from '../../simulator/random.ts';
import { DAY, type DeviceSpec } from './world.ts';

/** `celsius: null` is a broken value: it is kept as a fault at its time. */
export type Told = { readonly at: number; readonly celsius: number | null };
export type Message = { readonly payload: string; readonly readings: readonly Told[] };

const SAMPLING = 60_000;
const SHUFFLED_TOGETHER = 24;
const READINGS_A_MESSAGE = 4;

export class Story {
  readonly #device: DeviceSpec;
  readonly #draw: Random;
  readonly #ahead: Told[] = [];
  readonly #told: Told[] = [];
  #at: number;
  #celsius = 5;
  #mood: { target: number; left: number } = { target: 5, left: 30 };
  #seq = 0;

  constructor(seed: string, device: DeviceSpec, now: number) {
    this.#device = device;
    this.#draw = random(seed, `story/${device.id}`);
    this.#at = Math.floor(now - 45 * DAY + this.#draw.whole(0, SAMPLING));
  }

  /** @param now service time; what a live device measures is measured now */
  next(now: number): Message {
    const readings: Told[] = [];
    for (let i = 0; i < READINGS_A_MESSAGE; i++)
      readings.push(this.#device.live ? this.#live(now, i) : this.#late());
    const old = this.#draw.chance(0.08) && this.#told.length > 0 ? this.#draw.pick(this.#told) : null;
    if (old !== null) readings.push(old);
    this.#told.push(...readings);
    if (this.#told.length > 400) this.#told.splice(0, 200);
    const payload = JSON.stringify({ boot: 1, seq: this.#seq++, readings });
    return { payload, readings };
  }

  #live(now: number, i: number): Told {
    return this.#measure(now - READINGS_A_MESSAGE + i);
  }

  #late(): Told {
    const next = this.#ahead.pop();
    if (next !== undefined) return next;
    const stretch: Told[] = [];
    for (let i = 0; i < SHUFFLED_TOGETHER; i++) {
      this.#at += this.#draw.chance(0.01) ? 40 * SAMPLING : SAMPLING;
      const told = this.#measure(this.#at);
      stretch.push(told);
      if (told.celsius !== null && this.#draw.chance(0.02))
        stretch.push({ at: told.at, celsius: Math.round((told.celsius + 0.3) * 1000) / 1000 });
    }
    this.#ahead.push(...this.#draw.shuffle(stretch));
    return this.#late();
  }

  #measure(at: number): Told {
    if (this.#draw.chance(0.002)) return { at, celsius: null };
    if (--this.#mood.left < 0) {
      const episode = this.#draw.chance(0.3);
      this.#mood = {
        target: episode ? this.#draw.pick([9.5, 11, -1.5]) : 5,
        left: this.#draw.whole(5, episode ? 25 : 60),
      };
    }
    this.#celsius += (this.#mood.target - this.#celsius) * 0.5 + this.#draw.normal(0.1);
    return { at, celsius: Math.round(this.#celsius * 10) / 10 };
  }
}
