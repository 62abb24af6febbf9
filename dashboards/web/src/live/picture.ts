/**
 * What the page knows of the province, and how frames of the live feed change it. Pure.
 * A snapshot replaces everything; a delta carries what changed of units and whole new states of all else, and must
 * follow the former frame directly.
 */
import type {
  AlertView,
  HoldView,
  LiveChanges,
  LiveSnapshot,
  SiteView,
  UnitChange,
  UnitView,
} from '../api/views.ts';

export type LiveFrame = LiveSnapshot | LiveChanges;

/** A unit as the picture keeps it. `spark`: a gap is NaN, so that the five thousand lines of a province are plain numbers in memory. */
export type LiveUnit = UnitView & { spark: number[] };

export type Picture = {
  readonly revision: number;
  readonly sites: readonly SiteView[];
  readonly units: ReadonlyMap<string, LiveUnit>;
  /** Open and acknowledged alerts only. */
  readonly alerts: ReadonlyMap<string, AlertView>;
  /** Open holds only. */
  readonly holds: ReadonlyMap<string, HoldView>;
};

const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]));

export function pictureOf(snapshot: LiveSnapshot): Picture {
  return {
    revision: snapshot.revision,
    sites: snapshot.sites,
    units: byId(snapshot.units.map(kept)),
    alerts: byId(snapshot.alerts.filter((alert) => alert.state !== 'resolved')),
    holds: byId(snapshot.holds.filter((hold) => hold.state === 'open')),
  };
}

/**
 * The picture after all of `deltas`, in their order, or `null` when frames are missing before or in between, or one changes
 * a unit that was never told whole: only a new snapshot helps then. One copy is made however many deltas there are.
 */
export function afterDeltas(picture: Picture, deltas: readonly LiveChanges[]): Picture | null {
  let { revision } = picture;
  const units = new Copied(picture.units);
  const alerts = new Copied(picture.alerts);
  const holds = new Copied(picture.holds);
  for (const delta of deltas) {
    if (delta.revision !== revision + 1) return null;
    revision = delta.revision;
    for (const change of delta.units) {
      const next = changedUnit(units.now.get(change.id), change);
      if (next === null) return null;
      units.set(change.id, next);
    }
    for (const alert of delta.alerts) alerts.set(alert.id, alert.state === 'resolved' ? null : alert);
    for (const hold of delta.holds) holds.set(hold.id, hold.state === 'open' ? hold : null);
  }
  return { revision, sites: picture.sites, units: units.now, alerts: alerts.now, holds: holds.now };
}

/** The same map until something changes, so that what depends on it is not worked out again. */
class Copied<T> {
  now: ReadonlyMap<string, T>;
  #copy: Map<string, T> | null = null;

  constructor(former: ReadonlyMap<string, T>) {
    this.now = former;
  }

  /** `null`: it leaves. */
  set(id: string, item: T | null): void {
    this.#copy ??= new Map(this.now);
    this.now = this.#copy;
    if (item === null) this.#copy.delete(id);
    else this.#copy.set(id, item);
  }
}

function changedUnit(former: LiveUnit | undefined, { sparkEnd, ...change }: UnitChange): LiveUnit | null {
  // Only a unit that is told whole has its name with it.
  if (former === undefined) return change.name === undefined ? null : kept(change as UnitView);
  const spark = change.spark?.map(orGap) ?? former.spark;
  if (sparkEnd === undefined) return { ...former, ...change, spark };
  const moved = spark.slice();
  moved[moved.length - 1] = orGap(sparkEnd);
  return { ...former, ...change, spark: moved };
}

const kept = (unit: UnitView): LiveUnit => ({ ...unit, spark: unit.spark.map(orGap) });
const orGap = (celsius: number | null): number => celsius ?? Number.NaN;

/** How many different parcels have at least one open hold. */
export function parcelsOnHold(holds: ReadonlyMap<string, HoldView>): number {
  return new Set([...holds.values()].map((hold) => hold.parcel)).size;
}
