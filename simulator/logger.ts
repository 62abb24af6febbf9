/**
 * What one logger measures: the cold store's true temperature, seen by a probe with 0.1 °C resolution and a
 * little noise, stamped by the device's own clock, with the faults of the plan that concern it.
 */
import type { DurationMs, UtcMs } from '../src/thermal/types.ts';
import type { Description, DeviceDescription, UnitDescription } from './description.ts';
import type { Fault } from './faults.ts';
import { type Behaviour, defrosts, doorOpenings, during, icePacks, weather } from './physics/behaviours.ts';
import { climate } from './physics/climate.ts';
import { coldStore } from './physics/store.ts';
import { type Random, random } from './random.ts';

/** `trueAt`: when it was really measured; `at`: what the device's clock said. `celsius` null: not a number. */
export type Sample = {
  readonly trueAt: UtcMs;
  readonly at: UtcMs;
  readonly celsius: number | null;
  readonly door: boolean;
  readonly power: boolean;
  readonly battery: number;
};

export type Logger = {
  readonly device: DeviceDescription;
  readonly unit: UnitDescription;
  /** All samples with `trueAt` before `to` that were not taken yet, in the order of measuring. */
  readonly samplesUntil: (to: UtcMs) => Sample[];
  /** A fault that nobody planned: from its `from` on it happens too. */
  readonly suffer: (fault: Fault) => void;
};

export type LoggerOptions = {
  readonly seed: string;
  readonly unit: UnitDescription;
  readonly device: DeviceDescription;
  readonly faults: readonly Fault[];
  readonly startAt: UtcMs;
  /** Before `until` it samples this seldom; a demonstration's past needs no more. */
  readonly coarse?: { readonly until: UtcMs; readonly every: DurationMs };
};

/** Physics never steps more coarsely than this, however seldom the device measures. */
const STEP_MS_MAX = 10_000;
const NOISE_CELSIUS = 0.04;
const NOISE_CELSIUS_MAX = 0.12;
const CLOCK_2099 = Date.UTC(2099, 0, 1);

export function logger(options: LoggerOptions): Logger {
  const { unit, device, startAt } = options;
  const samplingMs = unit.samplingSeconds * 1000;
  const draw = random(options.seed, `logger/${device.id}`);
  const faults = [...options.faults];
  const store = coldStore({
    kind: unit.kind,
    startAt,
    stepMs: Math.min(STEP_MS_MAX, samplingMs),
    behaviours: [...ordinary(options), ...faults.flatMap((fault) => thermal(fault, unit))],
    draw: random(options.seed, `store/${unit.id}`),
  });
  let next = startAt + draw.whole(0, Math.min(samplingMs, 10_000) - 1);
  let shown: number | null = null;
  const battery = draw.whole(60, 100);

  const sample = (trueAt: UtcMs): Sample => {
    const state = store.stateAt(trueAt);
    const measured = probe(state.celsius, draw);
    const mine = faults.filter((fault) => isMine(fault, device) && trueAt >= fault.from && trueAt < fault.to);
    const celsius = reading(mine, measured, shown);
    if (celsius !== null && celsius !== -127) shown = celsius;
    return {
      trueAt,
      at: deviceTime(mine, trueAt),
      celsius,
      door: state.doorOpen,
      power: state.mains,
      battery,
    };
  };
  return {
    device,
    unit,
    samplesUntil: (to) => {
      const samples: Sample[] = [];
      while (next < to) {
        samples.push(sample(next));
        next = following(next, samplingMs, options.coarse);
      }
      return samples;
    },
    suffer: (fault) => {
      faults.push(fault);
      for (const behaviour of thermal(fault, unit)) store.add(behaviour);
    },
  };
}

/** When it measures next; the last coarse step ends where the present begins. */
function following(at: UtcMs, sampling: DurationMs, coarse: LoggerOptions['coarse']): UtcMs {
  if (coarse === undefined || at >= coarse.until) return at + sampling;
  return Math.max(at + sampling, Math.min(at + coarse.every, coarse.until));
}

/** One logger for every device of a province. */
export function loggers(
  seed: string,
  description: Description,
  faults: readonly Fault[],
  startAt: UtcMs,
  coarse?: LoggerOptions['coarse'],
): Logger[] {
  return description.devices.map((device) => {
    const unit = description.units.find(({ id }) => id === device.unit);
    if (unit === undefined) throw new Error(`Device ${device.id} sits in unit ${device.unit}: no such unit`);
    return logger({ seed, unit, device, faults, startAt, ...(coarse === undefined ? {} : { coarse }) });
  });
}

function ordinary({ seed, unit }: LoggerOptions): Behaviour[] {
  const around = weather(climate(seed, unit.site));
  if (unit.kind === 'transport-box') return [around, icePacks];
  const doors = doorOpenings(seed, unit.id);
  return unit.kind === 'refrigerator' ? [around, doors, defrosts(seed, unit.id)] : [around, doors];
}

function thermal(fault: Fault, unit: UnitDescription): Behaviour[] {
  const change = (apply: Parameters<typeof during>[2]) => [during(fault.from, fault.to, apply)];
  switch (fault.kind) {
    case 'power-cut':
      if (fault.site !== unit.site || unit.kind === 'transport-box') return [];
      return change((now) => {
        now.mains = false;
      });
    case 'door-left-open':
      if (fault.unit !== unit.id) return [];
      return change((now) => {
        now.doorOpen = true;
        now.doorSeconds = fault.timeConstantSeconds;
      });
    case 'compressor-failure':
      if (fault.unit !== unit.id) return [];
      return change((now) => {
        now.compressorWorks = false;
      });
    case 'thermostat-too-cold':
      if (fault.unit !== unit.id) return [];
      return change((now) => {
        now.thermostatShift = -fault.byCelsius;
      });
    case 'ice-packs-spent':
      if (fault.unit !== unit.id) return [];
      return change((now) => {
        now.icePacksUsed = null;
      });
    default:
      return [];
  }
}

function isMine(fault: Fault, device: DeviceDescription): boolean {
  return 'device' in fault && fault.device === device.id;
}

function probe(celsius: number, draw: Random): number {
  const noise = Math.max(-NOISE_CELSIUS_MAX, Math.min(NOISE_CELSIUS_MAX, draw.normal(NOISE_CELSIUS)));
  return Math.round((celsius + noise) * 10) / 10;
}

function reading(mine: readonly Fault[], measured: number, before: number | null): number | null {
  let shows: number | null = measured;
  for (const fault of mine) {
    if (fault.kind !== 'sensor-fault') continue;
    if (fault.shows === '-127') shows = -127;
    else shows = fault.shows === 'stuck' ? (before ?? measured) : null;
  }
  return shows;
}

function deviceTime(mine: readonly Fault[], trueAt: UtcMs): UtcMs {
  let at = trueAt;
  for (const fault of mine) {
    if (fault.kind !== 'clock-off') continue;
    if (fault.clock === '1970') at = trueAt - fault.from;
    else if (fault.clock === '2099') at = CLOCK_2099 + trueAt - fault.from;
    else at = trueAt + fault.clock.offsetMs;
  }
  return at;
}
