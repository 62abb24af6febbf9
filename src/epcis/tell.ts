/**
 * Which EPCIS events is an event of the ledger? Custody steps, holds and their ends; everything else (rules, splits within a
 * lot, plans, proposals) is none. The same entry is the same events with the same ids for ever.
 */
import type { Sha256 } from '../custody/leaf.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Book } from './book.ts';
import { completedAnew, overturned, resolved } from './handoffs.ts';
import { freed, held, recalled } from './holds.ts';
import { begun, packing, reinstated } from './packing.ts';
import { type Around, ended, given, moved, placed, received } from './stock.ts';
import type { Entry, EpcisEvent, Placed, Places, Row, Telling } from './types.ts';

/** `book` must have taken in the row. `sha256` makes the ids of the second and later events of one entry. */
export function tell(row: Row, book: Book, places: Places, sha256: Sha256): Placed[] {
  const { event, seq } = row;
  if (event.type === 'partner.event') return [{ event: partnerEvent(event), sites: [] }];
  const idOf = (entry: string, index: number) =>
    `urn:uuid:${index === 0 ? entry : furtherId(entry, index, sha256)}`;
  return tellings(event, { book, places, seq }).map(({ told, at, sites, of, untrue, measure }, index) => {
    const when = at ?? Date.parse(event.at);
    const whole: EpcisEvent = {
      eventID: idOf(untrue?.of ?? of ?? event.id, untrue?.index ?? index),
      eventTime: new Date(when).toISOString(),
      eventTimeZoneOffset: offsetAt(when, places.zone),
      recordTime: event.recorded,
      ...told,
    };
    if (untrue === undefined) return { event: whole, sites, ...(measure === undefined ? {} : { measure }) };
    const errorDeclaration = {
      declarationTime: event.at,
      reason: untrue.reason,
      ...(untrue.instead.length === 0 ? {} : { correctiveEventIDs: untrue.instead.map((id) => idOf(id, 0)) }),
    };
    return { event: { ...whole, errorDeclaration }, sites };
  });
}

function tellings(event: Entry, around: Around): Telling[] {
  switch (event.type) {
    case 'parcel.received':
      return received(event);
    case 'parcel.moved':
      return moved(event, around);
    case 'parcel.ended':
      return ended(event, around);
    case 'unit.placed':
      return placed(event, around);
    case 'doses.administered':
      return given(event);
    case 'hold.placed':
      return held(event, around);
    case 'hold.withdrawn':
    case 'disposition.approved':
      return freed(event, around);
    case 'lot.recalled':
      return recalled(event, around);
    case 'shipment.packed':
    case 'shipment.unpacked':
      return packing(event, around);
    case 'custody.overturned':
      return overturned(event, around);
    case 'custody.counted':
      return begun(event, around);
    case 'custody.reinstated':
      return reinstated(event, around);
    case 'handoff.completed':
      return completedAnew(event, around);
    case 'custody.resolved':
      return resolved(event, around);
    default:
      return [];
  }
}

/** As it was captured; an event without an id has that of the entry that keeps it. */
function partnerEvent({ id, event, recorded }: Extract<Entry, { type: 'partner.event' }>): EpcisEvent {
  const captured = JSON.parse(event) as EpcisEvent & { id?: string };
  const eventID = captured.eventID ?? captured.id ?? `urn:uuid:${id}`;
  return { ...captured, eventID, recordTime: recorded };
}

/** A UUID of version 8 (RFC 9562) from the entry's own id and the place among its events. */
function furtherId(id: string, index: number, sha256: Sha256): string {
  const hash = sha256(new TextEncoder().encode(`${id}/${index}`)).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** No zone changes its offset but at a quarter of an hour. */
const QUARTER_MS = 900_000;
type Zone = { readonly format: Intl.DateTimeFormat; quarter: number; offset: string };
const zones = new Map<string, Zone>();

/** `+07:00` for Asia/Ho_Chi_Minh; of a zone with summer time that of the instant. */
export function offsetAt(at: UtcMs, name: string): string {
  const format = () => new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const zone = zones.get(name) ?? { format: format(), quarter: Number.NaN, offset: '' };
  zones.set(name, zone);
  const quarter = Math.floor(at / QUARTER_MS);
  if (quarter !== zone.quarter) {
    const part = zone.format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    // An hour-less name is UTC itself; seconds of old local times are left out.
    zone.offset = /[+-]\d\d:\d\d/.exec(part)?.[0] ?? '+00:00';
    zone.quarter = quarter;
  }
  return zone.offset;
}
