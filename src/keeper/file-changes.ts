/** What did taking in a file change in judgement? How units and parcels stood before, compared with how they stand after. */
import type { Alert } from '../alerts/types.ts';
import type { ExcursionRecord, Hold } from '../lots/types.ts';
import { UNMONITORED, type UtcMs } from '../thermal/types.ts';
import {
  type ChangedExcursionView,
  type FileChangesView,
  type FileHoldView,
  LISTED_MOST,
  type Listed,
} from './file-views.ts';
import { unitSubject } from './judging.ts';
import { givenOf } from './late.ts';
import { type Province, subjectKey } from './province.ts';
import { showExcursion, showHold } from './show.ts';

/** How the histories that run through some units stand. */
export type Standing = {
  readonly units: readonly string[];
  readonly parcels: readonly string[];
  readonly excursions: ReadonlyMap<string, ExcursionRecord>;
  readonly holds: ReadonlyMap<string, Hold>;
  readonly late: ReadonlyMap<string, Alert>;
};

export function standingOf(
  province: Province,
  units: readonly string[],
  parcels: readonly string[],
): Standing {
  const subjects = [
    ...units.map(unitSubject),
    ...parcels.map((id) => subjectKey({ kind: 'parcel' as const, id })),
  ];
  return {
    units,
    parcels,
    excursions: new Map(subjects.flatMap((s) => province.excursionsOf(s)).map((e) => [e.id, e])),
    holds: new Map(parcels.flatMap((id) => province.holdsOf(id)).map((h) => [h.id, h])),
    late: new Map(
      [...province.openAlerts.values()]
        .filter(({ kind }) => kind === 'late-discovery')
        .map((alert) => [alert.key, alert]),
    ),
  };
}

export function changesSince(before: Standing, province: Province, now: UtcMs): FileChangesView {
  const after = standingOf(province, before.units, before.parcels);
  const was = (e: ExcursionRecord): ExcursionRecord | null => {
    const former = before.excursions.get(e.id);
    return former?.present === true ? former : null;
  };
  const all = [...after.excursions.values()];
  const found = all.filter((e) => e.present && was(e) === null);
  const changed = all.filter((e) => e.present && differs(e, was(e)));
  const gone = all.filter((e) => !e.present && was(e) !== null);
  const holds = [...after.holds.values()];
  const placed = holds.filter(({ id }) => !before.holds.has(id));
  const unsupported = holds.filter(
    (h) => h.state === 'open' && !h.supported && before.holds.get(h.id)?.supported === true,
  );
  const withdrawn = holds.filter((h) => h.state === 'withdrawn' && before.holds.get(h.id)?.state === 'open');
  const held = new Set(placed.map(({ parcel }) => parcel));
  const went = found.flatMap((excursion) => {
    const parcel = province.parcels.get(excursion.subject.id);
    const isParcel = excursion.subject.kind === 'parcel' && excursion.rule !== UNMONITORED;
    return isParcel && parcel !== undefined ? [{ parcel, excursion }] : [];
  });
  const listed = (records: readonly ExcursionRecord[]) =>
    list(
      records.toSorted((a, b) => a.start - b.start),
      (e) => show(province, e),
    );
  const shown = (some: readonly Hold[]) => list(some, (h) => showWithDoses(province, h, now));
  return {
    excursions: { found: listed(found), changed: listed(changed), gone: listed(gone) },
    holds: { placed: shown(placed), unsupported: shown(unsupported), withdrawn: shown(withdrawn) },
    dosesHeld: [...held].reduce((sum, id) => sum + (province.parcels.get(id)?.doses ?? 0), 0),
    ...givenOf(province, went),
    discoveredLate: [...after.late].filter(([key, alert]) => before.late.get(key) !== alert).length,
  };
}

const differs = (now: ExcursionRecord, was: ExcursionRecord | null): boolean =>
  was !== null &&
  (now.start !== was.start ||
    now.end !== was.end ||
    now.peak !== was.peak ||
    now.beyond !== was.beyond ||
    now.breachedAt !== was.breachedAt);

function list<T, V>(all: readonly T[], view: (one: T) => V): Listed<V> {
  return { count: all.length, items: all.slice(0, LISTED_MOST).map(view) };
}

function show(province: Province, e: ExcursionRecord): ChangedExcursionView {
  const parcel = e.subject.kind === 'parcel' ? province.parcels.get(e.subject.id) : undefined;
  const unit = e.subject.kind === 'unit' ? province.units.get(e.subject.id) : undefined;
  return {
    ...showExcursion(e),
    unitName: unit?.name ?? null,
    product: parcel === undefined ? null : (province.products.get(parcel.gtin)?.name ?? parcel.gtin),
    lot: parcel?.lot ?? null,
  };
}

function showWithDoses(province: Province, hold: Hold, now: UtcMs): FileHoldView {
  return {
    ...showHold(province, hold, now),
    product: province.products.get(hold.gtin)?.name ?? hold.gtin,
    doses: province.parcels.get(hold.parcel)?.doses ?? 0,
  };
}
