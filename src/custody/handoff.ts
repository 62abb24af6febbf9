/**
 * What became of a handoff? Folds the events of its two sides, which may come in any order and days apart: which of them
 * count, when it was complete, and what differs. A handoff is only ever made by both sides.
 */
import { CLOCK_TOLERANCE_MS, type Refusal } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type CustodyCode, refuseCustody } from './codes.ts';
import { addsUp, discrepanciesOf } from './handoff-count.ts';
import { stateAt } from './handoff-state.ts';
import { atOf, type FoldContext, inOrder, isOf, type KeptOf } from './order.ts';
import type { Handoff, Holder, KeptEvent, Side } from './types.ts';

/** How long the receiving side has to confirm what was handed over without a phone. */
export const CONFIRM_WITHIN_MS = 72 * 3_600_000;

/**
 * The events of one handoff, told apart. At most one of each counts: the earliest that is in order. `contradicted`: taken,
 * although the giver had taken it back before by both clocks. `judged`: the refusal of each that does not count.
 */
export type Sides = {
  readonly id: string;
  readonly offer: KeptOf<'handoff.offered'> | null;
  readonly taken: KeptOf<'handoff.taken'> | null;
  readonly oneSided: KeptOf<'handoff.one-sided'> | null;
  readonly confirmed: KeptOf<'handoff.confirmed'> | null;
  readonly withdrawn: KeptOf<'handoff.withdrawn'> | null;
  readonly contradicted: boolean;
  /** The taker's side of which the giver's has not come yet. */
  readonly orphan: KeptOf<'handoff.taken'> | null;
  readonly judged: ReadonlyMap<string, Refusal>;
};

/**
 * Tells the events of one handoff apart. Refusals: `HANDOFF_EXISTS`, `HANDOFF_UNKNOWN` (the offer is not here yet),
 * `HANDOFF_SELF`, `HANDOFF_NOT_FOR_YOU`, `HANDOFF_CODE_WRONG`, `HANDOFF_CODE_USED`, `HANDOFF_EXPIRED`, `HANDOFF_NOT_GIVER`,
 * `HANDOFF_ALREADY_TAKEN`, `HANDOFF_NOT_ONE_SIDED`, `EVENT_DOSES_DIFFER`, `EVENT_BOX_NOT_OFFERED`, `EVENT_AT_IMPLAUSIBLE`.
 * @param events of this handoff, those that the door let in
 */
export function sidesOf(id: string, events: readonly KeptEvent[], ctx: FoldContext): Sides {
  const judged = new Map<string, Refusal>();
  const first = <E extends KeptEvent>(
    found: readonly E[],
    judge: (event: E) => Refusal | null,
    late: CustodyCode,
  ): E | null => {
    let counts: E | null = null;
    for (const event of found) {
      const refusal = judge(event) ?? (counts === null ? null : because(late, event));
      if (refusal === null) counts = event;
      else judged.set(event.id, refusal);
    }
    return counts;
  };
  const ordered = inOrder(events);
  const offer = first(
    ordered.filter((e) => isOf(e, 'handoff.offered')),
    () => null,
    'HANDOFF_EXISTS',
  );
  const taken = first(
    ordered.filter((e) => isOf(e, 'handoff.taken')),
    (event) => wrongTaking(event, offer, ctx),
    'HANDOFF_CODE_USED',
  );
  const oneSided = first(
    ordered.filter((e) => isOf(e, 'handoff.one-sided')),
    (event) => (taken === null ? wrongOneSided(event, offer) : because('HANDOFF_ALREADY_TAKEN', event)),
    'HANDOFF_EXISTS',
  );
  const confirmed = first(
    ordered.filter((e) => isOf(e, 'handoff.confirmed')),
    (event) => wrongConfirming(event, offer, oneSided, ctx),
    'HANDOFF_ALREADY_TAKEN',
  );
  const end = taken ?? (confirmed === null ? null : oneSided);
  const withdrawn = first(
    ordered.filter((e) => isOf(e, 'handoff.withdrawn')),
    (event) => {
      if (offer === null) return because('HANDOFF_UNKNOWN', event);
      if (event.body.by !== offer.body.by) return because('HANDOFF_NOT_GIVER', event);
      return end !== null && atOf(end) < atOf(event) ? because('HANDOFF_ALREADY_TAKEN', event) : null;
    },
    'HANDOFF_EXISTS',
  );
  const contradicted = withdrawn !== null && end !== null;
  const orphan = offer === null ? (ordered.find((e) => isOf(e, 'handoff.taken')) ?? null) : null;
  return { id, offer, taken, oneSided, confirmed, withdrawn, contradicted, orphan, judged };
}

/** When it changed hands, and with which event; null while it did not. The receiving side confirms the giver's own instant. */
export function completionOf(sides: Sides): { readonly at: UtcMs; readonly event: KeptEvent } | null {
  const { offer, taken, oneSided, confirmed, contradicted } = sides;
  if (offer === null || contradicted) return null;
  if (taken !== null) return { at: atOf(taken), event: taken };
  return oneSided !== null && confirmed !== null ? { at: atOf(oneSided), event: confirmed } : null;
}

/** The taker's own count; the giver's, where nobody else counted yet. */
export const countOf = (sides: Sides) =>
  sides.taken?.body ?? sides.confirmed?.body ?? sides.oneSided?.body ?? null;

/**
 * The handoff as it stands at `ctx.now`; null when there is neither an offer nor a taker's side that could be one.
 * @param from who held the parcels when it was given
 */
