/** Questions about units and what was measured in them. */
import { placementsOf, siteOfUnit } from '../../fleet/places.ts';
import { growingPieces, placeOf, stepOf } from '../../influx/history.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { buckets, type Point, readingsPage } from '../charts.ts';
import { horizonOf, isOfNoConcern } from '../horizon.ts';
import { limitOf, paged } from '../pages.ts';
import * as show from '../show.ts';
import type { Paged, ReadingView, UnitDetail } from '../views.ts';
import { missing, type Of, outOfPlace, sees, type View } from './view.ts';

export function units(view: View, query: Of<'units'>) {
  const units = [...view.province.units.values()].filter((u) => {
    const site = siteOfUnit(u, view.now);
    return (query.site === undefined || site === query.site) && sees(view, site);
  });
  return paged(
    units,
    (u) => u.id,
    (u) => view.tiles.show(u, view.now),
    query,
  );
}

export function unit(view: View, id: string): Decision<UnitDetail> {
  const unit = view.province.units.get(id);
  if (unit === undefined) return missing('UNIT', id);
  const place = outOfPlace(view, 'unit', siteOfUnit(unit, view.now));
  if (place !== null) return place;
  const parcels = [...(view.province.parcelsIn.get(id) ?? [])].flatMap(
    (p) => view.province.parcels.get(p) ?? [],
  );
  return accept({
    ...view.tiles.show(unit, view.now),
    rules: unit.rules.map(show.showRule),
    maxUnmonitoredSeconds: unit.maxUnmonitored / 1000,
    contents: parcels.map((p) => show.showParcel(view.province, p, view.now)),
  });
}

/** A page, or all buckets; and the unit's horizon, on a whole step, by which the edge knows what the copy is asked for. */
export async function readings(view: View, query: Of<'readings'>): Promise<Decision<unknown>> {
  const unit = view.province.units.get(query.unit);
  if (unit === undefined) return missing('UNIT', query.unit);
  const place = outOfPlace(view, 'readings', siteOfUnit(unit, view.now));
  if (place !== null) return place;
  const { from, to, every } = query;
  if (to < from)
    return refuse('RANGE_INVALID', `Cannot read from ${from} to ${to}: it ends before it begins`);
  const { parcels, visitors } = view.province;
  const horizon = horizonOf(
    unit.id,
    visitors.of(unit.id).flatMap((id) => {
      const life = parcels.lifeOf(id);
      return life !== undefined && isOfNoConcern(life, view.now) ? [] : (parcels.get(id) ?? []);
    }),
    view.now,
  );
  if (every === undefined || query.clock !== undefined)
    return accept({ ...(await pageOfReadings(view, query)), horizon: show.iso(horizon) });
  const points = await pointsOf(view, unit.id, from, to);
  return accept({
    items: buckets(points, every),
    next: null,
    horizon: show.iso(stepOf(horizon, every * 1000)),
  });
}

/** Fetches no more than the page needs: a long range is read in pieces until it is full. */
async function pageOfReadings(view: View, query: Of<'readings'>): Promise<Paged<ReadingView>> {
  const place = placeOf(query.cursor, query.from);
  const enough = place.skip + limitOf(query) + 1;
  const points: Point[] = [];
  for (const piece of growingPieces({ from: place.at, to: query.to })) {
    const find = query.clock === undefined ? pointsOf : untimedOf;
    points.push(...(await find(view, query.unit, piece.from, piece.to)));
    view.history.forget();
    if (points.length >= enough) break;
  }
  return readingsPage(points, place, query);
}

/** What came in that time, may have been measured in the unit, and nobody knows when. */
async function untimedOf(view: View, unitId: string, from: UtcMs, to: UtcMs): Promise<Point[]> {
  const { province, history } = view;
  const unit = province.units.get(unitId);
  const points: Point[] = [];
  for (const id of unit === undefined ? [] : (province.devicesEverIn.get(unitId) ?? [])) {
    const device = province.devices.get(id);
    const placements = device === undefined || unit === undefined ? [] : placementsOf(device, unit);
    for (const log of history.doubtfulOf(id)) {
      await history.load(log, from, to);
      for (const { at, milli, extras } of history.kept(log, from, to)) {
        const earliest = extras?.earliest ?? at;
        const isHere = placements.some((p) => p.from <= at && (p.to === null || earliest < p.to));
        if (milli === null || !isHere) continue;
        const claimedAt =
          extras?.claimed === undefined ? {} : { claimedAt: show.instantText(extras.claimed) };
        const timing = {
          clock: 'untrusted',
          device: id,
          earliestAt: show.iso(earliest),
          ...claimedAt,
        } as const;
        points.push({ at, milli, probe: log.probe, timing });
      }
    }
  }
  return points.sort((a, b) => a.at - b.at);
}

async function pointsOf(view: View, unitId: string, from: UtcMs, to: UtcMs): Promise<Point[]> {
  const points: Point[] = [];
  for (const { probe, placements } of view.judging.engine.placements(unitId)) {
    const log = view.history.find(probe);
    if (log === undefined) continue;
    await view.history.load(log, from, to);
    for (const k of view.history.kept(log, from, to)) {
      const here = placements.some((p) => p.from <= k.at && (p.to === null || k.at < p.to));
      if (k.milli === null || !here) continue;
      const timing = k.extras?.clock === 'corrected' ? { timing: { clock: k.extras.clock } } : {};
      points.push({ at: k.at, milli: k.milli, probe: log.probe, ...timing });
    }
  }
  return points.sort((a, b) => a.at - b.at);
}
