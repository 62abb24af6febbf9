/**
 * What can happen to a cold store, one small object per capability. Each looks at the instant and changes the
 * conditions of that moment; they are asked in order, so that the newest wins.
 */
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import { random } from '../random.ts';
import type { Climate } from './climate.ts';

/** What the cold store is exposed to at one moment. */
export type Conditions = {
  ambientCelsius: number;
  mains: boolean;
  compressorWorks: boolean;
  defrosting: boolean;
  doorOpen: boolean;
  /** How quickly an open door brings the probe to room temperature. */
  doorSeconds: number;
  /** Added to both points of the thermostat. */
  thermostatShift: number;
  /** Transport boxes: how far the ice packs are used up, 0 fresh to 1 a day old; `null` when nothing is left. */
  icePacksUsed: number | null;
};

export type Behaviour = (at: UtcMs, now: Conditions) => void;

/** A probe on the middle shelf feels an open door with this time constant: 45 s of it cost 0.7 °C. */
export const DOOR_SECONDS = 1500;

export const weather =
  (climate: Climate): Behaviour =>
  (at, now) => {
    now.ambientCelsius = climate(at);
  };

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000;
const MINUTE_MS = 60_000;

/** Opened eight times or so in working hours, 15 to 45 seconds each, never twice within twenty minutes. */
export function doorOpenings(seed: string, unit: string): Behaviour {
  let day = Number.NaN;
  let openings: { from: UtcMs; to: UtcMs }[] = [];
  return (at, now) => {
    const today = Math.floor((at + ZONE_MS) / DAY_MS);
    if (today !== day) {
      day = today;
      const draw = random(seed, `doors/${unit}/${day}`);
      openings = [];
      let from = day * DAY_MS - ZONE_MS + 7 * 60 * MINUTE_MS;
      for (let count = 0; count < 8; count++) {
        from += draw.between(20, 110) * MINUTE_MS;
        openings.push({ from, to: from + draw.between(15_000, 45_000) });
      }
    }
    if (openings.some(({ from, to }) => at >= from && at < to)) now.doorOpen = true;
  };
}

/** Ten minutes of the heater every eight hours, at a time of its own in each fridge. */
export function defrosts(seed: string, unit: string): Behaviour {
  const every: DurationMs = 8 * 60 * MINUTE_MS;
  const phase = random(seed, `defrost/${unit}`).whole(0, every - 1);
  return (at, now) => {
    if ((at + phase) % every < 10 * MINUTE_MS) now.defrosting = true;
  };
}

/** The packs of a box are changed every morning at six. */
export const icePacks: Behaviour = (at, now) => {
  now.icePacksUsed = ((at + ZONE_MS - 6 * 60 * MINUTE_MS) % DAY_MS) / DAY_MS;
};

/** Anything that is so from one instant to another: the form of every thermal fault. */
export const during =
  (from: UtcMs, to: UtcMs, change: (now: Conditions) => void): Behaviour =>
  (at, now) => {
    if (at >= from && at < to) change(now);
  };
