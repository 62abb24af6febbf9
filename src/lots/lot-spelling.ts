/**
 * Which registered lot did a person mean who typed its number from a vial? Print does not tell O from 0, fingers
 * do not tell case, and blanks come and go; yet `FO1` and `F01` may be two lots. So spelling only ever *finds*:
 * the exact lot wins, then the only one that differs in case and blanks, then the only one that also differs in
 * O and 0. Where two lots fit equally, none is found, and the answer at the table stays "unknown".
 * A scanned code is exact: only an exact lot is found for it.
 */
import type { Lot } from './types.ts';

/** `exact`: letter for letter. `spelling`: case or blanks differ. `lookalike`: O and 0 differ too; show the lot found. */
export type FoundLot = { readonly lot: Lot; readonly how: 'exact' | 'spelling' | 'lookalike' };

const spelled = (lot: string): string => lot.replaceAll(/\s/g, '').toUpperCase();

/** The key under which lots that a reader may confuse come together. Equal keys do not make lots equal. */
export const lotKey = (lot: string): string => spelled(lot).replaceAll('O', '0');

/** Finds among `lots`, all of them known lots of any product. */
export function findLot(
  vial: { readonly gtin: string; readonly lot: string; readonly typed: boolean },
  lots: Iterable<Lot>,
): FoundLot | null {
  const sameProduct = [...lots].filter((lot) => lot.gtin === vial.gtin);
  const exact = sameProduct.find((lot) => lot.lot === vial.lot);
  if (exact) return { lot: exact, how: 'exact' };
  if (!vial.typed) return null;
  const bySpelling = sameProduct.filter((lot) => spelled(lot.lot) === spelled(vial.lot));
  if (bySpelling.length > 0) return only(bySpelling, 'spelling');
  return only(
    sameProduct.filter((lot) => lotKey(lot.lot) === lotKey(vial.lot)),
    'lookalike',
  );
}

function only(lots: readonly Lot[], how: FoundLot['how']): FoundLot | null {
  const [lot] = lots;
  return lot && lots.length === 1 ? { lot, how } : null;
}
