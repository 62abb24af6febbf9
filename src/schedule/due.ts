/** Which reports should be there by now and are not, and is the evening's reconciling due? After a downtime that may be several. */
import { daySpan } from '../book/slots.ts';
import { instantOn } from '../fleet/instants.ts';
import type { ReportsKept } from '../keeper/report-protocol.ts';
import { localDay } from '../lots/expiry.ts';
import { daysAfter } from '../reports/stock.ts';
import type { UtcMs } from '../thermal/types.ts';

export type Due =
  | { readonly what: 'daily'; readonly at: UtcMs; readonly period: string; readonly day: string }
  | { readonly what: 'monthly'; readonly at: UtcMs; readonly period: string }
  | { readonly what: 'reconcile'; readonly at: UtcMs; readonly period: string };

/** Minutes after midnight. */
export const RECONCILE_AT = 20 * 60;
export const MONTHLY_AT = 6 * 60;
/** What is further back than this is not made up: nobody would read it. */
const DAYS_BACK = 31;
const MONTHS_BACK = 12;

/** Reads `17:00` or `17:00,18:00`: minutes after midnight, in their order. Null for anything else. */
export function readTimes(text: string): number[] | null {
  const times = text.split(',').map((one) => /^ *([01]\d|2[0-3]):([0-5]\d) *$/.exec(one));
  const minutes = times.flatMap((one) => (one === null ? [] : [Number(one[1]) * 60 + Number(one[2])]));
  return minutes.length === times.length ? [...new Set(minutes)].sort((a, b) => a - b) : null;
}

export const hourText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** In the order in which they were due. */
export function dueBy(kept: ReportsKept, times: readonly number[], now: UtcMs): Due[] {
  if (kept.since === null) return [];
  const due = [
    ...times.flatMap((minutes) => dailyDue(kept, kept.since ?? now, minutes, now)),
    ...monthlyDue(kept, now),
  ];
  const day = localDay(now, kept.zone);
  const evening = [day, daysAfter(day, -1)]
    .map((one) => ({ day: one, at: instantOn(one, RECONCILE_AT, kept.zone) }))
    .find(({ at }) => at <= now);
  if (evening !== undefined && evening.at > (kept.reconciledAt ?? kept.since))
    due.push({ what: 'reconcile', at: evening.at, period: evening.day });
  return due.sort((a, b) => a.at - b.at);
}

/** From the last one of that hour on; an hour that is new begins where the last of any hour was. */
function dailyDue({ zone, daily }: ReportsKept, since: UtcMs, minutes: number, now: UtcMs): Due[] {
  const hour = hourText(minutes);
  const made = daily.toSorted();
  const last = made.findLast((period) => period.endsWith(`T${hour}`)) ?? made.at(-1);
  const after = last === undefined ? since : instantOf(last, zone);
  const today = localDay(now, zone);
  const found: Due[] = [];
  for (let back = DAYS_BACK; back >= 0; back--) {
    const day = daysAfter(today, -back);
    const at = instantOn(day, minutes, zone);
    const period = `${day}T${hour}`;
    if (at > after && at <= now && !daily.includes(period)) found.push({ what: 'daily', at, period, day });
  }
  return found;
}

export function instantOf(period: string, zone: string): UtcMs {
  const [day = '', hour = ''] = period.split('T');
  return instantOn(day, Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5)), zone);
}

function monthlyDue({ zone, since, monthly }: ReportsKept, now: UtcMs): Due[] {
  const last = monthly.toSorted().at(-1);
  const found: Due[] = [];
  let first = `${localDay(now, zone).slice(0, 7)}-01`;
  for (let back = 0; back < MONTHS_BACK; back++) {
    const at = instantOn(first, MONTHLY_AT, zone);
    const period = daysAfter(first, -1).slice(0, 7);
    const isAfter = last === undefined ? daySpan(first, zone).from > (since ?? now) : period > last;
    if (at <= now && isAfter) found.push({ what: 'monthly', at, period });
    first = `${period}-01`;
  }
  return found;
}
