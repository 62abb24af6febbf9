/** What the taker counted, held against what was offered: does it add up, and what differs? */
import { accept, type Decision } from '../lots/refusal.ts';
import { refuseCustody } from './codes.ts';
import type { Counted, CountedBox, Discrepancy, HandoffOffered } from './types.ts';

type Count = { readonly parcels: readonly Counted[]; readonly boxes: readonly CountedBox[] };

/**
 * Every parcel that was offered is counted once, and what was taken, refused and found missing is what was offered.
 * Refuses `EVENT_DOSES_DIFFER`, `EVENT_BOX_NOT_OFFERED`.
 */
export function addsUp(offer: Pick<HandoffOffered, 'parcels' | 'boxes'>, count: Count): Decision<true> {
  const counted = new Map(count.parcels.map((one) => [one.parcel, one.doses + one.refused + one.missing]));
  const wrong = offer.parcels.filter(({ parcel, doses }) => counted.get(parcel) !== doses);
  if (wrong.length > 0 || counted.size !== offer.parcels.length || counted.size !== count.parcels.length) {
    return refuseCustody(
      'EVENT_DOSES_DIFFER',
      'Cannot take the count: it does not add up to what was offered',
      {
        parcels: wrong.map(({ parcel, doses }) => ({
          parcel,
          offered: doses,
          counted: counted.get(parcel) ?? null,
        })),
      },
    );
  }
  const stray = count.boxes.find(({ unit }) => !offer.boxes.some((box) => box.unit === unit));
  if (stray === undefined) return accept(true);
  return refuseCustody('EVENT_BOX_NOT_OFFERED', `Cannot take box ${stray.unit}: it was not offered`, {
    unit: stray.unit,
  });
}

/** What calls for a look. None of it stops a handoff. */
export function discrepanciesOf(
  offer: Pick<HandoffOffered, 'parcels' | 'boxes'>,
  count: Count,
): Discrepancy[] {
  const offered = new Map(offer.parcels.map(({ parcel, doses }) => [parcel, doses]));
  const ofParcels = count.parcels.flatMap((one): Discrepancy[] => {
    const { parcel } = one;
    const short = (kind: 'missing' | 'refused', doses: number): Discrepancy[] =>
      doses > 0 ? [{ kind, parcel, doses, offered: offered.get(parcel) ?? doses }] : [];
    return [
      ...short('missing', one.missing),
      ...short('refused', one.refused),
      ...(one.vvm === 3 || one.vvm === 4 ? [{ kind: 'vvm' as const, parcel, stage: one.vvm }] : []),
      ...(one.freezeIndicator === 'tripped' ? [{ kind: 'freeze-indicator' as const, parcel }] : []),
      ...(one.damage === null ? [] : [{ kind: 'damage' as const, parcel, text: one.damage }]),
    ];
  });
  const ofBoxes = count.boxes.flatMap((box): Discrepancy[] => {
    const seal = offer.boxes.find(({ unit }) => unit === box.unit)?.seal ?? null;
    if (box.sealIntact !== false && box.seal === seal) return [];
    return [{ kind: 'seal', unit: box.unit, offered: seal, found: box.seal }];
  });
  return [...ofParcels, ...ofBoxes];
}

/** Does anything change hands? */
export const takesAny = (offer: Pick<HandoffOffered, 'parcels'>, counted: readonly Counted[]): boolean =>
  offer.parcels.length === 0 || counted.some(({ doses }) => doses > 0);
