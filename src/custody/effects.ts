/**
 * What custody does to parcels and boxes, as plain data: moves, placements, and doses split off. Every event keeps its own
 * effects, so that they can be taken back and derived again whenever something comes late; `strip` and `apply` are inverse.
 */
import {
  insertInFamily,
  insertPlacement,
  type LateMove,
  movesOf,
  type Placed,
  staysOf,
  withdrawFromFamily,
  withdrawPlacements,
} from '../lots/late.ts';
import { close } from '../lots/parcels.ts';
import type { Administration, Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { Families } from './families.ts';

/** Doses that a count set apart. `missing` ones are in no unit, with whom had them last, and on hold. */
export type Portion = {
  readonly id: string;
  readonly parent: string;
  readonly at: UtcMs;
  readonly doses: number;
  readonly kind: 'refused' | 'missing';
  readonly handoff: string;
};
export type ParcelMove = LateMove & { readonly parcel: string };
export type BoxPlacement = { readonly unit: string; readonly at: UtcMs; readonly site: string | null };

/**
 * What one event did. To be applied, and taken back, in this order: portions, moves, placements.
 * `lost`: parcels of which nothing was found at all; they need a hold just as a missing portion does.
 */
export type Effect = {
  readonly event: string;
  readonly at: UtcMs;
  readonly portions: readonly Portion[];
  readonly moves: readonly ParcelMove[];
  readonly placements: readonly BoxPlacement[];
  readonly lost: readonly string[];
};

/** A unit, as far as custody needs it. `placements` ordered by `since`. */
export type BoxFacts = { readonly id: string; readonly kind: string; readonly placements: readonly Placed[] };

/**
 * What is on record of parcels and boxes. `parcels`: whole families (ancestors and descendants) of all that the events name;
 * `administrations`: of those parcels.
 */
export type CustodyRecord = {
  readonly parcels: readonly Parcel[];
  readonly units: readonly BoxFacts[];
  readonly administrations: readonly Administration[];
};

/** A portion's id: the parcel, which part, and eight digits that every phone derives from the handoff's id; 64 characters at most. */
export function portionId(
  parcel: string,
  kind: Portion['kind'],
  handoff: string,
  sha256Hex: (text: string) => string,
): string {
  const tail = `-${kind === 'refused' ? 'r' : 'm'}${sha256Hex(handoff).slice(0, 8)}`;
  if (parcel.length + tail.length <= 64) return parcel + tail;
  // Too long to be carried whole: 16 digits stand for what is cut.
  return `${parcel.slice(0, 64 - tail.length - 17)}-${sha256Hex(parcel).slice(0, 16)}${tail}`;
}

/** The record without what custody did: only what was received, moved, split and given by hand is left, and the portions as they are. */
export function strip(record: CustodyRecord, applied: readonly Effect[]): CustodyRecord {
  const parcels = new Families(record.parcels);
  const units = new Map(record.units.map((unit) => [unit.id, unit]));
  for (const { parcel, at, unit } of applied.flatMap(({ moves }) => moves)) {
    for (const changed of withdrawFromFamily(parcels.within(parcel), parcel, { at, unit }))
      parcels.set(changed);
  }
  for (const [unit, placed] of Map.groupBy(
    applied.flatMap(({ placements }) => placements),
    (one) => one.unit,
  )) {
    const known = units.get(unit);
    if (known !== undefined)
      units.set(unit, { ...known, placements: withdrawPlacements(known.placements, placed) });
  }
  return { ...record, parcels: parcels.all(), units: [...units.values()] };
}

/**
 * The record with the effects. Doses are conserved: what a portion gets, its parcel loses, and what it no longer gets goes
 * back. A portion that already exists is changed only as far as its doses, and its parcel's, are still there.
 * @param record stripped
 * @param before the portions that were made by effects applied earlier
 */
export function apply(
  record: CustodyRecord,
  effects: readonly Effect[],
  before: readonly Portion[],
): CustodyRecord {
  const parcels = new Families(record.parcels);
  const given = Map.groupBy(record.administrations, ({ parcel }) => parcel);
  const units = new Map(record.units.map((unit) => [unit.id, unit]));
  const wanted = new Map(effects.flatMap(({ portions }) => portions).map((portion) => [portion.id, portion]));
  const ordered = [...wanted.values()].sort((a, b) => a.at - b.at);
  for (const gone of before.filter(({ id }) => !wanted.has(id)).sort((a, b) => b.at - a.at)) {
    resize(parcels, { ...gone, doses: 0 }, given);
  }
  for (const portion of ordered) resize(parcels, portion, given);
  for (const { parcel, at, unit } of effects.flatMap(({ moves }) => moves)) {
    for (const changed of insertInFamily(parcels.within(parcel), parcel, { at, unit })) parcels.set(changed);
  }
  for (const { unit, at, site } of effects.flatMap(({ placements }) => placements)) {
    const known = units.get(unit);
    if (known !== undefined)
      units.set(unit, { ...known, placements: insertPlacement(known.placements, { at, site }) });
  }
  return { ...record, parcels: parcels.all(), units: [...units.values()] };
}

function resize(
  parcels: Families,
  portion: Portion,
  given: ReadonlyMap<string, readonly Administration[]>,
): void {
  const parent = parcels.get(portion.parent);
  if (parent === undefined) return;
  const known = parcels.get(portion.id) ?? (portion.doses > 0 ? newborn(parent, portion) : undefined);
  if (known === undefined) return;
  const wish = portion.doses - known.dosesInitial;
  const delta = Math.max(-known.doses, Math.min(wish, parent.doses));
  if (delta === 0) return;
  const child = { ...known, dosesInitial: known.dosesInitial + delta, doses: known.doses + delta };
  for (const changed of [{ ...parent, doses: parent.doses - delta }, child]) {
    const parts = parcels.partsOf(changed.id).map((one) => one.createdAt);
    const gifts = (given.get(changed.id) ?? []).map((one) => one.at);
    parcels.set(emptied(changed, Math.max(portion.at, ...parts, ...gifts)));
  }
}

/** Where its parcel was until then, and nobody yet said where from then on. */
function newborn(parent: Parcel, { id, parent: of, at }: Portion): Parcel {
  const before = movesOf(parent.stays).filter((move) => move.at <= at);
  return {
    ...parent,
    id,
    label: null,
    parent: of,
    createdAt: at,
    dosesInitial: 0,
    doses: 0,
    stays: staysOf(before),
    ended: null,
  };
}

/** A parcel without doses has ended, when the last of them went (`at`), and one that got some back has not. */
function emptied(parcel: Parcel, at: UtcMs): Parcel {
  if (parcel.doses === 0 && parcel.ended === null) return close(parcel, 'empty', at);
  if (parcel.doses === 0 || parcel.ended?.kind !== 'empty') return parcel;
  const { ended } = parcel;
  const stays = parcel.stays.map((stay, i) =>
    i === parcel.stays.length - 1 && stay.to === ended.at ? { ...stay, to: null } : stay,
  );
  return { ...parcel, ended: null, stays };
}
