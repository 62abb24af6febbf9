/**
 * Decides how a parcel comes, moves and goes.
 *
 * A parcel's life only runs forward: nothing is dated before its beginning (`createdAt`: the receipt, or the split
 * that made it) or before its last stay began or ended. An instant at most five minutes ahead of service time is a
 * fast clock and counts as now; further ahead it is refused.
 */
import type { UtcMs } from '../thermal/types.ts';
import { recallHold } from './recalls.ts';
import {
  accept,
  CLOCK_TOLERANCE_MS,
  type Context,
  type Decision,
  type Refused,
  refuse,
  said,
} from './refusal.ts';
import type { Hold, Lot, Parcel, ParcelEnd, Recall } from './types.ts';

export type ReceiveRequest = {
  readonly id?: string | undefined;
  readonly gtin: string;
  readonly lot: string;
  /** `YYYY-MM-DD`, the last day of use. Needed for a lot that is new here. */
  readonly expiry?: string | undefined;
  readonly doses: number;
  readonly unit: string;
  readonly at?: UtcMs | undefined;
  readonly label?: string | undefined;
};

/** What the province knows that a receipt must agree with. `unitKnown`: exists and is not retired. */
export type ReceiveFacts = {
  readonly productKnown: boolean;
  readonly unitKnown: boolean;
  readonly lot: Lot | null;
  readonly recall: Recall | null;
  readonly idTaken: (id: string) => boolean;
};

/** `newLot`: the lot, where this receipt made it known. `holds`: the recall's, where the lot stands recalled. */
export type Received = {
  readonly parcel: Parcel;
  readonly newLot: Lot | null;
  readonly holds: readonly Hold[];
};

/**
 * Receives a parcel into a unit. Refuses `PRODUCT_UNKNOWN` (no rules would judge it), `UNIT_UNKNOWN`, `DOSES_INVALID`,
 * `PARCEL_EXISTS`, `EXPIRY_REQUIRED`, `EXPIRY_INVALID`, `EXPIRY_MISMATCH`, `TIME_IN_FUTURE`.
 */
export function receive(request: ReceiveRequest, facts: ReceiveFacts, ctx: Context): Decision<Received> {
  const { gtin, lot, doses, unit } = request;
  if (!facts.productKnown)
    return refuse('PRODUCT_UNKNOWN', `Cannot receive GTIN ${gtin}: no such product`, { gtin });
  if (!facts.unitKnown) return refuse('UNIT_UNKNOWN', `Cannot receive into ${unit}: no such unit`, { unit });
  if (!isWholeDoses(doses)) return refuseDoses(doses);
  const id = request.id ?? ctx.ids();
  if (facts.idTaken(id))
    return refuse('PARCEL_EXISTS', `Cannot receive parcel ${id}: the id is taken`, { id });
  const known = agreedLot(request, facts.lot);
  if (!known.ok) return known;
  const at = notAhead(request.at ?? ctx.now, ctx.now);
  if (!at.ok) return at;

  const parcel: Parcel = {
    id,
    gtin,
    lot,
    label: request.label === undefined ? null : said(request.label),
    parent: null,
    createdAt: at.value,
    dosesInitial: doses,
    doses,
    stays: [{ unit, from: at.value, to: null }],
    ended: null,
  };
  return accept({
    parcel,
    newLot: facts.lot === null ? known.value : null,
    holds: facts.recall === null ? [] : [recallHold(parcel, facts.recall, ctx)],
  });
}

/**
 * Moves a parcel into another unit, or into none (`unit: null`: carried, its temperature unknown) at `at`, which ends
 * the former stay. A move at the very instant the last stay began leaves that stay empty.
 * Refuses `PARCEL_ENDED`, `UNIT_UNKNOWN`, `PARCEL_ALREADY_THERE`, `TIME_IN_FUTURE`, `PARCEL_MOVED_LATER`.
 */
export function move(
  parcel: Parcel,
  request: { readonly unit: string | null; readonly at?: UtcMs | undefined },
  facts: { readonly unitKnown: boolean },
  ctx: Context,
): Decision<Parcel> {
  const { unit } = request;
  if (parcel.ended !== null) return refuseEnded(parcel);
  if (unit !== null && !facts.unitKnown) {
    return refuse('UNIT_UNKNOWN', `Cannot move parcel ${parcel.id} into ${unit}: no such unit`, { unit });
  }
  if (presentUnit(parcel) === unit) {
    return refuse('PARCEL_ALREADY_THERE', `Cannot move parcel ${parcel.id}: it is already there`, { unit });
  }
  const at = nextInstant(parcel, request.at ?? ctx.now, ctx.now);
  if (!at.ok) return at;
  const left = leave(parcel, at.value);
  return accept(
    unit === null ? left : { ...left, stays: [...left.stays, { unit, from: at.value, to: null }] },
  );
}

