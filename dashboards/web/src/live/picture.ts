/**
 * What the page knows of the province, and how a frame of the live feed changes it. Pure.
 * A snapshot replaces everything; a delta carries whole new states and must follow the former frame directly.
 */
import type { AlertView, HoldView, LiveDelta, LiveSnapshot, SiteView, UnitView } from '../api/views.ts';

export type LiveFrame = LiveSnapshot | LiveDelta;

export type Picture = {
  readonly revision: number;
  readonly sites: readonly SiteView[];
  readonly units: ReadonlyMap<string, UnitView>;
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
    units: byId(snapshot.units),
    alerts: byId(snapshot.alerts.filter((alert) => alert.state !== 'resolved')),
    holds: byId(snapshot.holds.filter((hold) => hold.state === 'open')),
  };
}

/** The picture after `delta`, or `null` when frames are missing in between: only a new snapshot helps then. */
export function afterDelta(picture: Picture, delta: LiveDelta): Picture | null {
  if (delta.revision !== picture.revision + 1) return null;
  return {
    revision: delta.revision,
    sites: picture.sites,
    units: replaced(picture.units, delta.units, () => true),
    alerts: replaced(picture.alerts, delta.alerts, (alert) => alert.state !== 'resolved'),
    holds: replaced(picture.holds, delta.holds, (hold) => hold.state === 'open'),
  };
}

/** The same map when nothing changed, so that what depends on it is not worked out again. */
function replaced<T extends { id: string }>(
  former: ReadonlyMap<string, T>,
  changes: readonly T[],
  stays: (item: T) => boolean,
): ReadonlyMap<string, T> {
  if (changes.length === 0) return former;
  const next = new Map(former);
  for (const item of changes) {
    if (stays(item)) next.set(item.id, item);
    else next.delete(item.id);
  }
  return next;
}

/** How many different parcels have at least one open hold. */
export function parcelsOnHold(holds: ReadonlyMap<string, HoldView>): number {
  return new Set([...holds.values()].map((hold) => hold.parcel)).size;
}
