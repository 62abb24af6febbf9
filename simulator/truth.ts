/**
 * What really happened: every excursion that the whole set of readings shows, found by a naive scan that shares
 * no line with the service's engine. It takes every instant at which anything can change, asks for each piece
 * between two of them what stood there, and reads the rules of DESIGN.md section 3 off the list of pieces.
 */
import { judge } from './breaches.ts';
import type { Description } from './description.ts';
import { type Piece, pieces, type TrueReading } from './pieces.ts';

export type Subject = { readonly kind: 'unit' | 'parcel'; readonly id: string };
/** Times in ms UTC, the peak in thousandths of a degree. `end: null`: no in-range value has stood since. */
export type TrueExcursion = {
  readonly subject: Subject;
  readonly rule: string;
  readonly start: number;
  readonly breachedAt: number;
  readonly end: number | null;
  readonly peakMilli: number | null;
  readonly beyondMs: number;
  readonly unknownInsideMs: number;
};
export type TrueStay = { readonly unit: string; readonly from: number; readonly to: number | null };
export type TruthInput = {
  readonly description: Description;
  /** By device. All that was delivered, accepted or not. */
  readonly readings: ReadonlyMap<string, readonly TrueReading[]>;
  readonly asOf: number;
  /** By parcel, for those that moved; the others are still where the description put them. */
  readonly stays?: ReadonlyMap<string, readonly TrueStay[]>;
  /** When parcels' lives ended. */
  readonly ended?: ReadonlyMap<string, number>;
};
const HOUR = 3_600_000;

/** Every excursion of every unit and parcel of the province, judged as of `asOf`. */
export function truth(input: TruthInput): TrueExcursion[] {
  const { description, asOf } = input;
  const known = new Map(
    description.units.map((unit) => [unit.id, pieces(unit, description, input.readings, asOf)]),
  );
  const patience = new Map(
    description.units.map(({ id, kind }) => [id, kind === 'transport-box' ? HOUR : 4 * HOUR] as const),
  );
  const found: TrueExcursion[] = [];
  for (const unit of description.units) {
    const history = (known.get(unit.id) ?? []).map((piece) => ({
      ...piece,
      patience: patience.get(unit.id),
    }));
    found.push(...judge({ kind: 'unit', id: unit.id }, history, unit.rules, 4 * HOUR, false));
  }
  for (const parcel of description.parcels) {
    const product = description.products.find(({ gtin }) => gtin === parcel.gtin);
    if (product === undefined) continue;
    const stays = input.stays?.get(parcel.id) ?? [
      { unit: parcel.unit, from: Date.parse(parcel.since), to: null },
    ];
    const ended = input.ended?.get(parcel.id);
    const history = stays.flatMap((stay, index) => {
      const to = Math.min(stay.to ?? asOf, ended ?? asOf, asOf);
      const inside = cut(known.get(stay.unit) ?? [], stay.from, to).map((piece) => ({
        ...piece,
        patience: patience.get(stay.unit),
      }));
      const following = stays[index + 1]?.from ?? (ended === undefined ? asOf : to);
      const between = { from: to, to: following, low: null, high: null, patience: undefined };
      return following > to ? [...inside, between] : inside;
    });
    const allowed = product.maxUnmonitoredSeconds * 1000;
    found.push(
      ...judge({ kind: 'parcel', id: parcel.id }, history, product.rules, allowed, ended !== undefined),
    );
  }
  return found;
}

/** The parcels that must be on hold as of then: each with an excursion of its own. */
export function mustBeHeld(excursions: readonly TrueExcursion[]): Set<string> {
  return new Set(
    excursions.filter(({ subject }) => subject.kind === 'parcel').map(({ subject }) => subject.id),
  );
}

/** The part of a unit's history in [from, to), with unknown time where the history does not reach. */
function cut(history: readonly Piece[], from: number, to: number): Piece[] {
  const unknown = (start: number, end: number): Piece[] =>
    end > start ? [{ from: start, to: end, low: null, high: null }] : [];
  const inside = history
    .map((piece) => ({ ...piece, from: Math.max(piece.from, from), to: Math.min(piece.to, to) }))
    .filter((piece) => piece.to > piece.from);
  const first = inside[0];
  const last = inside[inside.length - 1];
  if (first === undefined || last === undefined) return unknown(from, to);
  return [...unknown(from, first.from), ...inside, ...unknown(last.to, to)];
}
