/** The figures of a run as a person reads them, and what of them must not be. */
import type { Blackout } from './blackout.ts';
import type { Findings } from './findings.ts';
import type { Week } from './week.ts';

/** No more than this many messages to one person in any ten minutes. */
export const MESSAGES_MOST = 10;
const LISTED = 10;

export function quantile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const spread = (list: readonly number[], say: (value: number) => string): string =>
  `p50 ${say(quantile(list, 0.5))}, p99 ${say(quantile(list, 0.99))}, max ${say(quantile(list, 1))}`;
const row = (name: string, value: string): string => `${name.padEnd(44)} ${value}`;

export function weekReport(week: Week, found: Findings): string {
  const { excursions, levels } = found;
  const reasons = Map.groupBy(week.sent, ({ notice }) => notice.reason);
  const kinds = Map.groupBy(week.alerts, ({ kind }) => kind);
  const days = (week.to - week.from) / 86_400_000;
  return [
    row('simulated', `${days} days, ${week.wires.length} units, ${week.world.people.size} people`),
    row('readings, faults, run time', `${week.readings}, ${week.faults.length}, ${seconds(week.tookMs)}`),
    row('alerts by kind', [...kinds].map(([kind, all]) => `${kind} ${all.length}`).join(', ')),
    row('excursions of the truth: units, parcels', `${excursions.unit}, ${excursions.parcel}`),
    row('of them of a cause told before, still open', String(found.known)),
    row('of them nobody was told of', String(found.untold.length)),
    row(
      'critical alerts, of them nobody was told of',
      `${found.criticalAlerts}, ${found.criticalUntold.length}`,
    ),
    row('from reading to first message', spread(found.freshLatencies, seconds)),
    row('the same beside a group told just before', spread(found.latencies, seconds)),
    row('messages taken by a channel, tries', `${week.sent.length}, ${week.tries.length}`),
    row('by reason', [...reasons].map(([reason, all]) => `${reason} ${all.length}`).join(', ')),
    row('messages per person and day', spread(found.perDay, String)),
    row('most to one person in ten minutes', String(found.mostInTenMinutes)),
    row('alerts taken, holds released', `${week.taken.size}, ${week.released}`),
    row('critical, climbed untaken to level 0, 1 … 4', levels.join(', ')),
    row('of them not as high as their time asked', String(found.notClimbed.length)),
    ...listed('nobody was told of', found.untold),
    ...listed('critical, nobody was told of', found.criticalUntold),
    ...listed('did not climb', found.notClimbed),
  ].join('\n');
}

export function blackoutReport(sites: number, found: Blackout): string {
  const alerts = Object.entries(found.alerts).map(([kind, count]) => `${kind} ${count}`);
  return [
    row('power cut', `${sites} sites in one minute, ${found.people} people, ${seconds(found.tookMs)}`),
    row('alerts', alerts.join(', ')),
    row('messages', `${found.messages}; per person ${spread(found.perPerson, String)}`),
    row('most to one person in the first ten minutes', String(found.firstTenMinutes)),
    row('most to one person in any ten minutes', String(found.anyTenMinutes)),
    row('critical alerts lost to somebody', String(found.lost.length)),
    ...listed('lost', found.lost),
  ].join('\n');
}

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.slice(0, LISTED).map((line) => `  ${title}: ${line}`);

export const weekPassed = (found: Findings): boolean =>
  found.excursions.unit + found.excursions.parcel > 0 &&
  found.untold.length === 0 &&
  found.criticalUntold.length === 0 &&
  found.notClimbed.length === 0 &&
  found.mostInTenMinutes <= MESSAGES_MOST;

export const blackoutPassed = (found: Blackout): boolean =>
  found.lost.length === 0 && found.anyTenMinutes <= MESSAGES_MOST;
