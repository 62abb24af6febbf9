/**
 * Rows of the boundary tables: minutes and °C as a person writes them. Each row is judged by the batch function and by the
 * incremental engine in several orders of arrival, one reading at a time, and all must say the same.
 */
import { expect } from 'vitest';
import { ThermalEngine } from '../../src/thermal/engine.ts';
import { judgeParcel } from '../../src/thermal/judge.ts';
import { orderedSet } from '../../src/thermal/standing.ts';
import type {
  Evidence,
  Excursion,
  Reading,
  Rule,
  RuleVersion,
  Stay,
  UnitHistory,
} from '../../src/thermal/types.ts';

export const MINUTE = 60_000;

/** Minute and °C; `null` is a rejected fault reading. */
export type Point = readonly [minute: number, celsius: number | null];
/** A rule in minutes and °C. */
export type RuleRow = {
  above?: number;
  below?: number;
  inclusive?: boolean;
  allowed: number;
  cumulative?: boolean;
  id?: string;
};
export type EvidenceRow = {
  from: number;
  to: number;
  min: number;
  max: number;
  above?: [limit: number, minutes: number];
};
export type Case = {
  /** By probe; a probe's name is `unit/probe`, `u` where none is said. */
  readings: Record<string, readonly Point[]>;
  rules?: readonly RuleRow[];
  /** `[effective minute, rules]`, instead of `rules`. */
  versions?: readonly (readonly [number, readonly RuleRow[]])[];
  /** Minutes; default 15. */
  maxGap?: number;
  /** Minutes; default without end. */
  maxUnmonitored?: number;
  /** The probe's minutes in its unit: `[from, to]`, default always. */
  placed?: Record<string, readonly (readonly [number, number | null])[]>;
  /** `[unit, from, to]`, default unit `u` from 0. */
  stays?: readonly (readonly [string, number, number | null])[];
  evidence?: readonly EvidenceRow[];
  end?: number;
  asOf: number;
};
/** What is expected: minutes and °C, only the fields that matter. */
export type Found = {
  rule?: string;
  version?: number;
  start?: number;
  breachedAt?: number;
  end?: number | null;
  peak?: number | null;
  beyond?: number;
  unknownInside?: number;
};

const ruleOf = (row: RuleRow): Rule => ({
  id: row.id ?? (row.above === undefined ? 'cold' : 'warm'),
  side: row.above === undefined ? 'below' : 'above',
  limit: Math.round((row.above ?? row.below ?? 0) * 1000),
  inclusive: row.inclusive ?? false,
  allowed: row.allowed * MINUTE,
  mode: row.cumulative === true ? 'cumulative' : 'continuous',
});
const milli = (celsius: number): number => Math.round(celsius * 1000);
const shown = (e: Excursion): Found => ({
  rule: e.rule,
  version: e.version,
  start: e.start / MINUTE,
  breachedAt: e.breachedAt / MINUTE,
  end: e.end === null ? null : e.end / MINUTE,
  peak: e.peak === null ? null : e.peak / 1000,
  beyond: e.beyond / MINUTE,
  unknownInside: e.unknownInside / MINUTE,
});

/** Judges the case every way there is and expects exactly these excursions, in order of their start. */
export function finds(row: Case, expected: readonly Found[]): void {
  const found = judged(row);
  expect(found).toMatchObject([...expected]);
}

export function judged(row: Case): Found[] {
  const maxUnmonitored = (row.maxUnmonitored ?? Number.POSITIVE_INFINITY) * MINUTE;
  const stays: Stay[] = (row.stays ?? [['u', 0, null] as const]).map(([unit, from, to]) => ({
    unit,
    from: from * MINUTE,
    to: to === null ? null : to * MINUTE,
  }));
  const versions: RuleVersion[] = (row.versions ?? [[0, row.rules ?? []] as const]).map(
    ([effective, rules], i) => ({
      version: i + 1,
      effective: effective * MINUTE,
      rules: rules.map(ruleOf),
      maxUnmonitored,
    }),
  );
  const evidence: Evidence[] = (row.evidence ?? []).map((e) => ({
    from: e.from * MINUTE,
    to: e.to * MINUTE,
    min: milli(e.min),
    max: milli(e.max),
    source: 'logger',
    beyond:
      e.above === undefined
        ? []
        : [{ side: 'above', limit: milli(e.above[0]), duration: e.above[1] * MINUTE }],
  }));
  const probes = Object.entries(row.readings).map(([name, points]) => ({
    probe: name,
    unit: name.includes('/') ? name.slice(0, name.indexOf('/')) : 'u',
    placements: (row.placed?.[name] ?? [[Number.NEGATIVE_INFINITY, null] as const]).map(([from, to]) => ({
      from: from * MINUTE,
      to: to === null ? null : to * MINUTE,
    })),
    readings: points.map(
      ([minute, celsius]): Reading => ({
        at: minute * MINUTE,
        milli: celsius === null ? null : milli(celsius),
      }),
    ),
  }));
  const maxGap = (row.maxGap ?? 15) * MINUTE;
  const names = new Set(['u', ...stays.map((s) => s.unit), ...probes.map((p) => p.unit)]);
  const units = new Map<string, UnitHistory>();
  for (const name of names)
    units.set(name, {
      maxGap,
      maxUnmonitored: Number.POSITIVE_INFINITY,
      probes: probes.filter((p) => p.unit === name),
      evidence: name === 'u' ? evidence : [],
    });
  const end = row.end === undefined ? null : row.end * MINUTE;
  const asOf = row.asOf * MINUTE;
  const batch = judgeParcel(stays, units, versions, end, asOf).excursions;

  const all = probes.flatMap((p) => p.readings.map((reading) => ({ unit: p.unit, probe: p.probe, reading })));
  const known = all.filter(({ reading }) => reading.at < asOf);
  for (const order of [known, known.toReversed(), shuffled(known), [...shuffled(known), ...known]]) {
    const stored = new Map<string, Reading[]>();
    const engine = new ThermalEngine((probe, from, to) =>
      (stored.get(probe) ?? []).filter((r) => r.at >= from && r.at < to),
    );
    for (const [name, unit] of units) {
      const placements = new Map(probes.filter((p) => p.unit === name).map((p) => [p.probe, p.placements]));
      engine.setUnit(name, { maxGap, maxUnmonitored: Number.POSITIVE_INFINITY, placements });
      engine.addEvidence(name, unit.evidence);
    }
    engine.setCourse('parcel', { stays, versions, end });
    let settled: Excursion[] = [];
    let live: readonly Excursion[] = [];
    const listen = () => {
      const e = engine.evaluate('parcel', asOf);
      settled = [...(e.rebuilt ? [] : settled), ...e.settled];
      live = e.live;
    };
    for (const { unit, probe, reading } of order) {
      stored.set(probe, orderedSet([...(stored.get(probe) ?? []), reading]));
      engine.insert(unit, probe, [reading]);
      listen();
    }
    listen();
    expect(new Set([...settled, ...live].map((e) => JSON.stringify(e)))).toEqual(
      new Set(batch.map((e) => JSON.stringify(e))),
    );
  }
  return batch.map(shown);
}

/** The same disorder every time: a step through the list that meets each place once. */
function shuffled<T>(list: readonly T[]): T[] {
  const step = [7, 5, 3, 2, 1].find((n) => list.length % n !== 0) ?? 1;
  return list.map((_, i) => list[(i * step + 1) % list.length] as T);
}