/**
 * Ends a parcel's life at `at`. Its doses stay written as they were: what was discarded or returned. `empty` means none
 * is left. Open holds outlive the end; only dispositions end them.
 * Refuses `PARCEL_ENDED`, `PARCEL_NOT_EMPTY`, `TIME_IN_FUTURE`, `PARCEL_MOVED_LATER`.
 */
export function end(
  parcel: Parcel,
  request: { readonly kind: ParcelEnd; readonly at?: UtcMs | undefined },
  ctx: Context,
): Decision<Parcel> {
  if (parcel.ended !== null) return refuseEnded(parcel);
  if (request.kind === 'empty' && parcel.doses > 0) {
    const message = `Cannot end parcel ${parcel.id} as empty: ${parcel.doses} doses are left, 0 wanted`;
    return refuse('PARCEL_NOT_EMPTY', message, { parcel: parcel.id, doses: parcel.doses });
  }
  const at = nextInstant(parcel, request.at ?? ctx.now, ctx.now);
  return at.ok ? accept(close(parcel, request.kind, at.value)) : at;
}

/** The parcel with its life ended at `at`, or as early after it as its stays allow: what is written stays written. */
export function close(parcel: Parcel, kind: ParcelEnd, at: UtcMs): Parcel {
  const instant = Math.max(at, lastInstant(parcel));
  return { ...leave(parcel, instant), ended: { at: instant, kind } };
}

/** The unit a parcel is in now; `null` when in none, or ended. */
export function presentUnit(parcel: Parcel): string | null {
  const last = parcel.stays.at(-1);
  return parcel.ended === null && last !== undefined && last.to === null ? last.unit : null;
}

/** The unit a parcel was in at an instant; `null` when in none. */
export const unitAt = (parcel: Parcel, at: UtcMs): string | null =>
  parcel.stays.findLast((stay) => stay.from <= at && (stay.to === null || at < stay.to))?.unit ?? null;

/** The instant of the next thing in a parcel's life: not in the future, not before what is already written. */
export function nextInstant(parcel: Parcel, at: UtcMs, now: UtcMs): Decision<UtcMs> {
  const instant = notAhead(at, now);
  if (!instant.ok) return instant;
  const last = lastInstant(parcel);
  if (instant.value >= last) return instant;
  const message = `Cannot date it ${iso(at)}: parcel ${parcel.id} has a later entry of ${iso(last)}`;
  return refuse('PARCEL_MOVED_LATER', message, { parcel: parcel.id, at, last });
}

/** The instant itself, or `now` for a clock slightly fast; refuses `TIME_IN_FUTURE` beyond the tolerance. */
export function notAhead(at: UtcMs, now: UtcMs): Decision<UtcMs> {
  if (!Number.isSafeInteger(at)) throw new Error(`not an instant: ${at}`);
  if (at <= now + CLOCK_TOLERANCE_MS) return accept(Math.min(at, now));
  const message = `Cannot date it ${at} ms: ${at - now} ms ahead of service time, at most ${CLOCK_TOLERANCE_MS}`;
  return refuse('TIME_IN_FUTURE', message, { at, now });
}

export const isWholeDoses = (doses: number): boolean => Number.isSafeInteger(doses) && doses > 0;

export const refuseDoses = (doses: number): Refused =>
  refuse('DOSES_INVALID', `Cannot take ${doses} doses: a whole number above 0 is wanted`, { doses });

export const refuseEnded = (parcel: Parcel): Refused =>
  refuse('PARCEL_ENDED', `Cannot change parcel ${parcel.id}: its life has ended`, {
    parcel: parcel.id,
    ended: parcel.ended,
  });

function lastInstant(parcel: Parcel): UtcMs {
  const last = parcel.stays.at(-1);
  return Math.max(parcel.createdAt, last?.from ?? parcel.createdAt, last?.to ?? parcel.createdAt);
}

function leave(parcel: Parcel, at: UtcMs): Parcel {
  return { ...parcel, stays: parcel.stays.map((stay) => (stay.to === null ? { ...stay, to: at } : stay)) };
}

/** A lot has one expiry; the first receipt states it, later ones may repeat it but not contradict it. */
function agreedLot(request: ReceiveRequest, known: Lot | null): Decision<Lot> {
  const { gtin, lot, expiry } = request;
  if (expiry !== undefined && !isDate(expiry)) {
    return refuse('EXPIRY_INVALID', `Cannot read expiry ${expiry}: a date YYYY-MM-DD is wanted`, { expiry });
  }
  if (known !== null) {
    if (expiry === undefined || expiry === known.expiry) return accept(known);
    const message = `Cannot receive lot ${lot} with expiry ${expiry}: it is known with ${known.expiry}`;
    return refuse('EXPIRY_MISMATCH', message, { gtin, lot, expiry, known: known.expiry });
  }
  if (expiry !== undefined) return accept({ gtin, lot, expiry });
  return refuse('EXPIRY_REQUIRED', `Cannot receive lot ${lot}: it is new here and has no expiry`, {
    gtin,
    lot,
  });
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && iso(ms).startsWith(text);
}

const iso = (at: UtcMs): string => new Date(at).toISOString();
