/**
 * One logger's messages at speed: what arrives at the service by a given time, with the faults of the plan that concern the wire.
 * It keeps what it measured while it has no signal, and sends that in the order of the fault when it is back.
 */
import type { Fault } from '../../simulator/faults.ts';
import type { Logger, Sample } from '../../simulator/logger.ts';
import type { TrueReading } from '../../simulator/pieces.ts';
import type { Random } from '../../simulator/random.ts';

const READINGS_PER_MESSAGE = 300;

export class Wire {
  readonly device: string;
  readonly unit: string;
  /** All that arrived. */
  readonly delivered: TrueReading[] = [];
  /** When the newest reading that came last was really measured, and when it came. */
  latest: { readonly measuredAt: number; readonly arrivedAt: number } | null = null;
  readonly #logger: Logger;
  readonly #faults: readonly Fault[];
  readonly #draw: Random;
  #kept: Sample[] = [];
  #before: number;
  #silent: Fault | null = null;
  #boot = 1;
  #seq = 0;

  constructor(logger: Logger, faults: readonly Fault[], draw: Random, startAt: number) {
    this.device = logger.device.id;
    this.unit = logger.unit.id;
    this.#logger = logger;
    this.#faults = faults.filter((fault) => 'device' in fault && fault.device === this.device);
    this.#draw = draw;
    this.#before = startAt;
  }

  /** Payloads that arrive by `now`, in the order of their coming. */
  until(now: number): string[] {
    this.#kept.push(...this.#logger.samplesUntil(now));
    const present = this.#faults.filter(({ from, to }) => from <= now && to > now);
    if (this.#faults.some(({ kind, from }) => kind === 'reboot' && from > this.#before && from <= now)) {
      this.#boot++;
      this.#seq = 0;
    }
    this.#before = now;
    const silent = present.find(({ kind }) => kind === 'no-signal') ?? null;
    if (silent !== null) {
      this.#silent = silent;
      return [];
    }
    if (this.#silent?.kind === 'no-signal') this.#backlog(this.#silent.backlog);
    this.#silent = null;
    const messages: string[] = [];
    while (this.#kept.length > 0) messages.push(...this.#message(present, now));
    return messages;
  }

  #backlog(order: 'oldest-first' | 'newest-first' | 'shuffled'): void {
    if (order === 'newest-first') this.#kept.reverse();
    if (order === 'shuffled') this.#kept = this.#draw.shuffle(this.#kept);
  }

  #message(present: readonly Fault[], now: number): string[] {
    const taken = this.#kept.splice(0, READINGS_PER_MESSAGE);
    const shuffled = present.some(({ kind }) => kind === 'reorder');
    const samples = shuffled ? this.#draw.shuffle(taken) : taken;
    const readings = samples.map(({ at, celsius, battery, door, power }) => ({
      at,
      celsius,
      battery,
      door,
      power,
    }));
    const payload = JSON.stringify({ boot: this.#boot, seq: ++this.#seq, readings });
    for (const { at, celsius } of samples) this.delivered.push({ at, celsius, arrivedAt: now });
    const before = this.latest?.arrivedAt === now ? this.latest.measuredAt : 0;
    const measuredAt = samples.reduce((newest, { trueAt }) => Math.max(newest, trueAt), before);
    this.latest = { measuredAt, arrivedAt: now };
    const twice = present.find((fault) => fault.kind === 'duplicate-delivery');
    const again = twice?.kind === 'duplicate-delivery' && this.#draw.chance(twice.share);
    return again ? [payload, payload] : [payload];
  }
}
