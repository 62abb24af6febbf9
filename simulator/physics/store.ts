/**
 * The temperature of one cold store over time: first-order heat flow (walls, door), a two-point thermostat, and
 * the behaviours it is given. Steps lie on a fixed grid, so that the curve does not depend on who asks when.
 */
import type { UnitKind } from '../../src/fleet/types.ts';
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import type { Random } from '../random.ts';
import { type Behaviour, type Conditions, DOOR_SECONDS } from './behaviours.ts';

/** `onCelsius`/`offCelsius`: thermostat; `wallHours`: warming time constant; `coolPerHour`: the compressor alone. */
type Build = { onCelsius: number; offCelsius: number; wallHours: number; coolPerHour: number };

/** Chosen so that a fridge runs 12 minutes in every half hour and takes about an hour without mains to 8 °C. */
const BUILDS: Record<UnitKind, Build> = {
  refrigerator: { onCelsius: 5.2, offCelsius: 3.6, wallHours: 6, coolPerHour: 13 },
  'cold-room': { onCelsius: 5.0, offCelsius: 3.8, wallHours: 12, coolPerHour: 9 },
  freezer: { onCelsius: -18.5, offCelsius: -21.5, wallHours: 8, coolPerHour: 15 },
  'ultra-freezer': { onCelsius: -72, offCelsius: -76, wallHours: 12, coolPerHour: 20 },
  'transport-box': { onCelsius: 2.8, offCelsius: 2.8, wallHours: 6, coolPerHour: 0 },
};

/** What the heater of a defrost adds. */
const DEFROST_PER_HOUR = 4;
/** A packed box follows its ice packs: 2.8 °C fresh, 2.5 degrees more after a day, 40 minutes behind. */
const PACK_RISE = 2.5;
const PACK_HOURS = 2 / 3;

export type StoreState = { readonly celsius: number; readonly doorOpen: boolean; readonly mains: boolean };

export type ColdStore = {
  /** The state at `at`, which must not lie before the last instant asked for. */
  readonly stateAt: (at: UtcMs) => StoreState;
  /** From now on this too; it wins over what was there. */
  readonly add: (behaviour: Behaviour) => void;
};

export function coldStore(options: {
  kind: UnitKind;
  startAt: UtcMs;
  stepMs: DurationMs;
  behaviours: readonly Behaviour[];
  draw: Random;
}): ColdStore {
  const build = individual(BUILDS[options.kind], options.draw);
  const behaviours = [...options.behaviours];
  const box = options.kind === 'transport-box';
  let at = options.startAt;
  let celsius = options.draw.between(build.offCelsius, build.onCelsius);
  let running = options.draw.chance(0.4);
  let now = conditions(at, behaviours);

  const step = () => {
    const hours = options.stepMs / 3_600_000;
    let perHour = (now.ambientCelsius - celsius) / build.wallHours;
    if (box && now.icePacksUsed !== null) {
      perHour = (build.onCelsius + PACK_RISE * now.icePacksUsed - celsius) / PACK_HOURS;
    }
    // Exact over the step: a wide open door may be quicker than the step is long.
    const share = 1 - Math.exp((-hours * 3600) / now.doorSeconds);
    if (now.doorOpen) perHour += ((now.ambientCelsius - celsius) * share) / hours;
    if (!box && now.mains) {
      running = thermostat(running, celsius - now.thermostatShift, build);
      if (now.defrosting) perHour += DEFROST_PER_HOUR;
      else if (running && now.compressorWorks) perHour -= build.coolPerHour;
    }
    celsius += perHour * hours;
    at += options.stepMs;
    now = conditions(at, behaviours);
  };
  return {
    stateAt: (wanted) => {
      while (at + options.stepMs <= wanted) step();
      return { celsius, doorOpen: now.doorOpen, mains: now.mains };
    },
    add: (behaviour) => {
      behaviours.push(behaviour);
    },
  };
}

function thermostat(running: boolean, felt: number, build: Build): boolean {
  if (felt > build.onCelsius) return true;
  if (felt < build.offCelsius) return false;
  return running;
}

/** No two fridges are alike: the thermostat a little off, the seal a little worse. */
function individual(build: Build, draw: Random): Build {
  const shift = draw.between(-0.25, 0.25);
  return {
    ...build,
    onCelsius: build.onCelsius + shift,
    offCelsius: build.offCelsius + shift,
    wallHours: build.wallHours * draw.between(0.9, 1.2),
  };
}

function conditions(at: UtcMs, behaviours: readonly Behaviour[]): Conditions {
  const now: Conditions = {
    ambientCelsius: 27,
    mains: true,
    compressorWorks: true,
    defrosting: false,
    doorOpen: false,
    doorSeconds: DOOR_SECONDS,
    thermostatShift: 0,
    icePacksUsed: null,
  };
  for (const behaviour of behaviours) behaviour(at, now);
  return now;
}
