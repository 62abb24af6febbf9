/** Events that do not count, over the real HTTP edge: what is listed, to whom, a page at a time, and what is never told. */
import { describe, expect, test } from 'vitest';
import { eventSchema } from '../../src/http/custody-schemas.ts';
import type { EventView } from '../../src/keeper/custody-views.ts';
import { codeOf, trip } from '../keeper/custody-house.ts';
import { onTheRoad } from './on-the-road.ts';

async function withTrouble() {
  const road = await onTheRoad();
  const { house, call, phones } = road;
  house.now = 200;
  const events = trip(phones);
  const [plan, pack, , taken, , , unpack] = events;
  if (plan === undefined || pack === undefined || taken === undefined || unpack === undefined)
    throw new Error('a trip has seven events');
  // Without the offer the taking waits, without both the unpacking does; a changed word and a wrong shape are refused.
  const forged = { ...plan, body: { ...plan.body, note: 'khác' } };
  const sent = [forged, plan, pack, taken, unpack, { nonsense: true }];
  await call('ho.tong', 'POST', '/custody/events', { events: sent });
  const list = async (by: string, query = '') => {
    const reply = await call(by, 'GET', `/custody/events${query}`);
    expect(reply.status).toBe(200);
    const { items, next } = reply.json as { items: unknown[]; next: string | null };
    return {
      items: items.map((item) => eventSchema.parse(item) as EventView),
      next,
      text: JSON.stringify(items),
    };
  };
  return { ...road, list, plan, taken, unpack, events };
}

describe('events that do not count', () => {
  test('are listed with their code and words, those that wait apart from those that were refused', async () => {
    const { list, taken, unpack } = await withTrouble();
    const waiting = await list('kho', '?state=waiting');
    expect(waiting.items.map(({ id, code }) => [id, code])).toEqual(
      [
        [taken.body.id, 'HANDOFF_UNKNOWN'],
        [unpack.body.id, 'EVENT_NOT_HOLDER'],
      ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    );
    const refused = await list('kho', '?state=refused');
    expect(refused.items.map(({ code, type }) => [code, type]).sort()).toEqual([
      ['EVENT_MALFORMED', null],
      ['EVENT_SIGNATURE_INVALID', 'shipment.planned'],
    ]);
    const all = await list('kho');
    expect(all.items).toHaveLength(4);
    for (const one of all.items) {
      expect([one.code, one.vi?.length, one.en?.length]).not.toContain(undefined);
      expect(one.deliveredBy).toBe('ho.tong');
    }
  });

  test('are found by shipment, person and place', async () => {
    const { list, plan, taken } = await withTrouble();
    expect((await list('kho', `?shipment=${plan.body.shipment}`)).items).toHaveLength(3);
    expect((await list('kho', '?by=y.ta')).items.map(({ type }) => type)).toEqual(['shipment.unpacked']);
    expect((await list('kho', '?state=waiting&by=ho.tong')).items.map(({ id }) => id)).toEqual([
      taken.body.id,
    ]);
    expect((await list('kho', '?site=xa')).items.map(({ by }) => by)).toEqual(['y.ta']);
    expect((await list('kho', '?shipment=another')).items).toEqual([]);
  });

  test('come a page at a time, each once', async () => {
    const { list } = await withTrouble();
    const all = (await list('kho')).items;
    const seen: EventView[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const cursor = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page: Awaited<ReturnType<typeof list>> = await list('kho', `?limit=1${cursor}`);
      seen.push(...page.items);
      next = page.next;
    }
    expect(seen).toEqual(all);
  });

  test('are shown to those they concern, and the code of a handoff to nobody', async () => {
    const { list, call, taken } = await withTrouble();
    // The commune sees what its own people say and what is of its shipments, not who sends nonsense to the depot.
    expect((await list('y.ta')).items.map(({ type }) => type).sort()).toEqual([
      'handoff.taken',
      'shipment.planned',
      'shipment.unpacked',
    ]);
    const code = taken.body.type === 'handoff.taken' ? taken.body.code : '';
    expect(code).toBe(codeOf(taken.body.type === 'handoff.taken' ? taken.body.handoff : ''));
    for (const by of ['kho', 'ho.tong', 'y.ta', 'an']) expect((await list(by)).text).not.toContain(code);
    expect((await call('kho', 'GET', '/custody/events?state=counted')).status).toBe(400);
  });

  test('disappear from the list when what they wait for comes', async () => {
    const { list, call, events } = await withTrouble();
    await call('kho', 'POST', '/custody/events', { events });
    expect((await list('kho', '?state=waiting')).items).toEqual([]);
  });
});
