import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawnCode, drawnId } from '../../../simulator/people/ids.ts';
import { Network } from '../../../simulator/people/network.ts';
import { Phone } from '../../../simulator/people/phone.ts';
import { PhoneClock } from '../../../simulator/people/phone-clock.ts';
import { random } from '../../../simulator/random.ts';
import { canonicalJson } from '../../../src/custody/canonical.ts';
import { readDelivered } from '../../../src/custody/shape.ts';

const T = Date.UTC(2026, 10, 22, 3);
const DAY = 86_400_000;
const draw = random('tet', 'phone');
const opened = (at: number) =>
  ({
    type: 'box.opened',
    id: drawnId(at, draw),
    shipment: null,
    unit: 'kho-tinh-hq1',
    reason: 'Kiểm tra đá',
  }) as const;

test('what a phone signs is well formed, and anybody with its public key can tell', async () => {
  const phone = await Phone.bought('lai1', new PhoneClock(-90_000));
  phone.clock.hear(T, 0);
  const event = await phone.sign(opened(T), T);
  expect(readDelivered(event).ok).toBe(true);
  expect(event.key).toBe(phone.key);
  const key = createPublicKey({ key: phone.jwk, format: 'jwk' });
  const signed = (body: object) =>
    verify(
      'sha256',
      Buffer.from(canonicalJson(body)),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(event.signature ?? '', 'base64url'),
    );
  expect(signed(event.body)).toBe(true);
  expect(signed({ ...event.body, reason: 'Lấy bớt' })).toBe(false);
});

test.each([
  { name: 'right', ahead: 0, heard: true, jump: 0, at: T },
  { name: 'minutes off, and knows it', ahead: 180_000, heard: true, jump: 0, at: T },
  { name: 'minutes off, and never heard the time', ahead: 180_000, heard: false, jump: 0, at: T + 180_000 },
  { name: 'set a day ahead since', ahead: 0, heard: true, jump: DAY, at: T + DAY },
])('a phone whose clock is $name says when it was', async ({ ahead, heard, jump, at }) => {
  const phone = await Phone.bought('lai1', new PhoneClock(ahead));
  if (heard) phone.clock.hear(T - 60_000, 0);
  phone.clock.jump(jump);
  const { body } = await phone.sign(opened(T), T);
  expect(body.at).toBe(new Date(at).toISOString());
  expect(body.deviceAt).toBe(new Date(T + ahead + jump).toISOString());
  expect(body.offsetMs).toBe(heard ? 0 - ahead : null);
});

test('ids sort by when they were made, and codes are 32 hex digits', () => {
  const ids = [T, T + 1, T + DAY].map((at) => drawnId(at, draw));
  expect(ids.toSorted()).toEqual(ids);
  expect(drawnCode(draw)).toMatch(/^[0-9a-f]{32}$/);
});

test('a phone is reached before and after a silence, not in it', () => {
  const network = new Network();
  network.silent({ from: T, to: T + 1000 });
  expect([T - 1, T, T + 999, T + 1000].map((at) => network.isReached(at))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
