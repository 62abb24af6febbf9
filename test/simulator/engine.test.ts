import { expect, test } from 'vitest';
import type { Description, RuleDescription } from '../../simulator/description.ts';
import { planFaults } from '../../simulator/faults.ts';
import { loggers } from '../../simulator/logger.ts';
import type { TrueReading } from '../../simulator/pieces.ts';
import { province } from '../../simulator/province.ts';
import { type TrueExcursion, truth } from '../../simulator/truth.ts';
import { judgeParcel, judgeUnit } from '../../src/thermal/judge.ts';
import type { Excursion, RuleVersion, UnitHistory } from '../../src/thermal/types.ts';

const startAt = Date.UTC(2026, 10, 19);
const to = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;

test.each(['field', 'strict'] as const)(
  'engine and truth find the same in a province of %s rules with every fault',
  (policy) => {
    let found = 0;
    for (const seed of ['mua', 'nang', 'gio']) {
      const description = province({ seed, size: 'demo', startAt, policy, sampling: 'field' });
      const faults = planFaults({ seed, description, from: startAt, to, each: 2 });
      const readings = new Map<string, TrueReading[]>();
      for (const each of loggers(seed, description, faults, startAt)) {
        const rows = each.samplesUntil(to).map(({ at, celsius }) => ({ at, celsius, arrivedAt: to }));
        readings.set(each.device.id, rows);
      }
      const wanted = truth({ description, readings, asOf: to });
      expect(byEngine(description, readings)).toEqual(wanted.map(plain).sort());
      found += wanted.length;
    }
    expect(found).toBeGreaterThan(20);
  },
);

function byEngine(description: Description, readings: ReadonlyMap<string, TrueReading[]>): string[] {
  const units = new Map(description.units.map((unit) => [unit.id, history(description, readings, unit.id)]));
  const lines: string[] = [];
  for (const { id, rules } of description.units) {
    const unit = units.get(id);
    if (unit === undefined) continue;
    const { excursions } = judgeUnit(unit, [version(rules, 4 * HOUR)], null, to);
    for (const each of excursions)
      lines.push(plain({ ...inTruthsWords(each), subject: { kind: 'unit', id } }));
  }
  for (const { id, gtin, unit, since } of description.parcels) {
    const product = description.products.find((each) => each.gtin === gtin);
    const stays = [{ unit, from: Date.parse(since), to: null }];
    const rules = version(product?.rules ?? [], (product?.maxUnmonitoredSeconds ?? 0) * 1000);
    for (const each of judgeParcel(stays, units, [rules], null, to).excursions) {
      lines.push(plain({ ...inTruthsWords(each), subject: { kind: 'parcel', id } }));
    }
  }
  return lines.sort();
}

/** What the service's door lets in: not before the placement, not from the future, faults as `null`. */
function history(
  description: Description,
  readings: ReadonlyMap<string, TrueReading[]>,
  id: string,
): UnitHistory {
  const unit = description.units.find((each) => each.id === id);
  const devices = description.devices.filter((each) => each.unit === id);
  return {
    maxGap: (unit?.maxGapSeconds ?? 0) * 1000,
    maxUnmonitored: unit?.kind === 'transport-box' ? HOUR : 4 * HOUR,
    evidence: [],
    probes: devices.map((device) => ({
      probe: device.id,
      placements: [{ from: startAt, to: null }],
      readings: (readings.get(device.id) ?? [])
        .filter(({ at }) => at >= startAt && at <= to)
        .map(({ at, celsius }) => ({
          at,
          milli: celsius === null || celsius < -120 ? null : Math.round(celsius * 1000),
        })),
    })),
  };
}

function version(rules: readonly RuleDescription[], maxUnmonitored: number): RuleVersion {
  return {
    version: 1,
    effective: 0,
    maxUnmonitored,
    rules: rules.map(({ limitCelsius, allowedSeconds, ...rule }) => ({
      ...rule,
      limit: Math.round(limitCelsius * 1000),
      allowed: allowedSeconds * 1000,
    })),
  };
}

function inTruthsWords(excursion: Excursion): Omit<TrueExcursion, 'subject'> {
  const { rule, start, breachedAt, end, peak, beyond, unknownInside } = excursion;
  return { rule, start, breachedAt, end, peakMilli: peak, beyondMs: beyond, unknownInsideMs: unknownInside };
}

function plain(excursion: TrueExcursion): string {
  const { subject, rule, start, breachedAt, end, peakMilli, beyondMs, unknownInsideMs } = excursion;
  return [subject.kind, subject.id, rule, start, breachedAt, end, peakMilli, beyondMs, unknownInsideMs].join(
    ' ',
  );
}
