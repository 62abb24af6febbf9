/** Gathers what a report is worked out from, in turns, and has it worked out: the province's, whoever asks. */
import { daySpan, daysOf } from '../book/slots.ts';
import { checkpointText } from '../custody/checkpoint.ts';
import { instantOn } from '../fleet/instants.ts';
import { localDay } from '../lots/expiry.ts';
import { presentUnit } from '../lots/parcels.ts';
import { dailyReport } from '../reports/daily.ts';
import { excursionsOf, type Period } from '../reports/excursions.ts';
import { monthlyReport } from '../reports/monthly.ts';
import { daysAfter } from '../reports/stock.ts';
import type { DailyReport, MonthlyReport } from '../reports/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type InTurns, Pace } from './queries/turns.ts';
import type { View } from './queries/view.ts';
import { answersOf } from './report-answers.ts';
import { reportFacts } from './report-facts.ts';
import { availability, unitsStanding } from './report-units.ts';
import { codesOf, spokenFor } from './stock.ts';

/** The hour of a report as it names it, `17:00`, and minutes after midnight, by the province's clock. */
export function hourOf(at: UtcMs, zone: string): { readonly text: string; readonly minutes: number } {
  const midnight = daySpan(localDay(at, zone), zone).from;
  const minutes = Math.floor((at - midnight) / 60_000);
  const two = (n: number) => String(n).padStart(2, '0');
  return { text: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, minutes };
}

/** One day up to `until`: from the same hour of the day before. */
export function dayBefore(until: UtcMs, zone: string): Period {
  const { minutes } = hourOf(until, zone);
  return { since: instantOn(daysAfter(localDay(until, zone), -1), minutes, zone), until };
}

export async function* daily(
  view: View,
  order: Period & { readonly day: string; readonly late: boolean },
): InTurns<DailyReport> {
  const checkpoint = view.ledger.newest;
  const facts = yield* reportFacts(view.province, view.now);
  const units = yield* unitsStanding(view, order.until);
  const told = new Set(excursionsOf(facts, new Map(), order).map(({ id }) => id));
  const answers = yield* answersOf(
    view,
    facts.excursions.filter(({ id }) => told.has(id)),
  );
  const free = yield* freeParcels(view);
  const report = dailyReport(facts, {
    ...{ ...order, id: '', madeAt: view.now, units, answers, free },
    checkpoint: checkpoint === null ? null : checkpointText(checkpoint),
  });
  for (;;) {
    const step = report.next();
    if (step.done === true) return step.value;
    yield;
  }
}

/** Parcels that may be given now and that no shipment takes. */
async function* freeParcels(view: View): InTurns<ReadonlySet<string>> {
  const { province, now } = view;
  const pace = new Pace();
  const taken = spokenFor(province);
  const free = new Set<string>();
  for (const parcel of [...province.parcels.allLiving()]) {
    if (taken.has(parcel.id) || presentUnit(parcel) === null) continue;
    if (codesOf(view, parcel, now).length === 0) free.add(parcel.id);
    yield* pace.rest();
  }
  return free;
}

export function monthSpan(month: string, zone: string): Period {
  const days = daysOf(month);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return { since: daySpan(first, zone).from, until: daySpan(last, zone).to };
}

export async function* monthly(view: View, month: string): InTurns<MonthlyReport> {
  const facts = yield* reportFacts(view.province, view.now);
  const period = monthSpan(month, view.province.zone);
  const learned = facts.excursions.filter(
    ({ present, discoveredAt }) => present && discoveredAt >= period.since && discoveredAt < period.until,
  );
  const answers = yield* answersOf(view, learned);
  const units = yield* availability(view, period.since, period.until);
  // Taken after the month's end is taken all the same.
  const excursions = excursionsOf({ ...facts, excursions: learned }, answers, {
    since: period.since,
    until: view.now + 1,
  });
  return monthlyReport(facts, { ...period, id: '', month, madeAt: view.now, units, excursions });
}
