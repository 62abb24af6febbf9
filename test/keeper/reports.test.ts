/** The reports of a day and of a month: what they say, made once, cut to one's place; and what does not add up. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { type Actor, type Command, type Query, SYSTEM } from '../../src/keeper/protocol.ts';
import type { DifferenceView, ReportListed, ReportView } from '../../src/keeper/report-protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import type { Announced, DailyReport, Plan } from '../../src/reports/types.ts';
import { AN, AUDITOR, DEPOT, GTIN, House, MINUTE, NURSE, OFFICIALS, PROVINCE, START } from './house.ts';

const at = (minute: number): number => START + minute * MINUTE;
const preview = async (house: House, site: string | null = null): Promise<DailyReport> => {
  const view = await house.ask<ReportView>({ type: 'report.preview', site });
  if (view.kind !== 'daily') throw new Error('a preview is of a day');
  return view.report;
};

describe('the report as it would be now', () => {
  test('counts stock, doses given, holds and units by place', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 60, 5);
    await house.does(NURSE, { type: 'administer', barcode: `${GTIN}/FK1234`, site: 'tinh', doses: 10 });
    await house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason: 'xem lại' });
    const report = await preview(house);
    expect(report.stock).toEqual([
      { site: 'tinh', gtin: GTIN, lot: 'FK1234', expiry: '2027-03-31', doses: 230, heldDoses: 230 },
    ]);
    expect(report.given).toEqual([{ site: 'tinh', gtin: GTIN, lot: 'FK1234', doses: 10 }]);
    expect(report.holds).toMatchObject({ open: 1, openDoses: 230, placed: 1, released: 0, discarded: 0 });
    expect(report.cold).toEqual([
      {
        site: 'tinh',
        units: 2,
        inRange: 1,
        watching: 0,
        breached: 0,
        silent: [{ unit: 'hom-1', lastAt: null }],
      },
      {
        site: 'xa',
        units: 1,
        inRange: 0,
        watching: 0,
        breached: 0,
        silent: [{ unit: 'tu-2', lastAt: null }],
      },
    ]);
    expect(report.capacity).toEqual([
      { site: 'tinh', class: 'refrigerated', litres: null, usedLitres: null, announcedLitres: 0 },
      { site: 'xa', class: 'refrigerated', litres: null, usedLitres: 0, announcedLitres: 0 },
    ]);
  });
});

const codeOf = async (house: House, who: Actor, command: Command) => {
  const answer = await house.tell(who, command);
  return answer.ok ? null : answer.refusal.code;
};
const askOf = async <T>(house: House, who: Actor, query: Query): Promise<T> => {
  const answer = await house.keeper.ask(who, query);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value as T;
};
const STATION: Actor = { username: 'tram', name: 'Trạm', roles: ['depot'], site: 'xa' };
const makeDaily = (minute: number, more: object = {}): Command => ({
  ...{ type: 'report.make', kind: 'daily', day: '2026-11-22', at: at(minute), late: false },
  ...more,
});

describe('a report that is made', () => {
  test('is made once, and asked for again is the same whatever happened meanwhile, also after a restart', async () => {
    const house = await House.open();
    house.now = 600;
    const first = await house.does<ReportView>(SYSTEM, makeDaily(600));
    await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts: [{ doses: 40 }] });
    house.now = 610;
    expect(await house.does<ReportView>(SYSTEM, makeDaily(600))).toEqual(first);
    expect(await house.ask<ReportView>({ type: 'report', id: first.report.id })).toEqual(first);
    await house.restart();
    expect(await house.does<ReportView>(SYSTEM, makeDaily(600, { late: true }))).toEqual(first);
    const { items } = await house.ask<Paged<ReportListed>>({ type: 'reports' });
    expect(items).toEqual([
      { id: first.report.id, kind: 'daily', period: '2026-11-22T17:00', madeAt: at(600), late: false },
    ]);
  });

  test('asked for by several at once is one', async () => {
    const house = await House.open({ now: 600 });
    const made = await Promise.all([1, 2, 3].map(() => house.does<ReportView>(SYSTEM, makeDaily(600))));
    expect(new Set(made.map(({ report }) => report.id)).size).toBe(1);
  });

  test.each([
    ['before its hour', makeDaily(601), 'REPORT_NOT_DUE'],
    ['of another day', makeDaily(600, { day: '2026-11-21' }), 'REPORT_PERIOD_INVALID'],
    [
      'of a month that is not over',
      { type: 'report.make', kind: 'monthly', month: '2026-11' },
      'REPORT_NOT_DUE',
    ],
    [
      'of what is no month',
      { type: 'report.make', kind: 'monthly', month: '2026-13' },
      'REPORT_PERIOD_INVALID',
    ],
  ] as const)('is refused %s', async (_name, command, code) => {
    const house = await House.open({ now: 600 });
    expect(await codeOf(house, SYSTEM, command as Command)).toBe(code);
  });

  test('is the province’s: a depot may not make it, nor who answers for a part of it', async () => {
    const house = await House.open({ now: 600 });
    expect(await codeOf(house, DEPOT, makeDaily(600))).toBe('FORBIDDEN_ROLE');
    expect(await codeOf(house, { ...AN, site: 'xa' }, makeDaily(600))).toBe('FORBIDDEN_PLACE');
    expect(await codeOf(house, AN, makeDaily(600))).toBeNull();
  });

  test('shows each place its own, and its sums are of that', async () => {
    const house = await House.open();
    await house.does(DEPOT, { type: 'parcel.receive', gtin: GTIN, lot: 'FK1234', doses: 60, unit: 'tu-2' });
    await house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason: 'xem' });
    house.now = 600;
    const { report } = await house.does<ReportView & { kind: 'daily' }>(SYSTEM, makeDaily(600));
    const mine = (
      await askOf<ReportView & { kind: 'daily' }>(house, STATION, { type: 'report', id: report.id })
    ).report;
    expect([report.site, mine.site]).toEqual([null, 'xa']);
    expect(report.stock.map(({ site, doses }) => [site, doses])).toEqual([
      ['tinh', 240],
      ['xa', 60],
    ]);
    expect(mine.stock.map(({ site, doses }) => [site, doses])).toEqual([['xa', 60]]);
    expect([report.holds.open, report.holds.openDoses, mine.holds.open, mine.holds.openDoses]).toEqual([
      1, 240, 0, 0,
    ]);
    expect(mine.cold.map(({ site }) => site)).toEqual(['xa']);
    expect(await house.ask({ type: 'report', id: report.id, site: 'xa' })).toEqual({
      kind: 'daily',
      report: mine,
    });
    const elsewhere = await house.keeper.ask(STATION, { type: 'report', id: report.id, site: 'tinh' });
    expect(elsewhere).toMatchObject({ refusal: { code: 'FORBIDDEN_PLACE' } });
    expect(await house.keeper.ask(NURSE, { type: 'report', id: report.id })).toMatchObject({
      refusal: { code: 'FORBIDDEN_ROLE' },
    });
    expect(await house.keeper.ask(AUDITOR, { type: 'report', id: 'none' })).toMatchObject({
      refusal: { code: 'REPORT_UNKNOWN' },
    });
  });

  test('tells when an excursion was learned of, taken, and how long that took', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    const [alert] = await house.alerts('unit-excursion');
    house.now = 75;
    await house.does(DEPOT, { type: 'alert.acknowledge', alert: alert?.id ?? '', comment: 'đóng cửa' });
    const report = await preview(house);
    expect(report.excursions).toMatchObject([
      {
        unit: 'tu-1',
        site: 'tinh',
        rule: 'warm',
        start: at(0),
        end: null,
        peakCelsius: 9,
        acknowledgedAt: at(75),
      },
    ]);
    const seconds = 75 * 60 - ((report.excursions[0]?.discoveredAt ?? 0) - START) / 1000;
    expect(report.response).toEqual({ medianSeconds: seconds, p90Seconds: seconds });
  });
});

describe('the report of a month', () => {
  test('says how long each unit was watched and in range, from its first reading on', async () => {
    const house = await House.open({ now: 0 });
    await house.live('do-1', 60, 120, 5, 5);
    await house.live('do-1', 125, 190, 9, 5);
    house.now = 10 * 24 * 60;
    const { report } = await house.does<ReportView & { kind: 'monthly' }>(SYSTEM, {
      type: 'report.make',
      kind: 'monthly',
      month: '2026-11',
    });
    // The month ends on its last midnight, 8 days and 17 hours after the beginning; the last value stands for 15 minutes.
    const end = (8 * 24 + 17) * 60;
    expect(report.units).toEqual([
      {
        ...{ unit: 'tu-1', site: 'tinh', watchedSeconds: (end - 60) * 60, inRangeSeconds: 65 * 60 },
        ...{ unknownSeconds: (end - 60 - 145) * 60, excursions: 1 },
      },
    ]);
    expect(report.sites).toMatchObject([
      { site: 'tinh', excursions: 1, medianResponseSeconds: null, lotsHeld: 1 },
    ]);
  });
});

describe('what does not add up', () => {
  const differences = (house: House, who: Actor = AUDITOR, all = false) =>
    askOf<Paged<DifferenceView>>(house, who, { type: 'differences', all });

  test('is nothing in a province where all was recorded', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await house.does(NURSE, { type: 'administer', barcode: `${GTIN}/FK1234`, site: 'tinh', doses: 10 });
    expect(await house.does(AN, { type: 'reconcile' })).toEqual({ open: 0, closed: 0 });
  });

  test('is listed until somebody of the place says what it was, and then for ever among the explained', async () => {
    const house = await House.open();
    const session = { site: 'xa', from: at(10), to: at(60), person: null };
    await house.does(STATION, { type: 'session.set', session });
    house.now = 59;
    await house.does(AN, { type: 'reconcile' });
    expect((await differences(house)).items).toEqual([]);
    house.now = 60;
    expect(await house.does(AN, { type: 'reconcile' })).toEqual({ open: 1, closed: 0 });
    const [found] = (await differences(house)).items;
    expect(found).toMatchObject({
      kind: 'silent-session',
      site: 'xa',
      siteName: 'Trạm y tế xã',
      foundAt: at(60),
    });
    const id = found?.id ?? '';
    expect((await preview(house)).differences).toHaveLength(1);
    expect(await codeOf(house, STATION, { type: 'difference.explain', difference: id, text: ' ' })).toBe(
      'DIFFERENCE_TEXT_REQUIRED',
    );
    const elsewhere = { ...STATION, site: 'khac' };
    expect(await codeOf(house, elsewhere, { type: 'difference.explain', difference: id, text: 'mưa' })).toBe(
      'FORBIDDEN_PLACE',
    );
    await house.does(STATION, { type: 'difference.explain', difference: id, text: 'mưa to, hoãn tiêm' });
    expect((await differences(house)).items).toEqual([]);
    await house.restart();
    await house.does(AN, { type: 'reconcile' });
    expect((await differences(house)).items).toEqual([]);
    expect((await differences(house, AUDITOR, true)).items).toMatchObject([
      { id, explained: { by: 'tram', text: 'mưa to, hoãn tiêm' } },
    ]);
    expect(await codeOf(house, STATION, { type: 'difference.explain', difference: id, text: 'lại' })).toBe(
      'DIFFERENCE_UNKNOWN',
    );
  });

  test('closes by itself when what was missing is recorded', async () => {
    const house = await House.open();
    house.now = 3;
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: null });
    await house.does(AN, { type: 'reconcile' });
    expect((await differences(house)).items).toMatchObject([
      { kind: 'unconfirmed', parcel: 'kien-1', site: 'tinh', doses: 240 },
    ]);
    house.now = 5;
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2' });
    expect(await house.does(AN, { type: 'reconcile' })).toEqual({ open: 0, closed: 1 });
  });

  test('is found where somebody changed the records behind the service’s back', async () => {
    const house = await House.open();
    await house.keeper.close();
    const db = new Database(join(house.directory, 'giulanh.db'));
    db.exec(`UPDATE parcel SET doc = json_set(doc, '$.doses', 200) WHERE id = 'kien-1'`);
    db.close();
    await house.restart();
    await house.does(AN, { type: 'reconcile' });
    expect((await differences(house)).items).toMatchObject([
      { id: `doses:tinh:${GTIN}:FK1234:2026-11-22`, kind: 'doses', doses: -40, gtin: GTIN, lot: 'FK1234' },
    ]);
  });

  test('is not looked for twice an evening', async () => {
    const house = await House.open({ now: 780 });
    await house.does(SYSTEM, { type: 'reconcile', due: at(780) });
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: null });
    expect(await house.does(SYSTEM, { type: 'reconcile', due: at(780) })).toEqual({ open: 0, closed: 0 });
    house.now = 781;
    expect(await house.does(SYSTEM, { type: 'reconcile', due: at(781) })).toEqual({ open: 1, closed: 0 });
  });
});

describe('what is planned', () => {
  const plan = { site: 'xa', gtin: GTIN, from: '2026-11-22', to: '2026-11-30', doses: 90 };
  test('is set, changed and taken away by whoever answers for the place', async () => {
    const house = await House.open();
    const made = await house.does<Plan>(AN, { type: 'plan.set', plan });
    await house.does(AN, { type: 'plan.set', plan: { ...plan, id: made.id, doses: 180 } });
    expect(await house.ask({ type: 'plans' })).toEqual([{ ...plan, id: made.id, doses: 180 }]);
    expect((await preview(house)).plans).toEqual([
      { plan: { ...plan, id: made.id, doses: 180 }, given: 0, dueByNow: 20 },
    ]);
    expect(
      await codeOf(
        house,
        { ...AN, site: 'xa' },
        { type: 'plan.set', plan: { ...plan, site: 'tinh', id: made.id } },
      ),
    ).toBe('FORBIDDEN_PLACE');
    expect(await codeOf(house, DEPOT, { type: 'plan.remove', id: made.id })).toBe('FORBIDDEN_ROLE');
    await house.does(AN, { type: 'plan.remove', id: made.id });
    expect(await house.ask({ type: 'plans' })).toEqual([]);
  });
  test.each([
    [{ site: 'none' }, 'SITE_UNKNOWN'],
    [{ gtin: '00000000000000' }, 'PRODUCT_UNKNOWN'],
    [{ doses: 0 }, 'DOSES_INVALID'],
    [{ from: '2026-12-01' }, 'PLAN_DAYS_INVALID'],
    [{ to: '2026-02-30' }, 'PLAN_DAYS_INVALID'],
    [{ to: '2099-01-01' }, 'PLAN_DAYS_INVALID'],
  ])('a plan with %j is refused: %s', async (more, code) => {
    const house = await House.open();
    expect(await codeOf(house, AN, { type: 'plan.set', plan: { ...plan, ...more } })).toBe(code);
  });
  test.each([
    [{ to: at(10) }, 'SESSION_TIMES_INVALID'],
    [{ to: at(10 + 7 * 24 * 60) + 1 }, 'SESSION_TIMES_INVALID'],
    [{ person: 'nobody' }, 'PERSON_UNKNOWN'],
    [{ site: 'tinh' }, 'FORBIDDEN_PLACE'],
  ])('a session with %j is refused: %s', async (more, code) => {
    const house = await House.open();
    const session = { site: 'xa', from: at(10), to: at(60), person: null, ...more };
    expect(await codeOf(house, STATION, { type: 'session.set', session })).toBe(code);
  });
  test('a delivery is listed until it has come', async () => {
    const house = await House.open();
    const delivery = { site: 'xa', gtin: GTIN, doses: 500, at: at(3000), supplier: ' IVAC ', arrived: false };
    const { id } = await house.does<{ id: string }>(STATION, { type: 'announced.set', announced: delivery });
    const list = async () => (await askOf<Paged<Announced>>(house, STATION, { type: 'announced' })).items;
    expect(await list()).toEqual([{ ...delivery, id, supplier: 'IVAC' }]);
    await house.does(STATION, { type: 'announced.set', announced: { ...delivery, id, arrived: true } });
    expect(await list()).toEqual([]);
    const far = { ...delivery, at: at(600_000) };
    expect(await codeOf(house, STATION, { type: 'announced.set', announced: far })).toBe(
      'ANNOUNCED_TIME_INVALID',
    );
  });
  test('sessions are found by their time', async () => {
    const house = await House.open();
    for (const from of [10, 100])
      await house.does(STATION, {
        type: 'session.set',
        session: { site: 'xa', from: at(from), to: at(from + 50), person: null },
      });
    const count = async (from: number, to: number) =>
      (await askOf<Paged<object>>(house, STATION, { type: 'sessions', from: at(from), to: at(to) })).items
        .length;
    expect([await count(0, 10), await count(0, 11), await count(59, 101), await count(60, 100)]).toEqual([
      0, 1, 2, 0,
    ]);
  });
});
