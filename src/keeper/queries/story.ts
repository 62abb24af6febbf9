/** What was told about a parcel on its way, in order: what counts, what contradicts it, what counted once, and whether the asker may decide. */
import type { LedgerEvent } from '../../custody/events.ts';
import { phoneEvent } from '../../custody/way-events.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { ledgerWords } from '../../wording/ledger-events.ts';
import { problemWords } from '../../wording/problems.ts';
import type { EventDocument } from '../custody-book.ts';
import { overturnedOf } from '../custody-overturned.ts';
import { possessionsOf } from '../custody-show.ts';
import { isOfficialFor } from '../deciding.ts';
import type { ParcelStoryView, StoryEventView } from '../official-views.ts';
import * as show from '../show.ts';
import { missing, type Of, outOfPlace, siteOf, type View } from './view.ts';

/** A parcel that was handed on more often than this is decided about by its newest events. */
const EVENTS_MOST = 200;

export function parcelStory(view: View, { id }: Of<'parcel.story'>): Decision<ParcelStoryView> {
  const { province, actor, now } = view;
  const parcel = province.parcels.get(id);
  if (parcel === undefined) return missing('PARCEL', id);
  const place = outOfPlace(view, 'parcel.story', siteOf(view, id));
  if (place !== null) return place;
  const { custody } = province;
  const conflicts = (custody.chains.get(id)?.conflicts ?? []).map(({ events }) => [...events]);
  const overturned = overturnedOf(province, id);
  const about = new Map(
    [
      ...custody.eventsOfParcel(id),
      ...overturned,
      ...conflicts.flat().flatMap((event) => custody.events.get(event) ?? []),
    ].map((event) => [event.id, event]),
  );
  const events = [...about.values()].sort((a, b) => Date.parse(a.body.at) - Date.parse(b.body.at));
  const parties = new Set([
    ...possessionsOf(province, parcel).flatMap(({ holder }) => (holder.kind === 'person' ? holder.id : [])),
    ...[...conflicts.flat(), ...overturned.map((event) => event.id)].flatMap(
      (event) => custody.events.get(event)?.body.by ?? [],
    ),
  ]);
  return accept({
    parcel: id,
    events: events.slice(-EVENTS_MOST).map((event) => showEvent(view, event)),
    conflicts,
    overturned: overturned.map(({ id: event, overturned: since }) => ({
      event,
      since: show.iso(since?.since ?? now),
    })),
    mayDecide: !parties.has(actor.username) && isOfficialFor(province, actor, actor.username, id, now),
  });
}

function showEvent({ province }: View, event: EventDocument): StoryEventView {
  const { id, body, refused } = event;
  const told = phoneEvent(event, Date.parse(body.at)) as LedgerEvent;
  const why = refused === null ? null : problemWords(refused.code);
  return {
    id,
    at: body.at,
    by: province.people.get(body.by)?.name ?? body.by,
    words: ledgerWords(told, {
      person: (username) => province.people.get(username)?.name ?? username,
      site: (site) => province.sites.get(site)?.name ?? site,
      unit: (unit) => province.units.get(unit)?.name ?? unit,
      product: (gtin) => province.products.get(gtin)?.name ?? gtin,
    }),
    counts: refused === null,
    why: refused === null ? null : (why ?? { vi: refused.message, en: refused.message }),
  };
}
