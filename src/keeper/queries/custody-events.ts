/**
 * Which custody events do not count at present, and why? Those that were refused, at the door or by what is known of the rest,
 * and those that wait for an event they rest on. What an event says is not told, only what it is about: codes stay secret.
 */
import { MAY_STILL_COUNT } from '../../custody/codes.ts';
import { readDelivered } from '../../custody/shape.ts';
import type { CustodyEvent } from '../../custody/types.ts';
import { isWithin } from '../../fleet/places.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { problemWords } from '../../wording/problems.ts';
import { type EventDocument, parcelsOf, type RefusedDocument } from '../custody-book.ts';
import { inDoubt } from '../custody-overturned.ts';
import type { EventView } from '../custody-views.ts';
import { paged } from '../pages.ts';
import { iso, siteOfParcel } from '../show.ts';
import type { Paged } from '../views.ts';
import { seesShipment } from './custody.ts';
import { type InTurns, Pace } from './turns.ts';
import { type Of, sees, type View } from './view.ts';

/** `sites`: where it was sent from and where what it names is. `body`: null when what came was no event. */
type Listed = {
  readonly id: string;
  readonly body: CustodyEvent | null;
  readonly receivedAt: number;
  readonly deliveredBy: string;
  readonly refused: { readonly code: string; readonly message: string };
  readonly sites: readonly string[];
  readonly kept: EventDocument | null;
};

export async function* custodyEvents(
  view: View,
  query: Of<'custody.events'>,
): InTurns<Decision<Paged<EventView>>> {
  const found: Listed[] = [];
  const pace = new Pace();
  for (const one of listed(view, query.state !== 'waiting')) {
    if (one !== null && isAsked(view, query, one) && seesEvent(view, one)) found.push(one);
    if (pace.isOver) yield* pace.rest();
  }
  return accept(
    paged(
      found,
      (one) => `${iso(one.receivedAt)} ${one.id}`,
      (one) => show(view, one),
      query,
    ),
  );
}

/** Null for each that counts: there are many, and whoever looks through them may rest. What comes meanwhile is left out. */
function* listed(view: View, withRefused: boolean): Generator<Listed | null> {
  const { events, refused } = view.province.custody;
  for (const event of [...events.values()])
    yield event.refused === null ? null : { ...event, ...whereabouts(view, event), refused: event.refused };
  if (!withRefused) return;
  for (const [id, document] of [...refused]) yield { id, ...atTheDoor(view, document) };
}

function isAsked(
  view: View,
  query: Of<'custody.events'>,
  { body, sites, refused, deliveredBy, kept }: Listed,
) {
  const { state, shipment, by, site } = query;
  return (
    (state === undefined || state === stateOf(kept, refused.code)) &&
    (shipment === undefined || body?.shipment === shipment) &&
    (by === undefined || by === (body?.by ?? deliveredBy)) &&
    (site === undefined || sites.some((one) => isWithin(view.province.tree, one, site)))
  );
}

/** One's own, those of one's shipments, and those that were sent from, or are about something in, one's place. */
function seesEvent(view: View, { body, deliveredBy, sites }: Listed): boolean {
  const { actor, province } = view;
  if (deliveredBy === actor.username || body?.by === actor.username) return true;
  const shipment = province.custody.shipments.get(body?.shipment ?? '');
  if (shipment !== undefined && seesShipment(view, shipment)) return true;
  return sites.length === 0 ? actor.site === null : sites.some((site) => sees(view, site));
}

function whereabouts(view: View, event: EventDocument): Pick<Listed, 'sites' | 'kept'> {
  return {
    sites: [...new Set([...(event.place === null ? [] : [event.place]), ...sitesOf(view, event.body)])],
    kept: event,
  };
}

/** Kept texts never change, and there may be many: each is read once. */
const read = new WeakMap<RefusedDocument, CustodyEvent | null>();

function atTheDoor(view: View, document: RefusedDocument): Omit<Listed, 'id'> {
  const { receivedAt, deliveredBy, refused } = document;
  let body = read.get(document);
  if (body === undefined) {
    body = bodyOf(document.raw);
    read.set(document, body);
  }
  const from = view.province.people.get(deliveredBy)?.site ?? null;
  const sites = [
    ...new Set([...(from === null ? [] : [from]), ...(body === null ? [] : sitesOf(view, body))]),
  ];
  return { body, receivedAt, deliveredBy, refused, sites, kept: null };
}

/** What was cut short, or never was an event, cannot be read. */
function bodyOf(raw: string): CustodyEvent | null {
  try {
    const delivered = readDelivered(JSON.parse(raw));
    return delivered.ok ? delivered.value.body : null;
  } catch {
    return null;
  }
}

const sitesOf = ({ province, now }: View, body: CustodyEvent): string[] =>
  parcelsOf({ body }).flatMap((id) => siteOfParcel(province, province.parcels.living(id), now) ?? []);

/** What was refused at the door never counts, whatever its code. */
const stateOf = (kept: EventDocument | null, code: string): EventView['state'] =>
  kept !== null && MAY_STILL_COUNT.has(code) ? 'waiting' : 'refused';

function show(view: View, { id, body, receivedAt, deliveredBy, refused, kept }: Listed): EventView {
  const { code, message } = refused;
  const words = problemWords(code);
  const author = body?.by ?? null;
  const doubt = kept === null ? null : inDoubt(view.province, kept);
  return {
    id: kept === null ? (body?.id ?? null) : id,
    type: body?.type ?? null,
    state: stateOf(kept, code),
    at: body?.at ?? null,
    by: author,
    name: author === null ? null : (view.province.people.get(author)?.name ?? author),
    shipment: body?.shipment ?? null,
    handoff: body !== null && 'handoff' in body ? body.handoff : null,
    parcels: body === null ? [] : parcelsOf({ body }),
    receivedAt: iso(receivedAt),
    deliveredBy,
    code,
    message,
    vi: words?.vi ?? null,
    en: words?.en ?? null,
    overturnedSince: doubt === null || kept?.overturned === undefined ? null : iso(kept.overturned.since),
  };
}
