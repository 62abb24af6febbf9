/** What waits for one person: at most one telling of each alert, in an order that does not depend on that of their coming. */
import type { UtcMs } from '../thermal/types.ts';
import type { Inbox, Reason, Telling } from './telling.ts';

/** By alert. */
export type Waiting = ReadonlyMap<string, Telling>;

export const emptyInbox = (person: string): Inbox => ({ id: person, sent: [], groups: [], limited: false });

/** The one that says more stands first. */
const WEIGHT: readonly Reason[] = [
  'over',
  'worse',
  'raised',
  'climbed',
  'forgotten',
  'still',
  'test',
  'canary',
];

/**
 * What waits of each alert that these tellings (all for one person) are about, once they are put in; null: nothing does. Two of one
 * alert become one, as old as the elder, so that nothing waits longer because more came. A warning that is over before anybody was
 * told of it is nothing to tell.
 */
export function gather(waiting: Waiting, tellings: readonly Telling[]): Map<string, Telling | null> {
  const changes = new Map<string, Telling | null>();
  for (const telling of tellings.toSorted(byTime)) {
    const { alert, reason } = telling;
    const former = changes.has(alert) ? changes.get(alert) : waiting.get(alert);
    const isNothing = reason === 'over' && former?.reason === 'raised' && former.severity === 'warning';
    changes.set(alert, isNothing ? null : former == null ? telling : merged(former, telling));
  }
  return changes;
}

function merged(former: Telling, later: Telling): Telling {
  const says = later.reason === 'still' || weigh(former, later) ? former : later;
  const severity = former.severity === 'critical' ? 'critical' : later.severity;
  const { level, channels } = former.level > later.level ? former : later;
  return { ...says, severity, level, channels, at: Math.min(former.at, later.at) };
}

/** Of two of the same moment, whether the former says more. */
const weigh = (former: Telling, later: Telling): boolean =>
  former.at === later.at && WEIGHT.indexOf(former.reason) < WEIGHT.indexOf(later.reason);

export const byTime = (a: Telling, b: Telling): number =>
  a.at - b.at || compare(a.alert, b.alert) || WEIGHT.indexOf(a.reason) - WEIGHT.indexOf(b.reason);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The same on the clock that shows `now`: what lies ahead was written before the clock was set back, and counts as of now.
 * Messages older than an hour and groups older than a day are forgotten.
 */
export function onClock<T extends Inbox & { readonly pending: readonly Telling[] }>(box: T, now: UtcMs): T {
  const clamp = <One extends { readonly at: UtcMs }>(one: One): One =>
    one.at > now ? { ...one, at: now } : one;
  return {
    ...box,
    pending: box.pending.map(clamp),
    sent: box.sent.map((at) => Math.min(at, now)).filter((at) => at > now - HOUR),
    groups: box.groups.map(clamp).filter(({ at }) => at > now - DAY),
  };
}

const HOUR = 3_600_000;
const DAY = 86_400_000;
