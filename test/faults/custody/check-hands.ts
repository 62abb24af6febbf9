/**
 * Who has it, and where is it? One holder and one place of each parcel at any time; what a completed handoff does is there as a
 * whole, and of one that is not complete, or of an event that does not count, nothing is.
 */
import { createHash } from 'node:crypto';
import type { Handoff } from '../../../src/custody/types.ts';
import type { EventDocument } from '../../../src/keeper/custody-book.ts';
import type { Oracle } from './oracle.ts';
import type { Stored } from './stored.ts';

export function checkHands(stored: Stored, oracle: Oracle): string[] {
  const events = new Map(stored.events.map((event) => [event.id, event]));
  const completed = new Map(
    stored.ledger.filter(({ type }) => type === 'handoff.completed').map((one) => [String(one.handoff), one]),
  );
  return [
    ...checkPlaces(stored),
    ...checkChains(stored, events),
    ...checkEffects(stored),
    ...stored.handoffs.flatMap((one) =>
      one.completedAt === null ? nothingOf(stored, one) : allOf(stored, one, events, completed),
    ),
    ...[...oracle.mustNot].flatMap((id) => {
      const event = events.get(id);
      return event !== undefined && event.refused === null
        ? [`${event.body.type} ${id} must not count and does`]
        : [];
    }),
  ];
}

function checkPlaces({ parcels, units }: Stored): string[] {
  const wrong: string[] = [];
  for (const { id, stays, ended } of parcels.values())
    stays.forEach((stay, i) => {
      const next = stays[i + 1];
      if (next !== undefined && (stay.to === null || stay.to > next.from))
        wrong.push(`place: ${id} is in ${stay.unit} and in ${next.unit} at once`);
      if (stay.to !== null && stay.to < stay.from)
        wrong.push(`place: ${id} left ${stay.unit} before it came`);
      if (ended !== null && next === undefined && stay.to === null)
        wrong.push(`place: ${id} has ended and stays`);
    });
  for (const [id, { placements }] of units)
    placements.forEach(({ since }, i) => {
      if (since < (placements[i - 1]?.since ?? since)) wrong.push(`place: unit ${id} goes back in time`);
    });
  return wrong;
}

function checkChains(
  { chains, parcels, handoffs }: Stored,
  events: ReadonlyMap<string, EventDocument>,
): string[] {
  const wrong: string[] = [];
  const made = new Map(handoffs.map((one) => [one.id, one]));
  const named = new Set(
    [...events.values()].flatMap(({ body }) => ('parcels' in body ? body.parcels : [])).map((p) => p.parcel),
  );
  for (const id of named)
    if (parcels.has(id) && !chains.has(id)) wrong.push(`holder: ${id} was named and nobody is on record`);
  for (const { parcel, possessions } of chains.values()) {
    if (possessions.length === 0) wrong.push(`holder: nobody has ${parcel}`);
    possessions.forEach(({ holder, from, event }, i) => {
      const before = possessions[i - 1];
      if (before !== undefined && before.from > from) wrong.push(`holder: two have ${parcel} at once`);
      if ((event === null) !== (i === 0)) wrong.push(`holder: ${parcel} came to ${holder.id} by nothing`);
      if (event === null) return;
      const by = events.get(event);
      const handoff = by !== undefined && 'handoff' in by.body ? made.get(by.body.handoff) : undefined;
      if (by?.refused !== null)
        wrong.push(`holder: ${parcel} came to ${holder.id} by ${event}, which does not count`);
      if (handoff?.completedAt !== from || handoff.to.id !== holder.id || handoff.to.kind !== holder.kind)
        wrong.push(`holder: ${parcel} came to ${holder.id} otherwise than by handoff ${handoff?.id}`);
    });
  }
  return wrong;
}

