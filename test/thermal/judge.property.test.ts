import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThermalEngine } from '../../src/thermal/engine.ts';
import { judgeParcel, judgeUnit } from '../../src/thermal/judge.ts';
import { orderedSet } from '../../src/thermal/standing.ts';
import type { Excursion, Reading, UnitHistory } from '../../src/thermal/types.ts';
import { oracle } from './oracle.ts';
import { world } from './worlds.ts';

const RUNS = Number(process.env.GIULANH_PROPERTY_RUNS ?? 400);

describe('for any readings, stays, evidence, probes and rule versions', () => {
  it('the batch function says what a millisecond-by-millisecond reading of the specification says', () => {
    fc.assert(
      fc.property(world, ({ units, versions, stays, end, asOf }) => {
        expect(judgeParcel(stays, units, versions, end, asOf).excursions).toEqual(
          oracle(stays, units, versions, end, asOf),
        );
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('the incremental engine agrees with the batch function whatever the order, batches and repetitions', () => {
    const arrival = world.chain((w) => {
      const all = [...w.units].flatMap(([unit, u]) =>
        u.probes.flatMap((p) =>
          p.readings.map((reading) => ({ unit, probe: `${unit}/${p.probe}`, reading })),
        ),
      );
      return fc.record({
        w: fc.constant(w),
        events: fc.shuffledSubarray([...all, ...all], {
          minLength: 2 * all.length,
          maxLength: 2 * all.length,
        }),
        batch: fc.integer({ min: 1, max: 9 }),
        lateCourse: fc.boolean(),
        lateEvidence: fc.boolean(),
        mostStretches: fc.constantFrom(0, 1, 3, 1000),
        nearlyTidy: fc.boolean(),
      });
    });
    fc.assert(
      fc.property(
        arrival,
        ({ w, events: anyOrder, batch, lateCourse, lateEvidence, mostStretches, nearlyTidy }) => {
          const events = nearlyTidy
            ? anyOrder.toSorted((a, b) => Math.floor(a.reading.at / 4) - Math.floor(b.reading.at / 4))
            : anyOrder;
          const stored = new Map<string, Reading[]>();
          // As in the service, where most readings lie packed on disk: what was not asked for is not at hand.
          const atHand = new Map<string, number>();
          const engine = new ThermalEngine((probe, from, to) => {
            const asked = (stored.get(probe) ?? []).filter((r) => r.at >= from && r.at < to);
            if (asked.some((r) => r.at < (atHand.get(probe) ?? Infinity)))
              throw new Error(`${probe} was read from ${from}, nobody had asked for it`);
            return asked;
          }, mostStretches);
          const fetchAll = (units: Iterable<string>) => {
            for (const id of units)
              for (const p of w.units.get(id)?.probes ?? []) atHand.set(`${id}/${p.probe}`, -Infinity);
          };
          for (const [id, u] of w.units) {
            const placements = new Map(u.probes.map((p) => [`${id}/${p.probe}`, p.placements]));
            const terms = { maxGap: u.maxGap, maxUnmonitored: u.maxUnmonitored, placements };
            engine.setUnit(id, { ...terms, ...(!lateEvidence && { doubts: u.doubts ?? [] }) });
            if (!lateEvidence) engine.addEvidence(id, u.evidence);
          }
          const course = { stays: w.stays, versions: w.versions, end: w.end };
          const own = { stays: [{ unit: 'a', from: -Infinity, to: null }], versions: w.versions, end: null };
          if (!lateCourse) engine.setCourse('parcel', course);
          engine.setCourse('unit', own, 'a');
          const said = new Map<string, Excursion[]>([
            ['parcel', []],
            ['unit', []],
          ]);
          const listen = (key: string, asOf: number): Excursion[] => {
            const e = engine.evaluate(key, asOf);
            const settled = e.rebuilt ? [] : (said.get(key) ?? []);
            said.set(key, [...settled, ...e.settled]);
            return inOrder([...(said.get(key) ?? []), ...e.live]);
          };
          const arrived = new Map<string, Reading[]>();
          for (let i = 0; i < events.length; i += batch) {
            const byProbe = new Map<string, { unit: string; readings: Reading[] }>();
            for (const { unit, probe, reading } of events.slice(i, i + batch)) {
              stored.set(probe, orderedSet([...(stored.get(probe) ?? []), reading]));
              arrived.set(probe, stored.get(probe) ?? []);
              const entry = byProbe.get(probe) ?? { unit, readings: [] };
              entry.readings.push(reading);
              byProbe.set(probe, entry);
            }
            for (const [probe, { unit, readings }] of byProbe) {
              const first = Math.min(...readings.map((r) => r.at));
              const ordered = orderedSet(readings);
              atHand.set(
                probe,
                Math.min(atHand.get(probe) ?? Infinity, engine.wantsFor(unit, probe, ordered)),
              );
              fetchAll(engine.wantsSince(unit, engine.changesFrom(unit, probe, first)));
              engine.insert(unit, probe, ordered);
            }
            const asOf = 1 + Math.max(-1, ...[...arrived.values()].flatMap((r) => r.map((x) => x.at)));
            const soFar = onlyArrived(w.units, arrived, lateEvidence);
            if (!lateCourse && asOf > (w.stays[0]?.from ?? 0))
              expect(listen('parcel', asOf)).toEqual(
                judgeParcel(w.stays, soFar, w.versions, w.end, asOf).excursions,
              );
            const unitA = soFar.get('a') as UnitHistory;
            expect(listen('unit', asOf)).toEqual(judgeUnit(unitA, w.versions, null, asOf).excursions);
            atHand.clear();
          }
          if (lateEvidence)
            for (const [id, u] of w.units) {
              for (const e of u.evidence) fetchAll(engine.wantsSince(id, e.from));
              engine.addEvidence(id, u.evidence);
              for (const d of (u.doubts ?? []).toReversed()) {
                fetchAll(engine.wantsSince(id, d.from));
                engine.addDoubts(id, [d]);
              }
            }
          if (lateCourse) {
            for (const want of engine.wants(course))
              for (const p of w.units.get(want.unit)?.probes ?? [])
                atHand.set(`${want.unit}/${p.probe}`, want.from);
            engine.setCourse('parcel', course);
          }
          const asOf = Math.max(w.asOf, 61);
          expect(listen('parcel', asOf)).toEqual(
            judgeParcel(w.stays, w.units, w.versions, w.end, asOf).excursions,
          );
          const unitA = w.units.get('a') as UnitHistory;
          expect(listen('unit', asOf)).toEqual(judgeUnit(unitA, w.versions, null, asOf).excursions);
        },
      ),
      { numRuns: RUNS },
    );
  }, 120_000);
});

const inOrder = (list: Excursion[]): Excursion[] =>
  list.sort(
    (a, b) => a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.version - b.version),
  );

function onlyArrived(
  units: ReadonlyMap<string, UnitHistory>,
  arrived: ReadonlyMap<string, Reading[]>,
  noEvidence: boolean,
) {
  return new Map(
    [...units].map(([id, u]) => [
      id,
      {
        ...u,
        probes: u.probes.map((p) => ({ ...p, readings: arrived.get(`${id}/${p.probe}`) ?? [] })),
        evidence: noEvidence ? [] : u.evidence,
        doubts: noEvidence ? [] : (u.doubts ?? []),
      },
    ]),
  );
}
