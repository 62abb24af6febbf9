/**
 * Decides which holds a parcel's excursions place, and which holds the present evidence still supports.
 *
 * Holds are decisions. Evidence places them and says whether it still supports them; it never ends them, with two
 * exceptions: a hold for unmonitored time is withdrawn when the devices' own late readings fill its stretch and no
 * excursion of any kind is left in it. Where they fill it and show that something else was wrong, it stays,
 * unsupported, beside the hold of what they showed. And what never was cannot be held: of doses that a count set apart and
 * that went back to their parcel, because the count was taken back, no hold for what happened to them is left.
 */
import { UNMONITORED, type UtcMs } from '../thermal/types.ts';
import { overlap, overlapInTime, releasesOf, speaksOf, stillCovers } from './covers.ts';
import { refuseEnded } from './parcels.ts';
import { accept, type Context, type Decision, isBlank, refuse, said } from './refusal.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from './types.ts';

export type Reconciliation = {
  readonly parcel: Parcel;
  /**
   * The parcel's records before and after it was judged anew. A record of `after` counts as shown when it is
   * `present`; one that is not (or is only in `before`) tells where an excursion that is gone used to be.
   */
  readonly before: readonly ExcursionRecord[];
  readonly after: readonly ExcursionRecord[];
  /** All holds and dispositions the parcel ever had. */
  readonly holds: readonly Hold[];
  readonly dispositions: readonly Disposition[];
  /** The latest `at` of a reading beyond the limit inside an excursion of `after`; null for unmonitored time. */
  readonly latestBeyondAt: (excursion: ExcursionRecord) => UtcMs | null;
  /**
   * Do the devices' own readings now fill this former unmonitored stretch? False when it went away because a placement,
   * a setting or evidence given by hand changed: then its hold stays for people to decide.
   */
  readonly filledByReadings: (former: ExcursionRecord) => boolean;
  readonly asOf: UtcMs;
  readonly ids: () => string;
};

/** Whole new states. The same input again (with these applied) gives none. */
export type Reconciled = { readonly placed: readonly Hold[]; readonly changed: readonly Hold[] };

/**
 * Called whenever a parcel was judged anew, ended ones too: doses of them may have been given.
 *
 * - An excursion that is shown and has no open hold places one, unless a release still covers it (covers.ts), or its
 *   hold ended by a discard. One excursion id never has two open holds. A hold that follows a release names it.
 * - An open hold is supported while its excursion is shown, or another of the same rule and version that overlaps where
 *   it was (its excursion was merged into it, or found again).
 * - A discarded parcel is done with: nothing changes any more.
 * - One that never had a dose is held for nothing; should it get some after all, all of this holds for it again.
 */
export function reconcileHolds(input: Reconciliation): Reconciled {
  const { parcel, before, after, holds, asOf } = input;
  if (parcel.ended?.kind === 'discarded') return { placed: [], changed: [] };
  if (parcel.dosesInitial === 0) {
    const moot = holds.filter((hold) => hold.state === 'open' && hold.excursion !== null);
    return { placed: [], changed: moot.map((hold) => withdrawn(hold, asOf)) };
  }
  const lastKnown = new Map([...before, ...after].map((record) => [record.id, record]));
  const shown = new Map(after.filter((record) => record.present).map((record) => [record.id, record]));

  const changed: Hold[] = [];
  for (const hold of holds) {
    if (hold.state !== 'open' || hold.excursion === null) continue;
    const former = lastKnown.get(hold.excursion);
    const next = follow(hold, former, shown, input);
    if (next !== hold) changed.push(next);
  }

  const settled = new Set(
    holds.filter((hold) => hold.state === 'open' || hold.state === 'discarded').map((hold) => hold.excursion),
  );
  const releases = releasesOf(holds, input.dispositions, (id) => lastKnown.get(id));
  const placed: Hold[] = [];
  for (const excursion of shown.values()) {
    if (settled.has(excursion.id)) continue;
    const spoken = releases.filter((release) => speaksOf(release, excursion));
    const latest = spoken.length === 0 ? null : input.latestBeyondAt(excursion);
    if (spoken.some((release) => stillCovers(release, excursion, latest, asOf))) continue;
    placed.push(holdFor(excursion, input, spoken.at(-1)?.disposition ?? null));
  }
  return { placed, changed };
}

/**
 * Puts a parcel on hold by hand, ended parcels excepted.
 * Refuses `REASON_REQUIRED`, `PARCEL_ENDED`.
 */
export function manualHold(parcel: Parcel, reason: string, ctx: Context): Decision<Hold> {
  if (isBlank(reason))
    return refuse('REASON_REQUIRED', `Cannot hold parcel ${parcel.id}: a reason is wanted`);
  if (parcel.ended !== null) return refuseEnded(parcel);
  return accept({
    id: ctx.ids(),
    parcel: parcel.id,
    gtin: parcel.gtin,
    lot: parcel.lot,
    kind: 'manual',
    excursion: null,
    reason: said(reason),
    placedAt: ctx.now,
    placedBy: ctx.by,
    supported: true,
    state: 'open',
    endedAt: null,
    afterRelease: null,
    inheritedFrom: null,
  });
}

function follow(
  hold: Hold,
  former: ExcursionRecord | undefined,
  shown: ReadonlyMap<string, ExcursionRecord>,
  { asOf, filledByReadings }: Reconciliation,
): Hold {
  const present = [...shown.values()];
  const supported =
    (hold.excursion !== null && shown.has(hold.excursion)) ||
    (former !== undefined && present.some((record) => overlap(record, former, asOf)));
  const cleared =
    hold.kind === 'unmonitored' &&
    former !== undefined &&
    !present.some((record) => record.id === hold.excursion || overlapInTime(record, former, asOf)) &&
    filledByReadings(former);
  if (cleared) return withdrawn(hold, asOf);
  return supported === hold.supported ? hold : { ...hold, supported };
}

const withdrawn = (hold: Hold, asOf: UtcMs): Hold => ({
  ...hold,
  supported: false,
  state: 'withdrawn',
  endedAt: asOf,
});

function holdFor(excursion: ExcursionRecord, input: Reconciliation, afterRelease: string | null): Hold {
  const unmonitored = excursion.rule === UNMONITORED;
  return {
    id: input.ids(),
    parcel: input.parcel.id,
    gtin: input.parcel.gtin,
    lot: input.parcel.lot,
    kind: unmonitored ? 'unmonitored' : 'excursion',
    excursion: excursion.id,
    reason: unmonitored
      ? 'Chưa đủ dữ liệu nhiệt độ / Not monitored for too long'
      : `Vượt ngưỡng nhiệt độ / Temperature excursion: ${excursion.rule}`,
    placedAt: input.asOf,
    placedBy: null,
    supported: true,
    state: 'open',
    endedAt: null,
    afterRelease,
    inheritedFrom: null,
  };
}
