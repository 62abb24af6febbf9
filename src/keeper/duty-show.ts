/** How ladders and rosters look to whoever asks, and whom and what somebody may name in them. */
import type { Ladder, Roster, Shift } from '../alerts/duty.ts';
import { rosterHoles, rostersOf } from '../alerts/holes.ts';
import { onDutyAt } from '../alerts/reach.ts';
import { isWithin, type SiteTree } from '../fleet/places.ts';
import { may } from '../fleet/rights.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { LadderView, PersonRef, PlaceRef, RosterItemView, ShiftView } from './duty-views.ts';
import type { Actor } from './protocol.ts';
import type { Province } from './province.ts';
import { iso } from './show.ts';

/** How far a list of rosters looks ahead for the first hole. */
const AHEAD_MS = 14 * 86_400_000;

/** Within somebody's place, or above it: what concerns them. The whole province concerns everybody. */
export const isNear = (actor: Pick<Actor, 'site'>, site: string | null, tree: SiteTree): boolean =>
  site === null ||
  (actor.site === null
    ? tree.sites.has(site)
    : isWithin(tree, site, actor.site) || isWithin(tree, actor.site, site));

export const placeRef = (province: Province, site: string | null): PlaceRef => ({
  site,
  siteName: site === null ? null : (province.sites.get(site)?.name ?? site),
});

export const personRef = (province: Province, username: string): PersonRef => ({
  username,
  name: province.people.get(username)?.name ?? username,
});

export const showLadder = (province: Province, actor: Actor, ladder: Ladder): LadderView => ({
  id: ladder.id,
  ...placeRef(province, ladder.site),
  levels: ladder.levels.map(({ afterMinutes, targets, channels }) => ({
    afterMinutes,
    targets: [...targets],
    channels: [...channels],
  })),
  stillMinutes: ladder.stillMinutes,
  forgottenMinutes: ladder.forgottenMinutes,
  quiet: ladder.quiet,
  mayChange: may(actor, 'ladder.set', ladder.site, province.tree).ok,
});

export function showRoster(province: Province, actor: Actor, roster: Roster, now: UtcMs): RosterItemView {
  const [next] = rosterHoles(roster, { from: now, to: now + AHEAD_MS }, province.people);
  return {
    id: roster.id,
    name: roster.name,
    ...placeRef(province, roster.site),
    now: onDutyAt(roster, now, province.people).map((username) => personRef(province, username)),
    next: next === undefined ? null : { from: iso(next.from), to: iso(next.to) },
    ladders: laddersOf(province, roster.id).map(({ id, site }) => ({
      id,
      siteName: placeRef(province, site).siteName,
    })),
    mayChange: may(actor, 'roster.set', roster.site, province.tree).ok,
  };
}

/** The ladders that tell a roster. */
export const laddersOf = (province: Province, roster: string): Ladder[] =>
  [...province.ladders.values()].filter(({ levels }) =>
    levels.some((level) => rostersOf(level).includes(roster)),
  );

export const showShift = (province: Province, shift: Shift): ShiftView => ({
  id: shift.id,
  person: shift.person,
  personName: personRef(province, shift.person).name,
  standIn: shift.standIn,
  standInName: shift.standIn === null ? null : personRef(province, shift.standIn).name,
  from: iso(shift.from),
  to: iso(shift.to),
  note: shift.note,
});
