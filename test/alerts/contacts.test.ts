import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkContact, checkPush, phoneOf, waysTo } from '../../src/alerts/contacts.ts';
import { CHANNELS, type Contact } from '../../src/alerts/duty.ts';

const NOTHING: Contact = { id: 'an', phone: null, mail: null, zalo: null, telegram: null, language: 'vi' };
/** Of a browser: 65 bytes that begin with 4, and 16 bytes. */
const KEYS = { p256dh: `BA${'x'.repeat(85)}`, auth: 'a'.repeat(22) };
const ENDPOINT = 'https://push.example/send/abc';

test.each([
  ['0912 345 678', '+84912345678'],
  ['0912.345.678', '+84912345678'],
  ['(0262) 3852-678', '+842623852678'],
  ['+84 912 345 678', '+84912345678'],
  ['0084912345678', '+84912345678'],
  ['+4915112345678', '+4915112345678'],
  ['+1234567', null],
  ['+12345678', '+12345678'],
  ['+123456789012345', '+123456789012345'],
  ['+1234567890123456', null],
  ['+0912345678', null],
  ['115', null],
  ['0912 345 67x', null],
  ['0912345678;0987654321', null],
  ['+84912345678\nBcc: x', null],
])('the phone %s is %s', (text, phone) => {
  expect(phoneOf(text)).toBe(phone);
  const answer = checkContact({ ...NOTHING, phone: text });
  if (phone === null)
    expect(answer).toMatchObject({ refusal: { code: 'CONTACT_INVALID', details: { field: 'phone' } } });
  else expect(answer).toEqual({ ok: true, value: { ...NOTHING, phone } });
});

test.each([
  ['mail', 'truc@syt.daklak.gov.vn', true],
  ['mail', 'a.b+c_d@x.vn', true],
  ['mail', 'truc@syt', false],
  ['mail', 'truc@@syt.vn', false],
  ['mail', 'truc@syt.vn, khac@evil.example', false],
  ['mail', 'truc@syt.vn\r\nBcc: khac@evil.example', false],
  ['mail', 'Trực <truc@syt.vn>', false],
  ['mail', 'a@x..vn', false],
  ['mail', `${'a'.repeat(65)}@x.vn`, false],
  ['zalo', '1234567890', true],
  ['zalo', 'oa_user-1', true],
  ['zalo', 'a b', false],
  ['zalo', '"}', false],
  ['telegram', '-1001234567890', true],
  ['telegram', '@kholanh', true],
  ['telegram', '@k', false],
  ['telegram', 'https://t.me/x', false],
] as const)('the %s %j is taken: %s', (field, text, taken) => {
  const answer = checkContact({ ...NOTHING, [field]: ` ${text} ` });
  if (taken) expect(answer).toEqual({ ok: true, value: { ...NOTHING, [field]: text } });
  else expect(answer).toMatchObject({ refusal: { code: 'CONTACT_INVALID', details: { field } } });
});

it('a phone number for Zalo is written as a phone’s', () => {
  expect(checkContact({ ...NOTHING, zalo: '0912 345 678' })).toMatchObject({
    value: { zalo: '+84912345678' },
  });
});

it('what is empty is not used', () => {
  const given = { ...NOTHING, phone: '', mail: '  ', zalo: '', telegram: '\t' };
  expect(checkContact(given)).toEqual({ ok: true, value: NOTHING });
});

test('whatever is typed, what is taken has no line break and no space, and is taken again as it is', () => {
  const field = fc.constantFrom('phone', 'mail', 'zalo', 'telegram');
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.emailAddress(),
    fc.stringMatching(/^[+0][\d .()-]{6,18}$/),
  );
  fc.assert(
    fc.property(field, text, (name, typed) => {
      const answer = checkContact({ ...NOTHING, [name]: typed });
      if (!answer.ok) return;
      expect(answer.value[name] ?? '').not.toMatch(/[\s\0]/);
      expect(checkContact(answer.value)).toEqual(answer);
    }),
  );
});

describe('a browser that takes messages', () => {
  test.each([
    ['as the Push API hands it out', {}, null],
    ['with padded keys', { p256dh: `${KEYS.p256dh}=`, auth: `${KEYS.auth}==` }, null],
    ['of this very machine', { endpoint: 'http://127.0.0.1:8099/push' }, null],
    ['without encryption', { endpoint: 'http://push.example/x' }, 'endpoint'],
    ['of a name like this machine’s', { endpoint: 'http://localhost.evil.example/x' }, 'endpoint'],
    ['with a password', { endpoint: 'https://a:b@push.example/x' }, 'endpoint'],
    ['of a file', { endpoint: 'file:///etc/passwd' }, 'endpoint'],
    ['of no address', { endpoint: 'push' }, 'endpoint'],
    ['of an endless address', { endpoint: `https://push.example/${'a'.repeat(2_000)}` }, 'endpoint'],
    ['whose key is no point', { p256dh: `AA${'x'.repeat(85)}` }, 'p256dh'],
    ['whose key is short', { p256dh: KEYS.p256dh.slice(1) }, 'p256dh'],
    ['without a secret', { auth: '' }, 'auth'],
  ])('%s', (_, changes, field) => {
    const given = { endpoint: ENDPOINT, ...KEYS, ...changes };
    if (field === null) expect(checkPush(given)).toEqual({ ok: true, value: given });
    else expect(checkPush(given)).toMatchObject({ refusal: { code: 'PUSH_INVALID', details: { field } } });
  });
});

test('somebody is reached by the ways that are written down of them, in the order in which they are tried', () => {
  const contact = { ...NOTHING, phone: '+84912345678', telegram: '@kholanh' };
  expect(waysTo(contact, 1, CHANNELS)).toEqual(['push', 'sms', 'telegram']);
  expect(waysTo(contact, 0, ['telegram', 'mail', 'sms'])).toEqual(['telegram', 'sms']);
  expect(waysTo({ ...NOTHING, zalo: 'a', mail: 'a@x.vn' }, 0, CHANNELS)).toEqual(['zalo', 'mail']);
  expect(waysTo(undefined, 2, ['sms', 'push'])).toEqual(['push']);
  expect(waysTo(undefined, 0, CHANNELS)).toEqual([]);
});
