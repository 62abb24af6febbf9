/** A short form of the week and of the power cut; the whole is `npm run alarm-week`. */
import { expect, test } from 'vitest';
import { runBlackout } from './blackout.ts';
import { findingsOf } from './findings.ts';
import { blackoutReport, MESSAGES_MOST, weekReport } from './report.ts';
import { runWeek } from './week.ts';

/** Half a minute on a quiet machine; where ten others work, several. */
const TIMEOUT = 600_000;

test(
  'of every excursion of a day with faults somebody was told in time, and nobody more often than they can read',
  async () => {
    const week = await runWeek({
      seed: 'ngay-truc',
      days: 1,
      units: 12,
      faults: 2,
      policy: 'strict',
      stepMs: 30_000,
      say: () => {},
    });
    const found = findingsOf(week);
    console.log(weekReport(week, found));
    expect(found.excursions.unit).toBeGreaterThan(0);
    expect(found.excursions.parcel).toBeGreaterThan(0);
    expect(found.untold).toEqual([]);
    expect(found.criticalUntold).toEqual([]);
    expect(found.notClimbed).toEqual([]);
    expect(found.mostInTenMinutes).toBeLessThanOrEqual(MESSAGES_MOST);
  },
  TIMEOUT,
);

test(
  'a power cut of forty places gives nobody more than ten messages in ten minutes, and loses nothing',
  async () => {
    const found = await runBlackout({ sites: 40, minutes: 60, stepMs: 15_000, say: () => {} });
    console.log(blackoutReport(40, found));
    expect(Object.keys(found.alerts).length).toBeGreaterThan(0);
    expect(found.lost).toEqual([]);
    expect(found.firstTenMinutes).toBeLessThanOrEqual(MESSAGES_MOST);
    expect(found.anyTenMinutes).toBeLessThanOrEqual(MESSAGES_MOST);
  },
  TIMEOUT,
);
