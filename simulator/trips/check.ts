/**
 * Holds a running service against the truth of the trips, over HTTP alone: who held what, how many doses are where, what is
 * disputed, who had it in hand when it warmed, and that nothing that must not count does.
 */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Api } from '../api.ts';
import type { Description } from '../description.ts';
import type { TrueReading } from '../pieces.ts';
import { ask } from './ask.ts';
import { blameText, trueBlame } from './blame.ts';
import { compare } from './compare.ts';
import type { Course } from './course.ts';
import { agrees, type Findings, findingsText } from './findings.ts';
import type { Roadside } from './roadside.ts';
import { type Received, tripTruth } from './truth.ts';

export type TripReport = {
  readonly record: Findings;
  readonly excursions: number;
  /** Of these, those that lasted while the parcel changed hands. */
  readonly split: number;
  readonly wrongBlame: readonly string[];
  /** Words that must not count, and those of them that were answered otherwise than with their code. */
  readonly mustNot: number;
  readonly wrongAnswer: readonly string[];
  readonly said: number;
  readonly sent: number;
  /** How often it was asked while trips were under way, and where doses or holders were missing then. */
  readonly looks: number;
  /** How often the service was killed meanwhile. */
  readonly deaths: number;
  readonly unbalanced: readonly string[];
};
export type Looks = Pick<TripReport, 'looks' | 'deaths' | 'unbalanced'>;

export async function checkTrips(options: {
  api: Api;
  description: Description;
  courses: readonly Course[];
  received: ReadonlyMap<string, Received>;
  road: Roadside;
  readings: ReadonlyMap<string, readonly TrueReading[]>;
  now: UtcMs;
  looks: Looks;
}): Promise<TripReport> {
  const { api, description, courses, received, road, readings, now } = options;
  const truth = tripTruth(courses, received, road.heard);
  const found = await ask(api, new Set(received.keys()));
  const blame = trueBlame(description, readings, truth, now);
  const must = blame.map((one) => blameText(one, now));
  const is = found.blame.map((one) => blameText(one, now));
  return {
    record: compare(courses, received, truth, found),
    excursions: must.length,
    split: blame.filter(({ segments }) => segments.length > 1).length,
    wrongBlame: [
      ...must.filter((line) => !is.includes(line)).map((line) => `missed: ${line}`),
      ...is.filter((line) => !must.includes(line)).map((line) => `invented: ${line}`),
    ],
    mustNot: road.mustNot.size,
    wrongAnswer: wrongAnswers(road),
    said: road.said,
    sent: road.sent,
    ...options.looks,
  };
}

/** Some can be told only when the other side has come: these say that they wait. None is answered as one that took effect. */
export function wrongAnswers({ mustNot }: Roadside): string[] {
  return [...mustNot].flatMap(([event, { code, answers }]) => {
    const right = answers.every(
      (answer) => (answer.status === 'refused' && answer.code === code) || answer.status === 'waiting',
    );
    if (right) return [];
    return [`${event} ${code}: ${answers.map((answer) => `${answer.status} ${answer.code}`).join(', ')}`];
  });
}

export const passed = (report: TripReport): boolean =>
  agrees(report.record) &&
  [report.wrongBlame, report.wrongAnswer, report.unbalanced].every((list) => list.length === 0);

export function reportText(report: TripReport): string {
  const list = (title: string, lines: readonly string[]) => [
    `${title}: ${lines.length}`,
    ...lines.slice(0, 10).map((line) => `  ${line}`),
  ];
  return [
    `events said: ${report.said}, reached the service: ${report.sent}, must not count: ${report.mustNot}`,
    findingsText(report.record),
    `excursions of parcels: ${report.excursions}, split between holders: ${report.split}`,
    ...list('wrongly attributed', report.wrongBlame),
    ...list('wrongly answered', report.wrongAnswer),
    ...list(
      `doses or holders missing on the way, in ${report.looks} looks, killed ${report.deaths} times`,
      report.unbalanced,
    ),
    passed(report) ? 'PASSED' : 'FAILED',
  ].join('\n');
}
