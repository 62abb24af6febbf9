/** What the logger of one refrigerator shows, reading by reading: a compressor, doors, a power cut now and then. Seeded. */
import type { MilliCelsius } from '../../../src/thermal/types.ts';

const DAY_SECONDS = 86_400;
/** A door that stands open long enough to pass 8 °C for a reading or two: once in so many days. */
const DOOR_DAYS = 2;
/** Hours without power, in which it warms far beyond 8 °C: once in so many days. */
const CUT_DAYS = 150;
const RESOLUTION: MilliCelsius = 100;

/** Numbers in [0, 1) that a seed gives (mulberry32). */
export function seeded(seed: number): () => number {
  let state = (seed + 0x6d2b_79f5) | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Each call is the next reading, `stepSeconds` after the one before. */
export function refrigerator(seed: number, stepSeconds: number): () => MilliCelsius {
  const random = seeded(seed);
  const usual = 3_600 + 1_800 * random();
  const doorChance = stepSeconds / (DOOR_DAYS * DAY_SECONDS);
  const cutChance = stepSeconds / (CUT_DAYS * DAY_SECONDS);
  const warming = (1_600 * stepSeconds) / 3_600;
  const closing = 0.5 ** (stepSeconds / 600);
  let drift = 0;
  let door = 0;
  let excess = 0;
  let cutSteps = 0;
  return () => {
    const dice = random();
    drift = 0.9 * drift + 120 * (random() - 0.5);
    if (dice < cutChance) cutSteps = Math.ceil(((2 + 6 * random()) * 3_600) / stepSeconds);
    else if (dice < cutChance + doorChance) door = 3_000 + 3_000 * random();
    if (cutSteps > 0) {
      cutSteps--;
      excess += warming;
    } else if (excess > 0) excess = Math.max(0, excess - 3 * warming);
    const milli = usual + drift + door + excess;
    door = door < RESOLUTION ? 0 : door * closing;
    return Math.round(milli / RESOLUTION) * RESOLUTION;
  };
}
