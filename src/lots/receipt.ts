/**
 * Decides what a place takes in at its door: several lots on one receipt, each received as usable, received on hold, or refused.
 *
 * What is not as it should be (a vaccine vial monitor past its stage, a freeze indicator that tripped, anything else that
 * was seen, an expiry that is over, a recalled lot) never becomes usable stock: it is refused, so that nothing enters, or
 * it enters on hold with the reason that was given. A refused line keeps what stood on the box, however wrong.
 */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import { manualHold } from './holds.ts';
import { isWholeDoses, notAhead, type Received, receive, refuseDoses } from './parcels.ts';
import { accept, type Context, type Decision, isBlank, type Refused, refuse, said } from './refusal.ts';
import type { Hold, Lot, Recall } from './types.ts';

export const OUTCOMES = ['received', 'held', 'refused'] as const;
export type ReceiptOutcome = (typeof OUTCOMES)[number];
export type Vvm = 1 | 2 | 3 | 4;
export type FreezeIndicator = 'ok' | 'tripped';

/** What was seen of a line when it came. `vvm` and `freezeIndicator` null: it has none. `damage`: what else was wrong, or ''. */
export type Arrival = {
  readonly vvm: Vvm | null;
  readonly freezeIndicator: FreezeIndicator | null;
  readonly celsius: MilliCelsius | null;
  readonly damage: string;
  /** The diluent that came with it; `quantity` in vials or ampoules. */
  readonly diluent: { readonly lot: string; readonly quantity: number } | null;
};

/** One line as it is wished for. `unit` null: only of a refused one. `reason`: why it is held or refused. */
export type ReceiptWish = Arrival & {
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string | null;
  readonly doses: number;
  readonly unit: string | null;
  readonly outcome: ReceiptOutcome;
  readonly reason: string;
};

/** One line as it was decided. `parcel` null: nothing entered. */
export type ReceiptLine = ReceiptWish & { readonly parcel: string | null };

/** A receipt as it is kept; nobody writes over it. `leaf`: the hash of its event in the ledger. */
export type Receipt = {
  readonly id: string;
  readonly site: string;
  /** When the goods were taken in, and when that was written down. */
  readonly at: UtcMs;
  readonly recordedAt: UtcMs;
  readonly by: string;
  readonly supplier: string;
  readonly document: string;
  readonly remark: string;
  readonly lines: readonly ReceiptLine[];
  readonly leaf: string;
};

/** What the place and the province know that each line must agree with. `unitHere`: at this very place and not retired. */
export type ReceiptFacts = {
  readonly productKnown: (gtin: string) => boolean;
  readonly unitHere: (unit: string) => boolean;
  readonly lot: (gtin: string, lot: string) => Lot | null;
  readonly recall: (gtin: string, lot: string) => Recall | null;
  /** Is the last day of use over? Asked only of a day of the calendar. */
  readonly isOver: (expiry: string) => boolean;
};

/** `entered`: the parcels that came to be, each with its holds, in the order of the lines. */
export type Taken = {
  readonly at: UtcMs;
  readonly lines: readonly ReceiptLine[];
  readonly entered: readonly Received[];
};

/** A vial monitor from this stage on is past its discard point. */
const VVM_SPENT: Vvm = 3;
/** No thermometer at a door shows less or more. */
const CELSIUS: { readonly low: MilliCelsius; readonly high: MilliCelsius } = { low: -120_000, high: 80_000 };

/** Did the eye find anything that keeps the line out of use? */
export const isAbnormal = ({ vvm, freezeIndicator, damage }: Arrival): boolean =>
  (vvm !== null && vvm >= VVM_SPENT) || freezeIndicator === 'tripped' || !isBlank(damage);

/**
 * Takes in all lines or none. Refuses `RECEIPT_EMPTY`, `TIME_IN_FUTURE`, and with `details.line` (from 0) what is wrong with one:
 * `RECEIPT_ABNORMAL`, `RECEIPT_EXPIRED`, `RECEIPT_RECALLED` (each only of a line that should become usable),
 * `RECEIPT_CELSIUS_INVALID`, `REASON_REQUIRED`, `UNIT_NOT_HERE`, and the codes of `receive`.
 */
