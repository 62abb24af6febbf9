/** Who makes the ladders and rosters of a place: administrators and officials, for their place and all below it. */
import type { Roster, Target } from '../../alerts/duty.ts';
import { checkLadder, ladderId } from '../../alerts/ladders.ts';
import { replaceShifts } from '../../alerts/rosters.ts';
import { isName } from '../../fleet/fit.ts';
import { may } from '../../fleet/rights.ts';
import type { Person } from '../../fleet/types.ts';
import { accept, type Decision, refuse, said } from '../../lots/refusal.ts';
import type { DutyCommand } from '../duty-protocol.ts';
import { isNear, laddersOf, showLadder, showRoster } from '../duty-show.ts';
import { setContact, subscribe, unsubscribe } from './contacts.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

const ROSTERS_MOST = 1_000;

export function changeDuty(turn: Turn, command: DutyCommand): Decision<Done> {
  switch (command.type) {
    case 'ladder.set':
      return setLadder(turn, command);
    case 'ladder.remove':
      return removeLadder(turn, command);
    case 'roster.set':
      return setRoster(turn, command);
    case 'roster.shifts':
      return setShifts(turn, command);
    case 'roster.remove':
      return removeRoster(turn, command);
    case 'contact.set':
      return setContact(turn, command);
    case 'push.subscribe':
      return subscribe(turn, command);
    case 'push.unsubscribe':
      return unsubscribe(turn, command);
  }
}

/** Refuses `LADDER_INVALID`; people and rosters of places that do not concern the actor are unknown to them. */
function setLadder(turn: Turn, { type, ladder }: Of<'ladder.set'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const allowed = may(actor, type, ladder.site, province.tree);
  if (!allowed.ok) return allowed;
  const former = province.ladders.get(ladderId(ladder.site))?.levels ?? [];
  const named = new Set(former.flatMap(({ targets }) => targets.map(nameOf)));
  const known = {
    people: peopleNear(turn, named),
    rosters: new Map([...province.rosters].filter(([id, { site }]) => named.has(id) || near(turn, site))),
    tree: province.tree,
  };
  const checked = checkLadder(ladder, known, draft.now);
  if (!checked.ok) return checked;
  draft.put('ladder', checked.value.id, checked.value);
  return done(showLadder(province, actor, checked.value));
}

/** Refuses `LADDER_UNKNOWN` where the place has none of its own. */
function removeLadder({ actor, draft, province }: Turn, command: Of<'ladder.remove'>): Decision<Done> {
  const ladder = province.ladders.get(ladderId(command.site));
  if (ladder === undefined) return unknown('LADDER', ladderId(command.site));
  const allowed = may(actor, command.type, ladder.site, province.tree);
  if (!allowed.ok) return allowed;
  draft.put('ladder', ladder.id, null);
  return done(showLadder(province, actor, ladder));
}

/** Refuses `SITE_UNKNOWN`, `ROSTER_UNKNOWN`, `ROSTER_INVALID`, `ROSTERS_MANY`. */
function setRoster(turn: Turn, command: Of<'roster.set'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const { type, id, name, site } = command;
  if (site !== null && !province.sites.has(site)) return unknown('SITE', site);
  const former = id === undefined ? null : rosterOf(turn, type, id);
  if (former?.ok === false) return former;
  const allowed = may(actor, type, site, province.tree);
  if (!allowed.ok) return allowed;
  const called = said(name).normalize('NFC');
  if (!isName(called))
    return refuse('ROSTER_INVALID', 'Cannot keep a roster: a name of one line is wanted', {});
  if (former === null && province.rosters.size >= ROSTERS_MOST)
    return refuse('ROSTERS_MANY', `A province has ${ROSTERS_MOST} rosters at most`, {});
  const shifts = former?.value.shifts ?? [];
  const roster: Roster = { id: former?.value.id ?? draft.ids(), name: called, site, shifts };
  draft.put('roster', roster.id, roster);
  return done(showRoster(province, actor, roster, draft.now));
}

/** Refuses `ROSTER_UNKNOWN`, and what `replaceShifts` does. */
function setShifts(turn: Turn, command: Of<'roster.shifts'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const roster = rosterOf(turn, command.type, command.roster);
  if (!roster.ok) return roster;
  const named = new Set(roster.value.shifts.flatMap(({ person, standIn }) => [person, standIn ?? person]));
  const written = replaceShifts(roster.value, command, command.shifts, {
    now: draft.now,
    ids: draft.ids,
    people: peopleNear(turn, named),
  });
  if (!written.ok) return written;
  draft.put('roster', written.value.id, written.value);
  return done(showRoster(province, actor, written.value, draft.now));
}

/** Refuses `ROSTER_UNKNOWN`, and `ROSTER_IN_USE` while a ladder tells it. */
function removeRoster(turn: Turn, command: Of<'roster.remove'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const roster = rosterOf(turn, command.type, command.roster);
  if (!roster.ok) return roster;
  const ladders = laddersOf(province, command.roster).map(({ id }) => id);
  if (ladders.length > 0)
    return refuse('ROSTER_IN_USE', `Cannot remove ${roster.value.name}: a ladder tells it`, { ladders });
  draft.put('roster', roster.value.id, null);
  return done(showRoster(province, actor, roster.value, draft.now));
}

/** A roster that the actor may change. */
function rosterOf(
  turn: Turn,
  action: 'roster.set' | 'roster.shifts' | 'roster.remove',
  id: string,
): Decision<Roster> {
  const roster = turn.province.rosters.get(id);
  if (roster === undefined || !near(turn, roster.site)) return unknown('ROSTER', id);
  const allowed = may(turn.actor, action, roster.site, turn.province.tree);
  return allowed.ok ? accept(roster) : allowed;
}

const near = ({ actor, province }: Turn, site: string | null): boolean => isNear(actor, site, province.tree);

/** Whom the actor may name: who serves for their place, below or above it, and whom somebody named before them. */
const peopleNear = (turn: Turn, named: ReadonlySet<string>): ReadonlyMap<string, Person> =>
  new Map(
    [...turn.province.people].filter(([username, { site }]) => named.has(username) || near(turn, site)),
  );

function nameOf(target: Target): string {
  switch (target.kind) {
    case 'duty':
      return target.roster;
    case 'person':
      return target.username;
    case 'role':
      return '';
  }
}
