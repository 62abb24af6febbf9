/** Which box, or which parcel, is meant by a code that was scanned or typed. Pure. */
import { readVial } from '../../../../../src/lots/scan.ts';
import type { HeldParcel } from '../possession.ts';
import type { Unit } from './places.ts';

/** A box's label holds its id, or the address of its page; what is typed may be its name. */
export function scannedBox(text: string, boxes: readonly Unit[]): Unit | null {
  const said = text.trim();
  const id = /\/tu\/([A-Za-z0-9_-]{1,64})$/.exec(said)?.[1] ?? said;
  const same = (a: string, b: string) =>
    a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();
  return boxes.find(({ unit }) => unit === id) ?? boxes.find(({ name }) => same(name, said)) ?? null;
}

/**
 * The parcel whose label or id it is, else one of the GTIN and lot in the code: of several of one lot, one that `isDone`
 * does not hold of. `year` places two-digit years in their century.
 */
export function scannedParcel<P extends HeldParcel>(
  text: string,
  parcels: readonly P[],
  isDone: (parcel: P) => boolean,
  year: number,
): P | null {
  const said = text.trim();
  const named = parcels.find(({ id, label }) => id === said || (label !== null && label === said));
  if (named !== undefined) return named;
  const vial = readVial(said, year);
  if (!vial.ok) return null;
  const fitting = parcels.filter(({ gtin, lot }) => gtin === vial.gtin && lot === vial.lot);
  return fitting.find((parcel) => !isDone(parcel)) ?? fitting[0] ?? null;
}
