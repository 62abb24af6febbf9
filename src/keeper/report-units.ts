/** How does every unit stand for a report: in range, watched, past a limit, silent; and how long was it so in a month? */
import { siteOfUnit } from '../fleet/places.ts';
import type { UnitStanding } from '../reports/cold.ts';
import type { UnitAvailability } from '../reports/types.ts';
import { midpoints } from '../thermal/kinetic.ts';
import type { Rule, Stretch, UtcMs } from '../thermal/types.ts';
import { UNMONITORED } from '../thermal/types.ts';
import { unitSubject } from './judging.ts';
import type { UnitDocument } from './province.ts';
import { Fine } from './queries/fine.ts';
import { type InTurns, Pace } from './queries/turns.ts';
import type { View } from './queries/view.ts';
import type { UnitState } from './views.ts';

/** A report that is made so soon after its hour shows the units as their tiles show them. */
const SOON_MS = 60_000;
/** Read at a time, so that others have their turn in between. */
const AT_A_TIME = 3 * 86_400_000;

const OF_TILE: Record<UnitState, UnitStanding['state']> = {
  normal: 'in-range',
  late: 'in-range',
  returned: 'in-range',
  watching: 'watching',
  excursion: 'breached',
  acknowledged: 'breached',
  silent: 'silent',
  'no-data': 'silent',
  retired: 'silent',
};

/** Just before `until`; units in use. */
export async function* unitsStanding(view: View, until: UtcMs): InTurns<UnitStanding[]> {
  const { province, tiles } = view;
  const pace = new Pace();
  const found: UnitStanding[] = [];
  for (const unit of [...province.units.values()]) {
    yield* pace.rest();
    if ((unit.retiredAt !== null && unit.retiredAt < until) || unit.placements.every((p) => p.since >= until))
      continue;
    const site = siteOfUnit(unit, until - 1);
    const lastAt = lastBefore(view, unit.id, until);
    if (view.now - until > SOON_MS) {
      const state = yield* stateAt(view, unit, until);
      found.push({ unit: unit.id, site, state, lastAt });
    } else found.push({ unit: unit.id, site, state: OF_TILE[tiles.show(unit, view.now).state], lastAt });
  }
  return found;
}

function lastBefore({ judging }: View, unit: string, until: UtcMs): UtcMs | null {
  const times = judging.engine.probes(unit).map(({ at }) => at);
  const last = Math.max(Number.NEGATIVE_INFINITY, ...times.filter((at) => at < until));
  return Number.isFinite(last) ? last : null;
}

/** From what was measured, for an instant that is gone by. */
async function* stateAt(view: View, unit: UnitDocument, until: UtcMs): InTurns<UnitStanding['state']> {
  const fine = new Fine(view);
  yield* fine.read(unit.id, until - 1, until);
  const [stood] = midpoints(fine.of(unit.id)?.probes ?? [], until - 1, until);
  if (stood === undefined) return 'silent';
  const broken = view.province
    .excursionsOf(unitSubject(unit.id))
    .some(
      (one) =>
        one.present && one.rule !== UNMONITORED && one.breachedAt < until && (one.end ?? until) >= until,
    );
  if (broken) return 'breached';
  return isBeyond(rulesAt(unit, until - 1), stood) ? 'watching' : 'in-range';
}

/** Of each unit that has a place of its own. Watched from its first reading on; time in which nothing stood is unknown. */
export async function* availability(view: View, since: UtcMs, until: UtcMs): InTurns<UnitAvailability[]> {
  const { province, store } = view;
  const pace = new Pace();
  const found: UnitAvailability[] = [];
  for (const unit of [...province.units.values()]) {
    yield* pace.rest();
    const end = Math.min(until, unit.retiredAt ?? until);
    const begin = Math.max(since, await firstAt(view, store, unit.id));
    if (begin >= end) continue;
    let [known, inRange] = [0, 0];
    for (let from = begin; from < end; from += AT_A_TIME) {
      const to = Math.min(end, from + AT_A_TIME);
      const fine = new Fine(view);
      yield* fine.read(unit.id, from, to);
      for (const stood of midpoints(fine.of(unit.id)?.probes ?? [], from, to)) {
        known += stood.to - stood.from;
        if (!isBeyond(rulesAt(unit, stood.from), stood)) inRange += stood.to - stood.from;
      }
      yield* pace.rest();
    }
    const excursions = province
      .excursionsOf(unitSubject(unit.id))
      .filter((one) => one.present && one.discoveredAt >= since && one.discoveredAt < until);
    found.push({
      unit: unit.id,
      site: siteOfUnit(unit, end - 1),
      watchedSeconds: seconds(end - begin),
      inRangeSeconds: seconds(inRange),
      unknownSeconds: seconds(end - begin - known),
      excursions: excursions.length,
    });
  }
  return found;
}

const seconds = (ms: number): number => Math.round(ms / 1000);

/** When anything was measured in the unit for the first time; infinity: never. */
async function firstAt({ judging, history }: View, store: View['store'], unit: string): Promise<UtcMs> {
  let first = Number.POSITIVE_INFINITY;
  for (const { probe, placements } of judging.engine.placements(unit)) {
    const log = history.find(probe);
    const from = placements[0]?.from;
    if (log === undefined || from === undefined) continue;
    const packed = from > log.tail.packedTo ? null : await store.nextChunkAt(log.number, from);
    const oldest = packed ?? history.kept(log, from, Number.POSITIVE_INFINITY)[0]?.at;
    if (oldest !== undefined) first = Math.min(first, Math.max(oldest, from));
  }
  return first;
}

const rulesAt = ({ versions, rules }: UnitDocument, at: UtcMs): readonly Rule[] =>
  (versions.findLast(({ effective }) => effective <= at) ?? versions[0])?.rules ?? rules;

function isBeyond(rules: readonly Rule[], { low, high }: Stretch): boolean {
  return rules.some(({ side, limit, inclusive }) => {
    if (side === 'above') return high > limit || (inclusive && high === limit);
    return low < limit || (inclusive && low === limit);
  });
}
