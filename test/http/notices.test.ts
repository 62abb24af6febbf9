/** An alert is put off and concluded, and its messages are read, over real HTTP against a real keeper. */
import { expect, test } from 'vitest';
import { noticeSchema } from '../../src/http/notice-routes.ts';
import { alertSchema, listOf } from '../../src/http/view-schemas.ts';
import type { NoticeView } from '../../src/keeper/notice-views.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { AlertView } from '../../src/keeper/views.ts';
import { iso } from '../keeper/house.ts';
import { onTheRoad } from './on-the-road.ts';

/** An official holds a parcel of the depot's, which is told to the depot. */
async function alarmed() {
  const road = await onTheRoad();
  const { house } = road;
  const contact = { phone: '+84900000001', mail: null, zalo: null, telegram: null, language: 'vi' as const };
  await house.does(SYSTEM, { type: 'contact.set', contact: { id: 'kho', ...contact } });
  house.now = 5;
  await road.call('an', 'POST', '/parcels/kien-1/hold', { reason: 'nhãn mờ' });
  await house.wait(6);
  await house.wait(7);
  const [alert] = await house.alerts('parcel-hold');
  if (alert === undefined) throw new Error('no alert');
  return { ...road, alert };
}

const noticesOf = (json: unknown) => (listOf(noticeSchema).parse(json) as { items: NoticeView[] }).items;

test('an alert is put off for a while, and says so; what is too long, unknown or of another place is refused', async () => {
  const { call, alert } = await alarmed();
  const path = `/alerts/${alert.id}/snooze`;
  const snoozed = await call('kho', 'POST', path, { until: iso(67), comment: ' đã cách ly ' });
  expect(snoozed.status).toBe(200);
  expect(alertSchema.parse(snoozed.json)).toMatchObject({
    state: 'acknowledged',
    snoozed: { until: iso(67), comment: 'đã cách ly' },
  });
  const shown = await call('kho', 'GET', '/alerts?state=open');
  const items = (listOf(alertSchema).parse(shown.json) as { items: AlertView[] }).items;
  expect(items.find(({ id }) => id === alert.id)).toMatchObject({ snoozed: { until: iso(67) } });
  for (const [by, where, body, status, code] of [
    ['kho', path, { until: iso(7 + 721) }, 400, 'SNOOZE_UNTIL_INVALID'],
    ['kho', path, { until: 'mai' }, 400, 'REQUEST_INVALID'],
    ['kho', '/alerts/none/snooze', { until: iso(67) }, 404, 'ALERT_UNKNOWN'],
    ['kho', `/alerts/${alert.id}/conclude`, { text: 'x' }, 409, 'ALERT_NOT_OVER'],
  ] as const)
    expect(await call(by, 'POST', where, body)).toMatchObject({ status, json: { code } });
});

test('who was told of an alert is listed; one’s own message is read, another’s is not', async () => {
  const { call, alert } = await alarmed();
  const mine = noticesOf((await call('kho', 'GET', `/notices?alert=${alert.id}`)).json);
  expect(mine).toMatchObject([{ person: 'kho', reason: 'raised', state: 'waiting' }]);
  const id = mine[0]?.id ?? '';
  expect(noticesOf((await call('y.ta', 'GET', '/notices')).json)).toEqual([]);
  expect(noticesOf((await call('an', 'GET', '/notices?person=kho&state=waiting')).json)).toHaveLength(1);
  expect(await call('an', 'POST', `/notices/${id}/read`)).toMatchObject({ status: 404 });
  const read = await call('kho', 'POST', `/notices/${id}/read`);
  expect(noticeSchema.parse(read.json)).toMatchObject({ state: 'read', nextAt: null });
});
