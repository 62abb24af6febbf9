/** The reports come at their hour, are made up after a downtime, and never twice. The keeper and its store are real, the clock is the test's. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ReportListed, ReportView } from '../../src/keeper/report-protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { ReportSchedule, type ScheduleParts } from '../../src/schedule/report-schedule.ts';
import { House, MINUTE, START } from '../keeper/house.ts';

/** START is 07:00 in the province: its 17:00 is ten hours later. */
const HOUR = 60;
const DAY = 24 * HOUR;

async function scheduled(more: Partial<ScheduleParts> = {}, house?: House) {
  const home = house ?? (await House.open());
  const errors: object[] = [];
  const schedule = new ReportSchedule({
    keeper: {
      execute: (who, command) => home.keeper.execute(who, command),
      ask: (who, query) => home.keeper.ask(who, query),
    },
    clock: () => START + home.now * MINUTE,
    times: [17 * HOUR],
    log: { info: () => {}, error: (facts) => errors.push(facts) },
    ...more,
  });
  onTestFinished(() => schedule.close());
  return { house: home, schedule, errors };
}

const made = async (house: House, kind: 'daily' | 'monthly' = 'daily') =>
  (await house.ask<Paged<ReportListed>>({ type: 'reports', kind })).items
    .map(({ period, late }) => `${period}${late ? ' late' : ''}`)
    .toReversed();

describe('the report of a day', () => {
  test('comes at its hour and not before, once', async () => {
    const { house, schedule, errors } = await scheduled();
    await schedule.start();
    house.now = 10 * HOUR - 1;
    await schedule.pass();
    expect(await made(house)).toEqual([]);
    house.now = 10 * HOUR;
    await Promise.all([schedule.pass(), schedule.pass(), schedule.pass()]);
    await schedule.pass();
    expect(await made(house)).toEqual(['2026-11-22T17:00']);
    expect(errors).toEqual([]);
  });

  test('is made up after three days of downtime, each as late, and not again by the next start', async () => {
    const first = await scheduled();
    await first.schedule.start();
    first.house.now = 10 * HOUR;
    await first.schedule.pass();
    await first.schedule.close();
    first.house.now = 3 * DAY + 12 * HOUR;
    await first.house.restart();
    const told: string[] = [];
    const second = await scheduled(
      { onMade: (view) => void told.push(view.kind === 'daily' ? view.report.day : view.report.month) },
      first.house,
    );
    await second.schedule.start();
    const all = [
      '2026-11-22T17:00',
      '2026-11-23T17:00 late',
      '2026-11-24T17:00 late',
      '2026-11-25T17:00 late',
    ];
    expect(await made(first.house)).toEqual(all);
    expect(told).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
    await first.house.restart();
    const third = await scheduled({}, first.house);
    await third.schedule.start();
    expect(await made(first.house)).toEqual(all);
  });

  test('counts up to its hour also when it is made up', async () => {
    const { house, schedule } = await scheduled();
    await house.live('do-1', 0, 9 * HOUR, 5, 15);
    house.now = 12 * HOUR;
    await house.does(
      { username: 'kho', name: 'Kho', roles: ['depot'], site: 'tinh' },
      { type: 'parcel.receive', gtin: '08930000000002', lot: 'FK1234', doses: 60, unit: 'tu-2' },
    );
    await schedule.start();
    const [listed] = (await house.ask<Paged<ReportListed>>({ type: 'reports' })).items;
    const { report } = await house.ask<ReportView & { kind: 'daily' }>({
      type: 'report',
      id: listed?.id ?? '',
    });
    expect(report).toMatchObject({ day: '2026-11-22', until: START + 10 * HOUR * MINUTE, late: true });
    expect(report.since).toBe(START - 14 * HOUR * MINUTE);
    expect(report.stock.map(({ site, doses }) => [site, doses])).toEqual([['tinh', 240]]);
    // The fridge was last heard at 16:00: its value stood for a quarter of an hour.
    expect(report.cold[0]).toMatchObject({
      site: 'tinh',
      inRange: 0,
      silent: [{ unit: 'hom-1' }, { unit: 'tu-1' }],
    });
  });

  test('of both hours is made where two are wanted', async () => {
    const { house, schedule } = await scheduled({ times: [17 * HOUR, 18 * HOUR] });
    await schedule.start();
    house.now = 11 * HOUR;
    await schedule.pass();
    expect(await made(house)).toEqual(['2026-11-22T17:00 late', '2026-11-22T18:00']);
  });

  test('raises an alert when it is not there a quarter of an hour later, which ends when it is', async () => {
    const { house } = await scheduled();
    let isBroken = true;
    const broken = await scheduled(
      {
        keeper: {
          ask: (who, query) => house.keeper.ask(who, query),
          execute: (who, command) =>
            isBroken && command.type === 'report.make'
              ? Promise.resolve({ ok: false, refusal: { code: 'SERVICE_DEGRADED', message: 'no' } })
              : house.keeper.execute(who, command),
        },
      },
      house,
    );
    house.now = 10 * HOUR + 14;
    await broken.schedule.start();
    expect(await house.alerts('report-late')).toEqual([]);
    house.now = 10 * HOUR + 15;
    await broken.schedule.pass();
    expect(await house.alerts('report-late')).toMatchObject([{ kind: 'report-late', resolvedAt: null }]);
    expect(broken.errors).toHaveLength(2);
    isBroken = false;
    house.now = 10 * HOUR + 16;
    await broken.schedule.pass();
    expect(await made(house)).toEqual(['2026-11-22T17:00 late']);
    expect((await house.alerts('report-late')).filter(({ resolvedAt }) => resolvedAt === null)).toEqual([]);
  });
});

test('the clock of the province rings, whatever the zone of the machine', async () => {
  const { schedule } = await scheduled({ times: [17 * HOUR, 18 * HOUR] });
  await schedule.start();
  const hours = schedule.nextRuns().map((date) => date.toISOString().slice(11, 16));
  // 17:00, 18:00, 20:00, and 06:00 on the first of a month, seven hours behind; and every minute.
  for (const hour of ['10:00', '11:00', '13:00', '23:00']) expect(hours).toContain(hour);
  expect(schedule.nextRuns()).toHaveLength(5);
});

test('a month has its report on the first day of the next, and the evening its reconciling', async () => {
  const { house, schedule } = await scheduled({ times: [] });
  house.now = 9 * DAY - HOUR;
  await schedule.start();
  expect(await made(house, 'monthly')).toEqual(['2026-11']);
  const kept = await house.ask<{ reconciledAt: number }>({ type: 'reports.kept' });
  expect(kept.reconciledAt).toBe(START + house.now * MINUTE);
});
