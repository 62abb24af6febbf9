/**
 * What a person has entered and not yet signed. Kept at each field, with the ids of the events it will become: however
 * often it is signed or opened again, it becomes each of them once. Pure.
 */
import type {
  Counted,
  CountedBox,
  Dosed,
  Holder,
  INCIDENTS,
  Receiver,
} from '../../../../src/custody/types.ts';
import type { Trust } from './keys.ts';
import type { PackDraft, PlanDraft, UnpackDraft } from './pack/draft.ts';
import type { Collected, SignedSlip } from './slip-text.ts';

export type GiveStep = 'to' | 'parcels' | 'boxes' | 'sign' | 'show' | 'receiver' | CountStep | 'result';
export type CountStep = 'count' | 'check' | 'found' | 'summary';
export type TakeStep = 'scan' | 'offer' | CountStep | 'result';

/** How one parcel was found. `accepted` is what stands in the field: the rest is missing or refused, as `result` says. */
export type Count = {
  readonly parcel: string;
  readonly offered: number;
  readonly result: 'all' | 'short' | 'refused' | null;
  readonly accepted: string;
  readonly vvm: 1 | 2 | 3 | 4 | 'none' | null;
  readonly freeze: 'ok' | 'tripped' | 'none' | null;
  readonly damage: string;
};
export type BoxEntry = { readonly unit: string; readonly seal: string; readonly celsius: string };
export type FoundBox = BoxEntry & { readonly sealIntact: boolean | null };

/** The counting pages are the same for a taker and for a giver who records it for somebody without a phone. */
export type Counting = {
  readonly counts: readonly Count[];
  readonly found: readonly FoundBox[];
  readonly reason: string;
};

export type DraftBase = {
  readonly key: string;
  /** The shipment; null while nothing of the offer is known. */
  readonly trip: string | null;
  readonly startedAt: number;
  readonly done: boolean;
};
export type GiveDraft = DraftBase &
  Counting & {
    readonly kind: 'give';
    readonly step: GiveStep;
    readonly ids: {
      readonly offer: string;
      readonly handoff: string;
      readonly oneSided: string;
      readonly withdrawn: string;
    };
    readonly code: string;
    readonly to: Holder | null;
    readonly parcels: readonly Dosed[];
    readonly boxes: readonly BoxEntry[];
    readonly receiver: Receiver;
    readonly why: string;
    readonly outcome: 'taken' | 'one-sided' | 'withdrawn' | null;
  };
/** What is on offer, from the giver's screen, or from the service where it waits to be confirmed. */
export type Offered = {
  readonly handoff: string;
  readonly shipment: string | null;
  readonly from: string;
  readonly to: Holder;
  readonly parcels: readonly Dosed[];
  readonly boxes: readonly {
    readonly unit: string;
    readonly seal: string | null;
    readonly celsius: number | null;
  }[];
  readonly validUntil: number;
};
export type TakeDraft = DraftBase &
  Counting & {
    readonly kind: 'take';
    readonly step: TakeStep;
    readonly ids: { readonly taken: string };
    readonly typed: string;
    readonly collected: Collected | null;
    readonly slip: SignedSlip | null;
    readonly trust: Trust | null;
    readonly offered: Offered | null;
    /** `confirm`: recorded one-sided by the giver; the receiving side confirms it without a code. */
    readonly how: 'code' | 'confirm';
    readonly code: string;
  };
export type NoteDraft = DraftBase & {
  readonly kind: 'note';
  readonly id: string;
  readonly about: (typeof INCIDENTS)[number] | 'opened';
  readonly unit: string | null;
  readonly text: string;
};
export type Draft = GiveDraft | TakeDraft | NoteDraft | PackDraft | UnpackDraft | PlanDraft;

export const countsFor = (parcels: readonly Dosed[]): Count[] =>
  parcels.map(({ parcel, doses }) => ({
    parcel,
    offered: doses,
    result: null,
    accepted: '',
    vvm: null,
    freeze: null,
    damage: '',
  }));
export const foundFor = (boxes: Offered['boxes']): FoundBox[] =>
  boxes.map(({ unit }) => ({ unit, seal: '', celsius: '', sealIntact: null }));

/** Whole doses as typed; null for anything else. */
export function wholeOf(text: string): number | null {
  const trimmed = text.trim();
  return /^\d{1,7}$/.test(trimmed) ? Number(trimmed) : null;
}

/** `8,4` and `8.4` and `−3`; null for nothing, NaN for nonsense and for what no thermometer shows. */
export function celsiusOf(text: string): number | null {
  const trimmed = text.trim().replace(',', '.').replace(/^[−–]/, '-');
  if (trimmed === '') return null;
  const value = /^-?\d{1,3}(\.\d{1,3})?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return value >= -120 && value <= 80 ? value : Number.NaN;
}
export const isCelsius = (text: string): boolean => !Number.isNaN(celsiusOf(text));

/** What was accepted, refused and found missing; null while it is not said or does not add up. */
export function splitOf({
  offered,
  result,
  accepted,
}: Count): Pick<Counted, 'doses' | 'refused' | 'missing'> | null {
  if (result === 'all') return { doses: offered, refused: 0, missing: 0 };
  const doses = accepted.trim() === '' && result === 'refused' ? 0 : wholeOf(accepted);
  if (result === null || doses === null || doses >= offered) return null;
  return result === 'short'
    ? { doses, refused: 0, missing: offered - doses }
    : { doses, refused: offered - doses, missing: 0 };
}

export function countedOf(count: Count): Counted | null {
  const split = splitOf(count);
  if (split === null || count.vvm === null || count.freeze === null) return null;
  return {
    parcel: count.parcel,
    ...split,
    vvm: count.vvm === 'none' ? null : count.vvm,
    freezeIndicator: count.freeze === 'none' ? null : count.freeze,
    damage: count.damage.trim() === '' ? null : count.damage.trim().normalize('NFC'),
  };
}

export const countedBoxOf = ({ unit, seal, celsius, sealIntact }: FoundBox): CountedBox => ({
  unit,
  seal: textOrNull(seal),
  sealIntact,
  celsius: celsiusOrNull(celsius),
});
export const textOrNull = (text: string): string | null =>
  text.trim() === '' ? null : text.trim().normalize('NFC');
export const celsiusOrNull = (text: string): number | null => (isCelsius(text) ? celsiusOf(text) : null);

/** Less than everything was accepted: then a reason belongs to it. */
export const isShort = ({ counts }: Counting): boolean =>
  counts.some((count) => {
    const split = splitOf(count);
    return split !== null && split.refused + split.missing > 0;
  });

/** May one go on from this page? */
export function isCounted(counting: Counting, step: CountStep): boolean {
  const { counts, found, reason } = counting;
  switch (step) {
    case 'count':
      return counts.every((count) => splitOf(count) !== null);
    case 'check':
      return counts.every(({ vvm, freeze }) => vvm !== null && freeze !== null);
    case 'found':
      return found.every(({ celsius, sealIntact }) => isCelsius(celsius) && sealIntact !== null);
    case 'summary':
      return (
        counts.every((count) => countedOf(count) !== null) &&
        found.every(({ celsius }) => isCelsius(celsius)) &&
        (!isShort(counting) || reason.trim() !== '')
      );
    default:
      return step satisfies never;
  }
}
