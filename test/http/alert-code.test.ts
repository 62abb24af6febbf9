/** The code at the end of a short message leads to its alert, over real HTTP against a real keeper. */
import { expect, test } from 'vitest';
import { noticeSchema } from '../../src/http/notice-routes.ts';
import { alertSchema, listOf } from '../../src/http/view-schemas.ts';
import type { NoticeView } from '../../src/keeper/notice-views.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { AlertView } from '../../src/keeper/views.ts';
import { onTheRoad } from './on-the-road.ts';

/** A parcel of the depot is held, which the depot is told by a short message. */
async function messaged() {
  const road = await onTheRoad();
  const { house, call } = road;
  const contact = { phone: '+84900000001', mail: null, zalo: null, telegram: null, language: 'vi' as const };
  await house.does(SYSTEM, { type: 'contact.set', contact: { id: 'kho', ...contact } });
  house.now = 5;
  await call('an', 'POST', '/parcels/kien-1/hold', { reason: 'nhãn mờ' });
  await house.wait(6);
  await house.wait(7);
  const [alert] = await house.alerts('parcel-hold');
  if (alert === undefined) throw new Error('no alert');
  const { json } = await call('kho', 'GET', `/notices?alert=${alert.id}`);
  const [notice] = (listOf(noticeSchema).parse(json) as { items: NoticeView[] }).items;
  const sms = notice?.text.sms ?? '';
  const code = /SC-\w{8}$/.exec(sms)?.[0] ?? '';
  const found = async (by: string, query: string) => {
    const reply = await call(by, 'GET', `/alerts?${query}`);
    expect(reply.status).toBe(200);
    return (listOf(alertSchema).parse(reply.json) as { items: AlertView[] }).items;
  };
  return { ...road, alert, sms, code, found };
}

test('the code of a message finds its alert, in any case, with or without SC-, or the message itself', async () => {
  const { alert, sms, code, found } = await messaged();
  expect(code).not.toBe('');
  for (const typed of [code, code.toLowerCase(), code.slice(3), ` ${code.slice(3).toLowerCase()} `, sms])
    expect(await found('kho', `code=${encodeURIComponent(typed)}`)).toMatchObject([{ id: alert.id }]);
  for (const typed of ['', 'SC-', 'SC-00000000', alert.id, code.slice(0, -1), `${code}0`])
    expect(await found('kho', `code=${encodeURIComponent(typed)}`)).toEqual([]);
  expect(await found('kho', `code=${code}&state=resolved`)).toEqual([]);
  // An alert of another place is nobody's business there.
  expect(await found('y.ta', `code=${code}`)).toEqual([]);
});

test('also when it is over, and after a restart', async () => {
  const { house, alert, code, found } = await messaged();
  const hold = (await house.holds('kien-1')).find(({ state }) => state === 'open');
  await house.release(hold?.id ?? '');
  await house.restart();
  expect(await found('kho', `code=${code}`)).toMatchObject([{ id: alert.id, state: 'resolved' }]);
  expect(await found('kho', `code=${code}&state=resolved`)).toHaveLength(1);
  expect(await found('kho', `code=${code}&state=open`)).toEqual([]);
});
