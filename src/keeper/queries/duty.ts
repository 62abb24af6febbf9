/** Who would be told of an alert of a place, by which ladder; ladders, rosters, and when nobody would be there. */
import { waysTo } from '../../alerts/contacts.ts';
import type { Level } from '../../alerts/duty.ts';
import { holes, rosterHoles, rostersOf } from '../../alerts/holes.ts';
import { DEFAULT_LADDER, ladderFor } from '../../alerts/ladders.ts';
import { quietUntil } from '../../alerts/quiet.ts';
import { onDutyAt, reach } from '../../alerts/reach.ts';
import { inPlace, may } from '../../fleet/rights.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { DutyQuery } from '../duty-protocol.ts';
import { isNear, personRef, placeRef, showLadder, showRoster, showShift } from '../duty-show.ts';
import type { DutyLevelView, DutyView, HolesView, HoleView, ReachedView, RosterView } from '../duty-views.ts';
import { paged } from '../pages.ts';
import { iso, isoOrNull } from '../show.ts';
import { contact, pushesOf, pushSubscriptions } from './contacts.ts';
import { missing, type Of, type View } from './view.ts';

const DAY_MS = 86_400_000;
const WINDOW_MOST = 400 * DAY_MS;
const HOLES_MOST = 500;
const SITES_NAMED = 20;

export function askOfDuty(view: View, query: DutyQuery): Decision<unknown> {
  const { actor, now, province } = view;
  const concerns = ({ site }: { site: string | null }) => isNear(actor, site, province.tree);
  switch (query.type) {
    case 'duty':
      return duty(view, query);
    case 'ladders':
      return accept(
        paged(
          [...province.ladders.values()].filter(concerns),
          ({ id }) => id,
          (ladder) => showLadder(province, actor, ladder),
          query,
        ),
      );
    case 'rosters':
      return accept(
        paged(
          [...province.rosters.values()].filter(concerns),
          ({ id }) => id,
          (roster) => showRoster(province, actor, roster, now),
          query,
        ),
      );
    case 'roster':
      return roster(view, query);
    case 'duty.holes':
      return accept(dutyHoles(view, query.days));
    case 'contact':
      return contact(view, query);
    case 'push.subscriptions':
      return pushSubscriptions(view);
  }
}

/** Refuses `SITE_UNKNOWN`, and places that do not concern the asker. */
function duty(view: View, { type, site, at = view.now }: Of<'duty'>): Decision<DutyView> {
  const { actor, province } = view;
  if (site !== null && !province.sites.has(site)) return missing('SITE', site);
  if (!isNear(actor, site, province.tree)) {
    const answer = may(actor, type, site, province.tree);
    return answer.ok ? refuse('FORBIDDEN_PLACE', `${type} is outside this person's place`, { site }) : answer;
  }
  const ladder = ladderFor(site, province.ladders, province.tree);
  return accept({
    ...placeRef(province, site),
    at: iso(at),
    ladder: showLadder(province, actor, ladder),
    from: ladder === DEFAULT_LADDER ? 'default' : originOf(ladder.site, site),
    levels: ladder.levels.map((level) => showLevel(view, level, site, at)),
    quietUntil: isoOrNull(quietUntil(ladder.quiet, at, province.zone)),
  });
}

const originOf = (ladder: string | null, site: string | null): DutyView['from'] =>
  ladder === site ? 'own' : ladder === null ? 'province' : 'above';

function showLevel({ province }: View, level: Level, site: string | null, at: UtcMs): DutyLevelView {
  const rosters = rostersOf(level).flatMap((id) => province.rosters.get(id) ?? []);
  const shifts = rosters.flatMap((one) => one.shifts).filter(({ from, to }) => at >= from && at < to);
  const people = reach(level, site, at, province).map((username): ReachedView => {
    const contact = province.contacts.get(username);
    const instead = shifts.find(({ person, standIn }) => standIn === username && person !== username);
    return {
      ...personRef(province, username),
      ...placeRef(province, province.people.get(username)?.site ?? null),
      ways: [...waysTo(contact, pushesOf(province, username).length, level.channels)],
      standsInFor: instead === undefined ? null : personRef(province, instead.person).name,
    };
  });
  const open = rosters.filter((one) => onDutyAt(one, at, province.people).length === 0);
  return { afterMinutes: level.afterMinutes, people, open: open.map(({ id, name }) => ({ id, name })) };
}

/** Refuses `ROSTER_UNKNOWN`, `RANGE_INVALID`. */
function roster({ actor, now, province }: View, { id, from, to }: Of<'roster'>): Decision<RosterView> {
  const found = province.rosters.get(id);
  if (found === undefined || !isNear(actor, found.site, province.tree)) return missing('ROSTER', id);
  if (!(from < to) || to - from > WINDOW_MOST)
    return refuse('RANGE_INVALID', `Cannot show shifts from ${from} to ${to}: 1 ms to 400 days wanted`);
  return accept({
    ...showRoster(province, actor, found, now),
    from: iso(from),
    to: iso(to),
    shifts: found.shifts
      .filter((shift) => shift.from < to && shift.to > from)
      .map((shift) => showShift(province, shift)),
    holes: rosterHoles(found, { from, to }, province.people).map((hole) => ({
      from: iso(hole.from),
      to: iso(hole.to),
    })),
  });
}

/** Of the asker's own places, and of the service itself for those whose place is the whole province. */
function dutyHoles({ actor, now, province }: View, days: number): HolesView {
  const to = now + Math.min(Math.max(Math.trunc(days), 1), 60) * DAY_MS;
  const sites = [null, ...province.sites.keys()].filter((site) => inPlace(actor, site, province.tree));
  const found = [...holes({ from: now, to }, sites, province.ladders, province)].sort(
    (a, b) => a.from - b.from || Number(a.covered) - Number(b.covered) || a.level - b.level,
  );
  const items = found.slice(0, HOLES_MOST).map((hole): HoleView => {
    const named = hole.sites.filter((site) => site !== null);
    return {
      from: iso(hole.from),
      to: iso(hole.to),
      ladder: { id: hole.ladder.id, ...placeRef(province, hole.ladder.site) },
      level: hole.level + 1,
      rosters: hole.rosters.map((id) => ({ id, name: province.rosters.get(id)?.name ?? id })),
      covered: hole.covered,
      sites: named.slice(0, SITES_NAMED).map((id) => ({ id, name: placeRef(province, id).siteName ?? id })),
      siteCount: named.length,
    };
  });
  return { from: iso(now), to: iso(to), items, next: null, total: found.length };
}
