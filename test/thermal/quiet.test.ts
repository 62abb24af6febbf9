import { expect, it } from 'vitest';
import { ThermalEngine } from '../../src/thermal/engine.ts';
import type { Reading } from '../../src/thermal/types.ts';

const MINUTE = 60_000;
const rule = {
  id: 'heat',
  side: 'above',
  limit: 8000,
  inclusive: false,
  allowed: 60 * MINUTE,
  mode: 'cumulative',
} as const;

it('a fridge far inside its limits asks for no judgement, also when it was judged before its first reading', () => {
  const stored: Reading[] = [];
  const engine = new ThermalEngine((_probe, from, to) => stored.filter((r) => r.at >= from && r.at < to));
  const placements = new Map([['do-1/1', [{ from: 0, to: null }]]]);
  engine.setUnit('tu-1', { maxGap: 15 * MINUTE, maxUnmonitored: 240 * MINUTE, placements });
  const versions = [{ version: 1, effective: 0, rules: [rule], maxUnmonitored: 240 * MINUTE }];
  const stays = [{ unit: 'tu-1', from: 0, to: null }];
  engine.setCourse('unit', { stays, versions, end: null }, 'tu-1');
  engine.setCourse('parcel', { stays, versions, end: null });
  for (const key of ['unit', 'parcel']) engine.evaluate(key, 1);

  const takeIn = (minute: number, milli: number): number => {
    const reading = { at: minute * MINUTE, milli };
    stored.push(reading);
    const since = engine.insert('tu-1', 'do-1/1', [reading]);
    if (since < Infinity) for (const key of ['unit', 'parcel']) engine.evaluate(key, reading.at + 1);
    return since;
  };
  expect(takeIn(1, 4000)).toBe(MINUTE);
  for (let minute = 2; minute < 20; minute++) expect(takeIn(minute, 3000 + 100 * minute)).toBe(Infinity);
  expect(takeIn(20, 8001)).toBe(20 * MINUTE);
});
