import { expect, test } from 'vitest';
import * as z from 'zod';
import {
  announcedSchema,
  differenceSchema,
  planSchema,
  reportLineSchema,
  reportSchema,
  sessionSchema,
} from '../../src/http/report-schemas.ts';
import { listOf } from '../../src/http/view-schemas.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { iso, MINUTE, START } from '../keeper/house.ts';
import { textOf } from '../papers/reading.ts';
import { csvRows } from '../papers/reading-csv.ts';
import { onTheRoad, tokenOf } from './on-the-road.ts';

const DAY = '2026-11-22';
/** 17:00 in the province. */
const AT = Date.UTC(2026, 10, 22, 10);

const made = async () => {
  const road = await onTheRoad();
  road.house.now = (AT - START) / MINUTE;
  const answer = await road.house.keeper.execute(SYSTEM, {
    ...{ type: 'report.make', kind: 'daily', day: DAY, at: AT, late: false },
  });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return road;
};

test('a report that was made is listed, read as data, on paper and as CSV, and all say the same', async () => {
  const { call, service } = await made();
  const list = listOf(reportLineSchema).parse((await call('an', 'GET', '/reports?kind=daily')).json) as {
    items: { id: string; period: string }[];
  };
  expect(list.items.map(({ period }) => period)).toEqual([`${DAY}T17:00`]);
  const id = list.items[0]?.id ?? '';

  const read = await call('an', 'GET', `/reports/${id}`);
  const one = reportSchema.parse(read.json);
  if (one.kind !== 'daily') throw new Error('not a day');
  expect(one.names.sites).toMatchObject({ tinh: 'Kho tỉnh' });
  expect(one.report.until).toBe('2026-11-22T10:00:00.000Z');
  const doses = one.report.stock.reduce((sum, line) => sum + line.doses, 0);
  expect(doses).toBe(240);

  const paper = await fetch(`${service.api}/reports/${id}.pdf`, {
    headers: { authorization: `Bearer ${tokenOf('an')}` },
  });
  expect(paper.headers.get('content-type')).toBe('application/pdf');
  expect(paper.headers.get('content-disposition')).toBe('inline; filename="bao-cao-BN-20261122-1700.pdf"');
  const text = (await textOf(new Uint8Array(await paper.arrayBuffer()))).join(' ').replaceAll(/\s+/g, ' ');
  expect(text).toContain('Liều tồn kho 240');
  expect(text).toContain('FK1234 31/03/2027 240 0');

  const stock = await call('an', 'GET', `/reports/${id}.csv?table=stock`);
  expect(stock.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(stock.headers.get('content-disposition')).toContain('bao-cao-BN-20261122-1700-stock.csv');
  const bytes = await (
    await fetch(`${service.api}/reports/${id}.csv`, { headers: { authorization: `Bearer ${tokenOf('an')}` } })
  ).arrayBuffer();
  const rows = csvRows(Buffer.from(bytes).toString('utf8'));
  expect(rows).toContainEqual([
    'Kho tỉnh',
    'Vắc xin thử',
    '08930000000002',
    'FK1234',
    '2027-03-31',
    '240',
    '0',
  ]);
  expect(rows).toContainEqual(['Liều tồn kho', '240']);
});

test('the report as it would be now is read without being kept, and cut to a place within one’s own', async () => {
  const { call } = await onTheRoad();
  for (const path of ['/reports/preview', '/reports/preview?site=xa']) {
    const { status, json } = await call('kho', 'GET', path);
    expect(status).toBe(200);
    expect(reportSchema.parse(json).kind).toBe('daily');
  }
  expect((await call('kho', 'GET', '/reports/preview.csv?table=cold')).text).toContain('Trạm y tế xã');
  expect((await call('kho', 'GET', '/reports/preview.pdf')).status).toBe(200);
  expect((await call('kho', 'GET', '/reports')).json).toEqual({ items: [], next: null });
});

test.each([
  ['tram', '/reports/preview?site=tinh', 403, 'FORBIDDEN_PLACE'],
  ['y.ta', '/reports/preview', 403, 'FORBIDDEN_ROLE'],
  ['y.ta', '/reports/preview.csv', 403, 'FORBIDDEN_ROLE'],
  ['an', '/reports/khong-co', 404, 'REPORT_UNKNOWN'],
  ['an', '/reports/khong-co.pdf', 404, 'REPORT_UNKNOWN'],
  ['an', '/reports/preview?site=khong-co', 404, 'SITE_UNKNOWN'],
  ['an', '/reports/preview.csv?table=units', 404, 'ROUTE_UNKNOWN'],
  ['an', '/reports/preview.csv?table=x', 400, 'REQUEST_INVALID'],
])('%s asks %s and is refused with %i %s', async (by, path, status, code) => {
  const { call } = await onTheRoad();
  const reply = await call(by, 'GET', path);
  expect(reply.json).toMatchObject({ status, code });
});

test('a plan is set, replaced, listed and taken back; a depot may look at it and not set it', async () => {
  const { call } = await onTheRoad();
  const plan = { site: 'xa', gtin: null, from: '2026-11-01', to: '2026-11-30', doses: 900 };
  expect(planSchema.parse((await call('an', 'PUT', '/plans/k-1', plan)).json)).toEqual({
    id: 'k-1',
    ...plan,
  });
  await call('an', 'PUT', '/plans/k-1', { ...plan, doses: 950 });
  const { json } = await call('tram', 'GET', '/plans');
  expect(listOf(planSchema).parse(json)).toEqual({ items: [{ id: 'k-1', ...plan, doses: 950 }], next: null });
  expect((await call('tram', 'PUT', '/plans/k-2', plan)).status).toBe(403);
  expect((await call('an', 'DELETE', '/plans/k-1')).status).toBe(200);
  expect((await call('an', 'GET', '/plans')).json).toEqual({ items: [], next: null });
});

test('an injection session and an announced delivery are kept with their times, and a delivery that came is said to have', async () => {
  const { call } = await onTheRoad();
  const session = { site: 'xa', from: iso(60), to: iso(240), person: 'y.ta' };
  const kept = await call('tram', 'PUT', '/injection-sessions/b-1', session);
  expect(sessionSchema.parse(kept.json)).toEqual({
    ...{ id: 'b-1', site: 'xa', person: 'y.ta' },
    from: new Date(START + 60 * MINUTE).toISOString(),
    to: new Date(START + 240 * MINUTE).toISOString(),
  });
  const span = `from=${encodeURIComponent(iso(0))}&to=${encodeURIComponent(iso(600))}`;
  const { json } = await call('an', 'GET', `/injection-sessions?${span}`);
  expect(listOf(sessionSchema).parse(json)).toMatchObject({ items: [{ id: 'b-1' }] });
  expect((await call('tram', 'DELETE', '/injection-sessions/b-1')).status).toBe(200);

  const delivery = { site: 'tinh', gtin: '08930000000002', doses: 1_000, at: iso(2_000), supplier: 'IVAC' };
  expect((await call('kho', 'PUT', '/announced/h-1', delivery)).status).toBe(200);
  const waiting = listOf(announcedSchema).parse((await call('kho', 'GET', '/announced')).json);
  expect(waiting).toMatchObject({ items: [{ id: 'h-1', doses: 1_000, arrived: false }] });
  const came = await call('kho', 'PUT', '/announced/h-1', { ...delivery, arrived: true });
  expect(announcedSchema.parse(came.json)).toMatchObject({ arrived: true });
});

test('what does not add up is listed with the person to ask, until somebody says what it was', async () => {
  const { call, house } = await onTheRoad();
  await call('tram', 'PUT', '/injection-sessions/b-1', {
    ...{ site: 'xa', from: iso(60), to: iso(240), person: 'y.ta' },
  });
  house.now = 12 * 60;
  const answer = await house.keeper.execute(SYSTEM, { type: 'reconcile' });
  expect(answer.ok).toBe(true);
  const listed = async () =>
    z
      .object({ items: z.array(differenceSchema) })
      .parse((await call('an', 'GET', '/differences')).json)
      .items.filter(({ kind }) => kind === 'silent-session');
  const [one] = await listed();
  expect(one).toMatchObject({ site: 'xa', siteName: 'Trạm y tế xã', person: 'y.ta', explained: null });
  const path = `/differences/${encodeURIComponent(one?.id ?? '')}/explain`;
  expect((await call('an', 'POST', path, { text: ' ' })).status).toBe(400);
  expect((await call('an', 'POST', path, { text: 'Mưa lũ, buổi tiêm hoãn.' })).status).toBe(200);
  expect(await listed()).toEqual([]);
  const all = (await call('an', 'GET', '/differences?all=true')).json as { items: unknown[] };
  expect(all.items).toContainEqual(
    expect.objectContaining({
      explained: expect.objectContaining({ by: 'an', text: 'Mưa lũ, buổi tiêm hoãn.' }),
    }),
  );
  expect((await call('an', 'POST', '/differences/x/explain', { text: 'x' })).status).toBe(404);
});
