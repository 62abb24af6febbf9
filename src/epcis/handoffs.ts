/** How boxes change hands: what the giver sent, and what the taker found. */
import type { Counted, Dosed } from '../custody/types.ts';
import type { Completion, ParcelThen } from './book.ts';
import { handoffUri, holderUri, siteUri, unitUri } from './identifiers.ts';
import { counted, packsTakenBack } from './packing.ts';
import { type Around, observed, sitesOf } from './stock.ts';
import type { Entry, Telling, Told, Untrue } from './types.ts';

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;

/**
 * The giver's shipping with what was offered, at the time of the offer, and the taker's receiving with what was counted.
 * Both name the same two parties; what is missing is the difference. Who owns it does not change, so no owner is told.
 */
function completed(event: Of<'handoff.completed'>, around: Around): Telling[] {
  const { from, to } = event;
  const [offer, count] = [around.book.offer(event.given), around.book.count(event.taken, event.given)];
  const sites = sitesOf(from.kind === 'site' ? from.id : null, to.kind === 'site' ? to.id : null);
  const boxes = [...(count?.boxes ?? offer?.boxes ?? [])].map(({ unit }) => unitUri(unit));
  const sent = offer?.parcels ?? count?.parcels.map(whole) ?? [];
  const place = event.place ?? (from.kind === 'site' ? from.id : null);
  const more = (ships: boolean): Partial<ObjectTold> => ({
    disposition: ships || to.kind === 'person' ? 'in_transit' : 'in_progress',
    bizTransactionList: [{ type: ships ? 'desadv' : 'recadv', bizTransaction: handoffUri(event.handoff) }],
    sourceList: [{ type: 'possessing_party', source: holderUri(from) }],
    destinationList: [{ type: 'possessing_party', destination: holderUri(to) }],
  });
  const shipped = things(counted(around, sent), boxes, {
    bizStep: 'shipping',
    ...more(true),
    ...(place === null ? {} : { readPoint: { id: siteUri(place) } }),
  });
  const arrival = to.kind === 'site' ? to.id : place;
  const taken = things(counted(around, count?.parcels ?? sent), boxes, {
    bizStep: 'receiving',
    ...more(false),
    ...(arrival === null ? {} : { readPoint: { id: siteUri(arrival) } }),
    ...(to.kind === 'site' ? { bizLocation: { id: siteUri(to.id) } } : {}),
  });
  const at = offer === null ? Date.parse(event.at) : Date.parse(offer.at);
  return [...shipped.map((told) => ({ told, sites, at })), ...taken.map((told) => ({ told, sites }))];
}

/** A handoff that was completed otherwise before, until something came late, takes that back. */
export function completedAnew(event: Of<'handoff.completed'>, around: Around): Telling[] {
  const sides = [event.given, event.taken].filter((side) => side !== null);
  const before = around.book
    .completionsBy(sides, around.seq - 1)
    .filter((one) => one.event.handoff === event.handoff);
  const back = before.flatMap((one) => takenBack(one, around, 'incorrect_data', [event.id]));
  return [...completed(event, around), ...back];
}

/** A record that counts no more takes back what was told of it, and of the handoff that rested on it. */
export function overturned({ event }: Of<'custody.overturned'>, around: Around): Telling[] {
  const before = around.book.completionsBy([event], around.seq - 1);
  const completions = before.flatMap((one) => takenBack(one, around, 'incorrect_data', []));
  return [...completions, ...packsTakenBack([event], around, 'incorrect_data', [])];
}

/** What an official found not to be true is told once more, with the error declared; what is true instead is named. */
export function resolved(event: Of<'custody.resolved'>, around: Around): Telling[] {
  const { book, seq } = around;
  const instead = book.completionsBy(event.truth, seq).map((one) => one.event.id);
  const completions = book
    .completionsBy(event.untrue, seq - 1)
    .filter((one) => !instead.includes(one.event.id))
    .flatMap((one) => takenBack(one, around, 'did_not_occur', instead));
  return [...completions, ...packsTakenBack(event.untrue, around, 'did_not_occur', instead)];
}

const takenBack = (
  { event, seq }: Completion,
  around: Around,
  reason: Untrue['reason'],
  instead: readonly string[],
): Telling[] =>
  completed(event, { ...around, seq }).map((telling, index) => ({
    at: Date.parse(event.at),
    ...telling,
    untrue: { of: event.id, index, reason, instead },
  }));

type ObjectTold = Extract<Told, { type: 'ObjectEvent' }>;

/** No event of nothing: who took none received none. */
function things(
  parcels: readonly ParcelThen[],
  boxes: readonly string[],
  more: Partial<ObjectTold>,
): ObjectTold[] {
  if (parcels.length === 0) return [];
  const told = observed(parcels, null, more);
  const epcList = [...new Set([...boxes, ...(told.epcList ?? [])])];
  return [epcList.length === 0 ? told : { ...told, epcList }];
}

const whole = ({ parcel, doses, refused, missing }: Counted): Dosed => ({
  parcel,
  doses: doses + refused + missing,
});