export function handoffOf(sides: Sides, from: Holder, ctx: FoldContext): Handoff | null {
  const { id, offer, orphan, oneSided, withdrawn, contradicted } = sides;
  const base = offer?.body ?? orphan?.body;
  if (base === undefined) return null;
  const count = countOf(sides) ?? orphan?.body ?? null;
  const givenBy = oneSided ?? offer;
  const takenBy = sides.taken ?? sides.confirmed ?? orphan;
  const done = completionOf(sides);
  const handoff: Handoff = {
    id,
    shipment: base.shipment,
    from,
    to: offer?.body.to ?? receiverOf(orphan, from),
    parcels: offer?.body.parcels ?? offeredBy(orphan),
    boxes: offer?.body.boxes ?? [],
    counted: count?.parcels ?? null,
    countedBoxes: count?.boxes ?? null,
    given: givenBy === null ? null : sideOf(givenBy),
    taken: takenBy === null ? null : sideOf(takenBy),
    receiver: oneSided?.body.receiver ?? null,
    place: offer?.body.place ?? orphan?.body.place ?? null,
    validUntil: offer === null ? Date.parse(base.at) : Date.parse(offer.body.validUntil),
    state: contradicted ? 'disputed' : withdrawn !== null ? 'withdrawn' : 'offered',
    completedAt: done?.at ?? null,
    discrepancies: offer === null || count === null ? [] : discrepanciesOf(offer.body, count),
  };
  const giver: Holder = { kind: 'person', id: handoff.given?.by ?? from.id };
  const since = (handoff.taken ?? handoff.given)?.at ?? ctx.now;
  const offline = ctx.offline(handoff.given === null ? from : giver, since) || ctx.offline(handoff.to, since);
  return { ...handoff, state: stateAt(handoff, ctx.now, offline) };
}

/** A handoff from its events alone. `from`: as for handoffOf. */
export const foldHandoff = (
  events: readonly KeptEvent[],
  ctx: FoldContext & { readonly id: string; readonly from: Holder },
): Handoff | null => handoffOf(sidesOf(ctx.id, events, ctx), ctx.from, ctx);

const because = (
  code: CustodyCode,
  { id, body }: KeptEvent,
  details: Readonly<Record<string, unknown>> = {},
): Refusal =>
  refuseCustody(code, `Cannot count ${body.type} ${id}: ${code}`, { event: id, ...details }).refusal;

function wrongTaking(
  event: KeptOf<'handoff.taken'>,
  offer: KeptOf<'handoff.offered'> | null,
  ctx: FoldContext,
): Refusal | null {
  if (offer === null) return because('HANDOFF_UNKNOWN', event);
  if (event.body.by === offer.body.by) return because('HANDOFF_SELF', event);
  if (!isFor(offer.body.to, event, ctx)) return because('HANDOFF_NOT_FOR_YOU', event);
  if (ctx.sha256Hex(event.body.code) !== offer.body.codeHash) return because('HANDOFF_CODE_WRONG', event);
  if (atOf(event) > Date.parse(offer.body.validUntil)) return because('HANDOFF_EXPIRED', event);
  if (atOf(event) < atOf(offer) - CLOCK_TOLERANCE_MS) return because('EVENT_AT_IMPLAUSIBLE', event);
  const sum = addsUp(offer.body, event.body);
  return sum.ok ? null : sum.refusal;
}

function wrongOneSided(
  event: KeptOf<'handoff.one-sided'>,
  offer: KeptOf<'handoff.offered'> | null,
): Refusal | null {
  if (offer === null) return because('HANDOFF_UNKNOWN', event);
  if (event.body.by !== offer.body.by) return because('HANDOFF_NOT_GIVER', event);
  if (atOf(event) > Date.parse(offer.body.validUntil)) return because('HANDOFF_EXPIRED', event);
  if (atOf(event) < atOf(offer) - CLOCK_TOLERANCE_MS) return because('EVENT_AT_IMPLAUSIBLE', event);
  const sum = addsUp(offer.body, event.body);
  return sum.ok ? null : sum.refusal;
}

function wrongConfirming(
  event: KeptOf<'handoff.confirmed'>,
  offer: KeptOf<'handoff.offered'> | null,
  oneSided: KeptOf<'handoff.one-sided'> | null,
  ctx: FoldContext,
): Refusal | null {
  if (offer === null) return because('HANDOFF_UNKNOWN', event);
  if (event.body.by === offer.body.by) return because('HANDOFF_SELF', event);
  if (!isFor(offer.body.to, event, ctx)) return because('HANDOFF_NOT_FOR_YOU', event);
  if (oneSided === null) return because('HANDOFF_NOT_ONE_SIDED', event);
  if (atOf(event) > atOf(oneSided) + CONFIRM_WITHIN_MS) return because('HANDOFF_EXPIRED', event);
  if (atOf(event) < atOf(oneSided) - CLOCK_TOLERANCE_MS) return because('EVENT_AT_IMPLAUSIBLE', event);
  const sum = addsUp(offer.body, event.body);
  return sum.ok ? null : sum.refusal;
}

const isFor = (to: Holder, event: KeptEvent, ctx: FoldContext): boolean =>
  to.kind === 'person' ? to.id === event.body.by : ctx.actsFor(event, to.id);

const sideOf = (event: KeptEvent): Side => ({
  event: event.id,
  by: event.body.by,
  at: atOf(event),
  signed: event.signature !== null,
});

function offeredBy(orphan: KeptOf<'handoff.taken'> | null): Handoff['parcels'] {
  return (orphan?.body.parcels ?? []).map(({ parcel, doses, refused, missing }) => ({
    parcel,
    doses: doses + refused + missing,
  }));
}
function receiverOf(orphan: KeptOf<'handoff.taken'> | null, from: Holder): Holder {
  if (orphan === null) return from;
  const { place, by } = orphan.body;
  return place === null ? { kind: 'person', id: by } : { kind: 'site', id: place };
}