/** What each event did stands in the parcels and boxes; what does not count did nothing. */
function checkEffects({ events, parcels, units }: Stored): string[] {
  const wrong: string[] = [];
  for (const { id, body, refused, effect } of events) {
    if (refused !== null && effect !== null)
      wrong.push(`${body.type} ${id} does not count and did something`);
    for (const { unit, at, site } of effect?.placements ?? []) {
      const there = units.get(unit)?.placements.findLast(({ since }) => since <= at)?.site;
      if (there !== site) wrong.push(`${body.type} ${id} put ${unit} at ${site}, it is at ${there}`);
    }
    for (const { parcel, at, unit } of effect?.moves ?? []) {
      const one = parcels.get(parcel);
      const there =
        one?.stays.findLast(({ from, to }) => from <= at && (to === null || at < to))?.unit ?? null;
      if (one === undefined) wrong.push(`${body.type} ${id} moved ${parcel}, which is not there`);
      else if (there !== unit && !(one.ended !== null && one.ended.at <= at))
        wrong.push(`${body.type} ${id} put ${parcel} into ${unit}, it is in ${there}`);
    }
    for (const { id: portion, doses, parent } of effect?.portions ?? []) {
      const one = parcels.get(portion);
      const short = one !== undefined && one.dosesInitial < doses && (parcels.get(parent)?.doses ?? 0) > 0;
      if (one === undefined || one.parent !== parent || one.dosesInitial > doses || short)
        wrong.push(`${body.type} ${id} set apart ${doses} as ${portion}: ${JSON.stringify(one)}`);
    }
  }
  return wrong;
}

const tailOf = (handoff: string) => createHash('sha256').update(handoff).digest('hex').slice(0, 8);

function nothingOf({ chains, parcels, events }: Stored, { id, parcels: offered, state }: Handoff): string[] {
  const wrong: string[] = [];
  const mine = new Set(
    events.filter(({ body }) => 'handoff' in body && body.handoff === id).map((event) => event.id),
  );
  for (const { parcel } of offered) {
    if (chains.get(parcel)?.possessions.some(({ event }) => event !== null && mine.has(event)))
      wrong.push(`handoff ${id} is ${state} and ${parcel} changed hands by it`);
    for (const kind of ['m', 'r'])
      if ((parcels.get(`${parcel}-${kind}${tailOf(id)}`)?.doses ?? 0) > 0)
        wrong.push(`handoff ${id} is ${state} and set apart doses of ${parcel}`);
  }
  return wrong;
}

function allOf(
  { chains, parcels, resolved }: Stored,
  handoff: Handoff,
  events: ReadonlyMap<string, EventDocument>,
  completed: ReadonlyMap<string, unknown>,
): string[] {
  const { id, to, completedAt, taken } = handoff;
  const wrong: string[] = [];
  const decided = new Set(resolved.values());
  const event = events.get(taken?.event ?? '');
  if (!completed.has(id)) wrong.push(`handoff ${id} is complete and not in the ledger`);
  if (event === undefined || event.refused !== null || event.recorded === null)
    return [...wrong, `handoff ${id} is complete by an event that does not count`];
  const { body } = event;
  const counted = body.type === 'handoff.taken' || body.type === 'handoff.confirmed' ? body.parcels : [];
  for (const { parcel, doses, refused, missing } of counted) {
    const chain = chains.get(parcel);
    // Two stories about it, or an official's word on them: it stays where it was.
    if (chain === undefined || chain.conflicts.length > 0 || decided.has(parcel)) continue;
    const got = chain.possessions.some(
      (p) => p.event === event.id && p.from === completedAt && p.holder.id === to.id,
    );
    if (got !== doses > 0)
      wrong.push(`handoff ${id}: ${parcel}, ${doses} taken, ${got ? 'came' : 'did not come'}`);
    const split: [string, number][] = [
      ['m', doses > 0 || refused > 0 ? missing : 0],
      ['r', doses > 0 ? refused : 0],
    ];
    for (const [kind, count] of split) {
      const portion = parcels.get(`${parcel}-${kind}${tailOf(id)}`);
      const used = (parcels.get(parcel)?.doses ?? 0) === 0;
      const there = portion?.dosesInitial ?? 0;
      if (there !== count && !(used && there < count))
        wrong.push(`handoff ${id}: of ${parcel} ${count} (${kind}) were counted away and ${there} are`);
    }
  }
  return wrong;
}
