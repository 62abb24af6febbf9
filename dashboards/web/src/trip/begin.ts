/** How each thing that a person enters begins: with its ids made, so that it becomes each event once. */
import type { HandoffView } from '../../../../src/keeper/custody-views.ts';
import {
  countsFor,
  foundFor,
  type GiveDraft,
  type NoteDraft,
  type Offered,
  type TakeDraft,
} from './draft.ts';
import { newCode, newId } from './uuid.ts';

export const noteDraft = (trip: string, about: NoteDraft['about'], unit: string | null): NoteDraft => ({
  kind: 'note',
  key: `note ${trip}`,
  trip,
  startedAt: Date.now(),
  done: false,
  id: newId(),
  about,
  unit,
  text: '',
});

export const giveDraft = (trip: string): GiveDraft => ({
  kind: 'give',
  key: `handoff ${trip}`,
  trip,
  startedAt: Date.now(),
  done: false,
  step: 'to',
  ids: { offer: newId(), handoff: newId(), oneSided: newId(), withdrawn: newId() },
  code: newCode(),
  to: null,
  parcels: [],
  boxes: [],
  receiver: { name: '', phone: '', signature: null },
  why: '',
  outcome: null,
  counts: [],
  found: [],
  reason: '',
});

/** `page`: the trip in the address, `-` where the giver's code will tell. */
export const takeDraft = (page: string): TakeDraft => ({
  kind: 'take',
  key: `handoff ${page}`,
  trip: page === '-' ? null : page,
  startedAt: Date.now(),
  done: false,
  step: 'scan',
  ids: { taken: newId() },
  typed: '',
  collected: null,
  slip: null,
  trust: null,
  offered: null,
  how: 'code',
  code: '',
  counts: [],
  found: [],
  reason: '',
});

/** With an offer in hand the counting can begin. */
export const withOffer = (draft: TakeDraft, offered: Offered): TakeDraft => ({
  ...draft,
  offered,
  step: 'offer',
  counts: countsFor(offered.parcels),
  found: foundFor(offered.boxes),
});

export const offeredOf = (handoff: HandoffView): Offered => ({
  handoff: handoff.id,
  shipment: handoff.shipment,
  from: handoff.given?.by ?? handoff.from.id,
  to: { kind: handoff.to.kind, id: handoff.to.id },
  parcels: handoff.parcels.map(({ parcel, doses }) => ({ parcel, doses })),
  boxes: handoff.boxes,
  validUntil: Date.parse(handoff.validUntil),
});

/** A handoff that the giver recorded alone, to be confirmed by the receiving side. */
export function confirmDraft(handoff: HandoffView): TakeDraft {
  const offered = offeredOf(handoff);
  return withOffer({ ...takeDraft(offered.shipment ?? '-'), how: 'confirm', trust: 'trusted' }, offered);
}
