import { beforeAll, expect, test } from 'vitest';
import { drawnId } from '../../../simulator/people/ids.ts';
import { type Deliver, type Manner, Outbox } from '../../../simulator/people/outbox.ts';
import { Phone } from '../../../simulator/people/phone.ts';
import { PhoneClock } from '../../../simulator/people/phone-clock.ts';
import { random } from '../../../simulator/random.ts';
import type { Delivered } from '../../../src/custody/types.ts';

const T = Date.UTC(2026, 10, 22, 3);
const draw = random('tet', 'outbox');
let events: Delivered[];

beforeAll(async () => {
  const phone = await Phone.bought('lai1', new PhoneClock(0));
  const bodies = [0, 1, 2, 3, 4].map(
    (minute) =>
      ({
        type: 'box.opened',
        id: drawnId(T + minute * 60_000, draw),
        shipment: null,
        unit: 'b',
        reason: '',
      }) as const,
  );
  events = await Promise.all(bodies.map((body, minute) => phone.sign(body, T + minute * 60_000)));
});

function service(): { deliver: Deliver; arrived: string[][] } {
  const arrived: string[][] = [];
  const deliver: Deliver = async (piece) => {
    arrived.push(piece.map(({ body }) => body.id));
    return piece.map(({ body }) => ({ id: body.id, status: 'accepted', code: null }));
  };
  return { deliver, arrived };
}

test.each<{ manner: Manner; requests: number; total: number }>([
  { manner: { order: 'in-order', times: 1, atOnce: 50 }, requests: 1, total: 5 },
  { manner: { order: 'reversed', times: 1, atOnce: 2 }, requests: 3, total: 5 },
  { manner: { order: 'shuffled', times: 10, atOnce: 200 }, requests: 1, total: 50 },
])('everything leaves $manner.order, $manner.times times over, and is free after its answer', async (row) => {
  const { deliver, arrived } = service();
  const outbox = new Outbox();
  for (const event of events) outbox.put(event);
  await outbox.flush(deliver, row.manner, draw);
  expect(arrived.length).toBe(row.requests);
  expect(arrived.flat().length).toBe(row.total);
  expect(new Set(arrived.flat())).toEqual(new Set(events.map(({ body }) => body.id)));
  if (row.manner.order === 'reversed')
    expect(arrived.flat()).toEqual(events.map(({ body }) => body.id).toReversed());
  expect(outbox.waiting).toBe(0);
});

test('what got no answer waits on', async () => {
  const outbox = new Outbox();
  for (const event of events) outbox.put(event);
  const deaf: Deliver = () => Promise.reject(new Error('no signal'));
  await expect(outbox.flush(deaf, { order: 'in-order', times: 1, atOnce: 2 }, draw)).rejects.toThrow(
    'no signal',
  );
  expect(outbox.waiting).toBe(5);
  expect(outbox.sent.size).toBe(0);
});

test('a lost phone takes what had not left with it, and takes nothing more', async () => {
  const { deliver, arrived } = service();
  const outbox = new Outbox();
  for (const event of events) outbox.put(event);
  expect(outbox.lose().length).toBe(5);
  for (const event of events) outbox.put(event);
  await outbox.flush(deliver, { order: 'in-order', times: 1, atOnce: 50 }, draw);
  expect(arrived).toEqual([]);
});
