/** The province at a glance, as far as the live feed does not tell it. */
import { daySpan } from '../../book/slots.ts';
import { localDay } from '../../lots/expiry.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { OverviewView } from '../official-views.ts';
import { limitOf } from '../pages.ts';
import * as show from '../show.ts';
import { waitingCounts } from './decisions.ts';
import { alertsRaised, newestAlerts } from './past-alerts.ts';
import type { InTurns } from './turns.ts';
import { type Of, sees, type View } from './view.ts';

const TRIPS_MOST = 100;
/** A province whose network is down has thousands: a list of them all says no more than their number. */
const SILENT_MOST = 100;

export async function* overview(view: View): InTurns<Decision<OverviewView>> {
  const { province, now } = view;
  const trips = [...province.custody.shipments.values()]
    .filter((one) => one.state === 'under-way' && (sees(view, one.from) || sees(view, one.to)))
    .sort((a, b) => a.arriveBy - b.arriveBy);
  const waiting = yield* waitingCounts(view);
  const silent = yield* silentToday(view);
  const name = (site: string) => province.sites.get(site)?.name ?? site;
  return accept({
    asOf: show.iso(now),
    trips: trips.slice(0, TRIPS_MOST).map((one) => ({
      id: one.id,
      fromName: name(one.from),
      toName: name(one.to),
      escortName: province.people.get(one.escort)?.name ?? one.escort,
      arriveBy: show.iso(one.arriveBy),
      parcels: one.planned.length,
      overdue: now > one.arriveBy,
    })),
    tripsUnderWay: trips.length,
    tripsOverdue: trips.filter((one) => now > one.arriveBy).length,
    holdsToDecide: waiting.holds,
    proposalsWaiting: waiting.proposals,
    recalls: province.recalls.size,
    sitesSilentToday: silent.length,
    silentToday: silent.slice(0, SILENT_MOST),
  });
}

const SILENCE = new Set(['device-silent', 'unit-unmonitored']);
/** A silence that ended today may have begun on a day before; one that lasted for longer than this is history. */
const LOOK_BACK_MS = 7 * 86_400_000;

/** By site: since when something was silent first of all that was silent today, and whether something still is. */
async function* silentToday(view: View): InTurns<OverviewView['silentToday']> {
  const { province, now } = view;
  const midnight = daySpan(localDay(now, province.zone), province.zone).from;
  const sites = new Map<string, { since: number; now: boolean }>();
  const note = (alert: {
    kind: string;
    site: string | null;
    happenedAt: number;
    resolvedAt: number | null;
  }) => {
    if (!SILENCE.has(alert.kind) || alert.site === null || !sees(view, alert.site)) return;
    if (alert.resolvedAt !== null && alert.resolvedAt < midnight) return;
    const known = sites.get(alert.site);
    sites.set(alert.site, {
      since: Math.min(known?.since ?? alert.happenedAt, alert.happenedAt),
      now: (known?.now ?? false) || alert.resolvedAt === null,
    });
  };
  for (const alert of province.alerts.values()) note(alert);
  for await (const page of alertsRaised(view, midnight - LOOK_BACK_MS, LAST)) {
    for (const alert of page) note(alert);
    yield;
  }
  return [...sites]
    .map(([site, one]) => ({
      site,
      name: province.sites.get(site)?.name ?? site,
      since: show.iso(one.since),
      now: one.now,
    }))
    .sort((a, b) => Number(b.now) - Number(a.now) || (a.since < b.since ? -1 : 1));
}
/** After every id. */
const LAST = 'g';

export async function* alertsClosed(view: View, query: Of<'alerts.closed'>): InTurns<Decision<unknown>> {
  const found = yield* newestAlerts(
    view,
    query.cursor ?? null,
    limitOf(query),
    (alert) => alert.resolvedAt !== null && sees(view, alert.site),
  );
  return accept({ items: found.alerts.map((one) => show.showAlert(view.province, one)), next: found.next });
}