export function takeIn(
  wishes: readonly ReceiptWish[],
  askedAt: UtcMs,
  facts: ReceiptFacts,
  ctx: Context,
): Decision<Taken> {
  if (wishes.length === 0) return refuse('RECEIPT_EMPTY', 'Cannot receive: no lines are given');
  const at = notAhead(askedAt, ctx.now);
  if (!at.ok) return at;
  // A lot that an earlier line made known is known to those after it.
  const fresh = new Map<string, Lot>();
  const known = (gtin: string, lot: string) => fresh.get(`${gtin}/${lot}`) ?? facts.lot(gtin, lot);
  const lines: ReceiptLine[] = [];
  const entered: Received[] = [];
  for (const [i, wish] of wishes.entries()) {
    const decided = takeLine(wish, at.value, { ...facts, lot: known }, ctx);
    if (!decided.ok) return onLine(i, decided);
    const { value } = decided;
    const { gtin, lot, expiry, doses, unit, outcome, vvm, freezeIndicator, celsius, diluent } = wish;
    const text = { reason: said(wish.reason), damage: said(wish.damage) };
    lines.push({
      ...{ gtin, lot, doses, outcome, vvm, freezeIndicator, celsius, diluent, ...text },
      expiry:
        value?.newLot?.expiry ?? (outcome === 'refused' ? expiry : (known(gtin, lot)?.expiry ?? expiry)),
      unit: outcome === 'refused' ? null : unit,
      parcel: value?.parcel.id ?? null,
    });
    if (value === null) continue;
    if (value.newLot !== null) fresh.set(`${gtin}/${lot}`, value.newLot);
    entered.push(value);
  }
  return accept({ at: at.value, lines, entered });
}

/** Null: it was refused, and nothing enters. */
function takeLine(
  wish: ReceiptWish,
  at: UtcMs,
  facts: ReceiptFacts,
  ctx: Context,
): Decision<Received | null> {
  const { gtin, lot, expiry, doses, unit, outcome, reason, celsius } = wish;
  if (celsius !== null && !(celsius >= CELSIUS.low && celsius <= CELSIUS.high))
    return refuse('RECEIPT_CELSIUS_INVALID', `Cannot read ${celsius} m°C on arrival`, { celsius });
  if (outcome !== 'received' && isBlank(reason))
    return refuse('REASON_REQUIRED', `Cannot have lot ${lot} ${outcome}: a reason is wanted`);
  if (outcome === 'refused') return isWholeDoses(doses) ? accept(null) : refuseDoses(doses);
  if (unit === null || !facts.unitHere(unit))
    return refuse('UNIT_NOT_HERE', `Cannot receive into ${unit}: no such unit at this place`, { unit });
  const recall = facts.recall(gtin, lot);
  const decided = receive(
    { gtin, lot, doses, unit, at, ...(expiry === null ? {} : { expiry }) },
    {
      productKnown: facts.productKnown(gtin),
      unitKnown: true,
      lot: facts.lot(gtin, lot),
      recall,
      idTaken: () => false,
    },
    ctx,
  );
  if (!decided.ok) return decided;
  const { value } = decided;
  const lastDay = (value.newLot ?? facts.lot(gtin, lot))?.expiry;
  if (outcome === 'received') {
    const why = isAbnormal(wish)
      ? 'ABNORMAL'
      : recall !== null
        ? 'RECALLED'
        : lastDay !== undefined && facts.isOver(lastDay)
          ? 'EXPIRED'
          : null;
    return why === null
      ? decided
      : refuse(`RECEIPT_${why}`, `Cannot receive lot ${lot} as usable: ${why.toLowerCase()}`, { gtin, lot });
  }
  const hold = manualHold(value.parcel, reason, ctx);
  return hold.ok ? accept({ ...value, holds: [...value.holds, hold.value] satisfies Hold[] }) : hold;
}

const onLine = (line: number, { refusal }: Refused): Refused =>
  refuse(refusal.code, `Line ${line + 1}: ${refusal.message}`, { ...refusal.details, line });
