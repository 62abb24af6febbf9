/** Clocks in a test's hands: they stand still until the test moves them, or the wall clock alone. */
import type { Time } from '../../../devices/agent/time.ts';

export class DrivenTime implements Time {
  readonly machine: string;
  #mono: number;
  #ahead: number;

  /** @param wall what the wall clock shows at first */
  constructor(wall: number, machine = 'machine1', mono = 1_000) {
    this.machine = machine;
    this.#mono = mono;
    this.#ahead = wall - mono;
  }

  wall(): number {
    return this.#mono + this.#ahead;
  }

  mono(): number {
    return this.#mono;
  }

  advance(ms: number): void {
    this.#mono += ms;
  }

  /** Somebody sets the wall clock. */
  set(wall: number): void {
    this.#ahead = wall - this.#mono;
  }
}

/** Real time, shifted: what it was advanced by goes on as the clock does. */
export class ShiftedTime implements Time {
  readonly machine = 'machine1';
  #shift: number;

  constructor(shift: number) {
    this.#shift = shift;
  }

  wall(): number {
    return Date.now() + this.#shift;
  }

  mono(): number {
    return Math.round(performance.now()) + 100_000_000_000 + this.#shift;
  }

  advance(ms: number): void {
    this.#shift += ms;
  }

  get shift(): number {
    return this.#shift;
  }
}
