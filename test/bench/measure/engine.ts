/** The thermal engine alone: three days of many fridges arrive in shuffled pieces, and every piece is judged at once. */
import { Tail } from '../../../src/telemetry/tail.ts';
import { ThermalEngine } from '../../../src/thermal/engine.ts';
import type { Reading, Rule, RuleVersion } from '../../../src/thermal/types.ts';
import { spread } from '../histogram.ts';
import type { Report } from '../report.ts';

const UNITS = 40;
const DAYS = 3;
const EVERY_MS = 60_000;
const READINGS = (DAYS * 86_400_000) / EVERY_MS;
const BATCH = 500;
const FLOOR = 150_000;
const BEGIN = Date.UTC(2026, 10, 20);
const rule = (id: string, side: Rule['side'], limit: number, allowed: number, mode: Rule['mode']): Rule => ({
  id,
  side,
  limit,
  inclusive: side === 'below',
  allowed,
  mode,
});
const VERSIONS: readonly RuleVersion[] = [
  {
    version: 1,
    effective: Number.MIN_SAFE_INTEGER,
    maxUnmonitored: 4 * 3_600_000,
    rules: [
      rule('nong-8', 'above', 8000, 3_600_000, 'cumulative'),
      rule('nong-10', 'above', 10_000, 600_000, 'continuous'),
      rule('nong-25', 'above', 25_000, 0, 'continuous'),
      rule('lanh-2', 'below', 1999, 7_200_000, 'continuous'),
      rule('dong-bang', 'below', -500, 3_600_000, 'continuous'),
    ],
  },
];

export function engineAlone(name: string, rounds: number): Report {
  const rates: number[] = [];
  let excursions = 0;
  for (let round = 0; round < rounds; round++) {
    const result = once(round + 1);
    rates.push(result.perSecond);
    excursions = result.excursions;
    process.stderr.write(`  ${name} ${Math.round(result.perSecond)}/s\n`);
  }
  const rate = spread(rates);
  const k = (n: number) => `${Math.round(n / 1000)} thousand`;
  return {
    name,
    asked: `≥ ${FLOOR / 1000} thousand readings/s`,
    met: rate.median >= FLOOR,
    lines: [
      `**${k(rate.median)}** [${k(rate.low)}–${k(rate.high)}] readings/s, ${rounds} rounds: ${UNITS} units × ${DAYS} days, shuffled, in batches of ${BATCH}, 5 rules on unit and parcel, ${excursions} excursions at the end`,
    ],
    data: { rate },
  };
}

function once(seed: number): { perSecond: number; excursions: number } {
  const draw = random(seed);
  const tails = new Map<string, Tail>();
  const engine = new ThermalEngine((probe, from, to) => tails.get(probe)?.between(from, to) ?? []);
  const batches: { unit: string; readings: Reading[] }[] = [];
  for (let u = 0; u < UNITS; u++) {
    const unit = `tu-${u}`;
    const probe = `${unit}/1`;
    tails.set(probe, new Tail());
    const placements = new Map([[probe, [{ from: BEGIN, to: null }]]]);
    engine.setUnit(unit, { maxGap: 900_000, maxUnmonitored: 4 * 3_600_000, placements });
    const stays = [{ unit, from: BEGIN, to: null }];
    engine.setCourse(`unit:${unit}`, { stays, versions: VERSIONS, end: null }, unit);
    engine.setCourse(`parcel:${u}`, { stays, versions: VERSIONS, end: null });
    const readings = shuffled(history(draw), draw);
    for (let i = 0; i < readings.length; i += BATCH)
      batches.push({ unit, readings: readings.slice(i, i + BATCH) });
  }
  let excursions = 0;
  const asOf = BEGIN + DAYS * 86_400_000;
  const began = performance.now();
  for (const { unit, readings } of shuffled(batches, draw)) {
    const probe = `${unit}/1`;
    const tail = tails.get(probe);
    for (const r of readings) tail?.add({ ...r, receivedAt: asOf, extras: null });
    engine.insert(unit, probe, readings);
    engine.evaluate(`unit:${unit}`, asOf);
    engine.evaluate(`parcel:${unit.slice(3)}`, asOf);
  }
  const seconds = (performance.now() - began) / 1000;
  for (let u = 0; u < UNITS; u++) excursions += engine.evaluate(`parcel:${u}`, asOf).live.length;
  return { perSecond: (UNITS * READINGS) / seconds, excursions };
}

/** A fridge: a compressor's saw between 3 and 6 °C, now and then a door, once in a while a failure of some hours. */
function history(draw: () => number): Reading[] {
  const failsAt = Math.floor(draw() * READINGS);
  return Array.from({ length: READINGS }, (_, i) => {
    const saw = 3000 + (i % 30) * 100;
    const failed = i >= failsAt && i < failsAt + 180 ? 6000 : 0;
    const door = draw() < 0.01 ? 4000 : 0;
    return { at: BEGIN + i * EVERY_MS, milli: Math.round(saw + failed + door + draw() * 200) };
  });
}

function shuffled<T>(list: readonly T[], draw: () => number): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** mulberry32: the same seed gives the same history. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
