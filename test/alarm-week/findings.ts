/**
 * Was everybody told of everything, in time and not too often? Each excursion of the truth, which a naive scan finds in what was
 * delivered, must be in a message that said that it began; and nobody gets more messages than they can read.
 */
import { type TrueExcursion, truth } from '../../simulator/truth.ts';
import { climbing, countsFromTheStart, latencyOf, mostWithin, perDay } from './measures.ts';
import { isKnown, isTold, tellingOf } from './told.ts';
import type { Week } from './week.ts';

const TEN_MINUTES = 600_000;

export type Findings = {
  readonly excursions: { readonly unit: number; readonly parcel: number };
  /** Of whose cause people had been told before, by an alert that was still open: it came and went, or the parcel was on hold already. */
  readonly known: number;
  readonly untold: readonly string[];
  readonly criticalAlerts: number;
  readonly criticalUntold: readonly string[];
  /** From the reading (or, where only time told, the breach) to the first message that a channel took, ms. */
  readonly latencies: readonly number[];
  /** The same of those whose group that person had not been told of in the ten minutes before: the others wait by design. */
  readonly freshLatencies: readonly number[];
  /** Messages of each person on each day of the province. */
  readonly perDay: readonly number[];
  /** The most that one person got in any ten minutes. */
  readonly mostInTenMinutes: number;
  /** How many critical alerts climbed to level 0 (nobody was told), 1 … 4 before they were taken, and which not far enough. */
  readonly levels: readonly number[];
  readonly notClimbed: readonly string[];
};

export function findingsOf(week: Week): Findings {
  const readings = new Map(week.wires.map(({ device, delivered }) => [device, delivered]));
  const found = truth({ description: week.world.description, readings, asOf: week.to });
  const told = tellingOf(week.sent);
  const unsaid = found.filter((one) => !isTold(one, week, told));
  const untold = unsaid.filter((one) => !isKnown(one, week, told));
  const critical = week.alerts.filter(({ severity }) => severity === 'critical');
  const timed = week.alerts.filter(countsFromTheStart).flatMap((alert) => latencyOf(alert, week));
  return {
    excursions: {
      unit: found.filter(({ subject }) => subject.kind === 'unit').length,
      parcel: found.filter(({ subject }) => subject.kind === 'parcel').length,
    },
    known: unsaid.length - untold.length,
    untold: untold.map(line),
    criticalAlerts: critical.length,
    criticalUntold: critical
      .filter(({ id }) => told.get(id)?.some(({ over }) => !over) !== true)
      .map(({ id, kind, site, unit, raisedAt }) => `${kind} ${site} ${unit} ${raisedAt} ${id}`),
    latencies: timed.map(({ latency }) => latency),
    freshLatencies: timed.filter(({ fresh }) => fresh).map(({ latency }) => latency),
    perDay: perDay(week),
    mostInTenMinutes: mostWithin(week.sent, TEN_MINUTES),
    ...climbing(week),
  };
}

const line = ({ subject, rule, start }: TrueExcursion): string =>
  `${subject.kind} ${subject.id} ${rule} ${new Date(start).toISOString()}`;
