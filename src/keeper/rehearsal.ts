/**
 * Trying something on a copy: the documents and readings of a few units and of the vaccine that was in them, in a world of their
 * own that is never committed. What the very code that stores would do there is what it will do.
 */
import { lotKey } from '../fleet/registry.ts';
import type { Parcel } from '../lots/types.ts';
import type { Store } from '../store/store.ts';
import type { UtcMs } from '../thermal/types.ts';
import { Deadlines } from './deadlines.ts';
import { Draft } from './draft.ts';
import { documentOf, History } from './history.ts';
import { Judging, parcelSubject, unitSubject } from './judging.ts';
import { Province } from './province.ts';
import { type InTurns, Pace } from './queries/turns.ts';

export type World = { readonly province: Province; readonly history: History; readonly store: Store };

export type Rehearsal = {
  readonly province: Province;
  readonly history: History;
  readonly judging: Judging;
  /** What is done in it goes through here, and nowhere. */
  readonly draft: Draft;
  /** Vaccine that was in one of the units in that time. */
  readonly parcels: readonly string[];
};

/** The world as it concerns `units` in [first, last], judged up to `now`. */
export async function* rehearse(
  world: World,
  units: readonly string[],
  first: UtcMs,
  last: UtcMs,
  now: UtcMs,
): InTurns<Rehearsal> {
  const pace = new Pace();
  const { province: real, store } = world;
  const concerned = units.flatMap((id) => visitorsOf(real, id, first, last));
  const parcels = [...new Map(concerned.map((p) => [p.id, p])).values()];
  const declared = new Set([...units, ...parcels.flatMap(({ stays }) => stays.map(({ unit }) => unit))]);
  const province = new Province();
  const history = new History(store);
  const judging = new Judging(province, history, new Deadlines());
  yield* copyFleet(real, province, declared, pace);
  yield* copyVaccine(real, province, parcels, pace);
  for (const unit of units) copyRecords(real, province, unitSubject(unit));
  for (const alert of real.openAlerts.values()) province.set('alert', alert.id, alert);

  for (const device of province.devices.keys())
    for (const log of [...world.history.ofDevice(device), ...world.history.doubtfulOf(device)]) {
      const twin = history.restore(documentOf(log));
      for (const kept of log.tail.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY))
        twin.tail.add(kept);
      yield* pace.rest();
    }
  for (const unit of province.units.values()) {
    const devices = [...(province.devicesEverIn.get(unit.id) ?? [])];
    await judging.declareUnit(
      unit,
      devices.flatMap((id) => province.devices.get(id) ?? []),
    );
    history.forget();
    yield* pace.rest();
  }
  for (const evidence of real.evidence.values()) {
    if (!declared.has(evidence.unit)) continue;
    province.set('evidence', evidence.id, evidence);
    judging.engine.addEvidence(evidence.unit, [judging.corrections.evidence(evidence)]);
  }
  for (const { id } of parcels) {
    const parcel = province.parcels.get(id);
    if (parcel !== undefined) await judging.declareParcel(parcel);
    history.forget();
    yield* pace.rest();
  }
  const draft = new Draft(province, now, counted());
  judging.judge([...units.map(unitSubject), ...parcels.map(({ id }) => parcelSubject(id))], now, draft);
  return { province, history, judging, draft, parcels: parcels.map(({ id }) => id) };
}

/** Parcels that were in the unit at some moment at which something measured in [first, last] stands. */
export function visitorsOf(province: Province, unit: string, first: UtcMs, last: UtcMs): Parcel[] {
  const until = last + (province.units.get(unit)?.maxGap ?? 0);
  return province.visitors.since(unit, first).flatMap((id) => {
    const parcel = province.parcels.get(id);
    const isThere = parcel?.stays.some(
      (s) => s.unit === unit && s.from <= until && (s.to === null || s.to > first),
    );
    return parcel !== undefined && isThere ? [parcel] : [];
  });
}

async function* copyFleet(
  real: Province,
  to: Province,
  units: ReadonlySet<string>,
  pace: Pace,
): InTurns<void> {
  for (const key of ['zone', 'guardBand']) {
    const value = real.meta.get(key);
    if (value !== undefined) to.set('meta', key, { key, value });
  }
  for (const site of real.sites.values()) to.set('site', site.id, site);
  yield* pace.rest();
  for (const id of units) {
    const unit = real.units.get(id);
    if (unit === undefined) continue;
    to.set('unit', id, unit);
    for (const device of real.devicesEverIn.get(id) ?? []) {
      const doc = real.devices.get(device);
      if (doc !== undefined) to.set('device', device, doc);
    }
  }
}

/** With the other parcels of their lots: what was given of a lot is counted over all of it. */
async function* copyVaccine(
  real: Province,
  to: Province,
  parcels: readonly Parcel[],
  pace: Pace,
): InTurns<void> {
  for (const gtin of new Set(parcels.map((p) => p.gtin))) {
    const product = real.products.get(gtin);
    if (product !== undefined) to.set('product', gtin, product);
  }
  for (const key of new Set(parcels.map(({ gtin, lot }) => lotKey(gtin, lot)))) {
    for (const id of real.parcelsOfLot.get(key) ?? []) {
      const parcel = real.parcels.get(id);
      if (parcel !== undefined) to.set('parcel', id, parcel);
      for (const given of real.administrationsOf(id)) to.set('administration', given.id, given);
    }
    yield* pace.rest();
  }
  for (const parcel of parcels) {
    for (const hold of real.holdsOf(parcel.id)) to.set('hold', hold.id, hold);
    for (const decided of real.dispositionsOf(parcel.id)) to.set('disposition', decided.id, decided);
    copyRecords(real, to, parcelSubject(parcel.id));
    yield* pace.rest();
  }
}

function copyRecords(real: Province, to: Province, subject: string): void {
  for (const record of real.excursionsOf(subject)) to.set('excursion', record.id, record);
}

function counted(): () => string {
  let made = 0;
  return () => `rehearsal-${++made}`;
}
