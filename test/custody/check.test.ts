import { describe, expect, test } from 'vitest';
import { checkEvent, type DoorFacts, signedBytes } from '../../src/custody/check.ts';
import type { CustodyEvent, Delivered, PhoneKey } from '../../src/custody/types.ts';
import { phoneEvent, signedBodyOf } from '../../src/custody/way-events.ts';
import { expectRefused } from '../lots/parcel-fixture.ts';
import {
  at,
  commune,
  counted,
  handed,
  kept,
  MINUTE,
  offered,
  packed,
  planned,
  unpacked,
} from './custody-fixture.ts';

const all = [{ parcel: 'P1', doses: 100 }];
const key: PhoneKey = {
  id: 'k',
  username: 'lan',
  jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
  label: 'phone',
  enrolledAt: at(-100),
  revokedAt: null,
};
const facts = (changes: Partial<DoorFacts> = {}): DoorFacts => ({
  known: null,
  key,
  verified: () => true,
  session: 'lan',
  personKnown: (name) => name !== 'nobody',
  siteKnown: (site) => site !== 'nowhere',
  unitKind: (unit) =>
    unit.startsWith('box') ? 'transport-box' : unit.startsWith('fridge') ? 'refrigerator' : null,
  receivedSince: (parcel) => (parcel === 'P1' ? at(0) : null),
  onHold: () => false,
  isReturn: () => false,
  ...changes,
});
const signed = (body: CustodyEvent): Delivered => ({ body, key: 'k', signature: 's' });
const come = (delivered: Delivered, changes: Partial<DoorFacts> = {}, late = MINUTE) =>
  checkEvent(delivered, facts(changes), Date.parse(delivered.body.at) + late);
const deal = { by: 'lan', to: commune, taker: 'hoa', parcels: all };
const offer = offered(10, 3, deal).body;
const taking = handed(10, 3, deal)[1].body;

describe('who signed it', () => {
  test('a signed event comes in whoever delivers it', () => {
    expect(come(signed(offer), { session: 'minh' })).toEqual({ ok: true, value: 'new' });
  });
  test('an unsigned one only in a session of its own author', () => {
    const bare = { body: offer, key: null, signature: null };
    expect(come(bare)).toEqual({ ok: true, value: 'new' });
    expectRefused(come(bare, { session: 'minh' }), 'EVENT_SIGNATURE_REQUIRED');
  });
  test.each([
    ['a key that was never enrolled', { key: null }, 'EVENT_KEY_UNKNOWN'],
    ['another person’s key', { key: { ...key, username: 'minh' } }, 'EVENT_KEY_UNKNOWN'],
    ['a forged signature', { verified: () => false }, 'EVENT_SIGNATURE_INVALID'],
    ['a key revoked at that very instant', { key: { ...key, revokedAt: at(3) } }, 'EVENT_KEY_REVOKED'],
    [
      'a key enrolled later, in another’s session',
      { key: { ...key, enrolledAt: at(3) + 6 * MINUTE }, session: 'minh' },
      'EVENT_AT_IMPLAUSIBLE',
    ],
  ])('%s', (_name, changes, code) => {
    expectRefused(come(signed(offer), changes), code);
  });
  test('what was recorded before the key was there comes in where its author is signed in', () => {
    expect(come(signed(offer), { key: { ...key, enrolledAt: at(3) + 6 * MINUTE } }).ok).toBe(true);
  });
  test('what was signed before the revocation stays valid', () => {
    expect(come(signed(offer), { key: { ...key, revokedAt: at(3) + 1 } }).ok).toBe(true);
  });
  test('the signature is asked about exactly the canonical body', () => {
    const asked: string[] = [];
    come(signed(offer), { verified: (_key, bytes) => asked.push(new TextDecoder().decode(bytes)) > 0 });
    expect(asked).toEqual([new TextDecoder().decode(signedBytes(offer))]);
  });
  test('what the ledger keeps of it leads back to what was signed', () => {
    const event = kept(1, 3, 'lan', { type: 'box.opened', unit: 'box-1', reason: '' });
    expect(signedBodyOf(phoneEvent(event, at(4)))).toEqual(event.body);
  });
});

describe('the same id again', () => {
  const known = offered(10, 3, deal);
  test('with the same content is a duplicate, however long after', () => {
    expect(come(signed(offer), { known }, 1e9)).toEqual({ ok: true, value: 'duplicate' });
  });
  test('with other content is refused', () => {
    expectRefused(come(signed({ ...offer, place: 'depot' } as CustodyEvent), { known }), 'EVENT_ID_REUSED');
  });
});

describe('when it happened', () => {
  test.each([
    ['five minutes ahead of the service', -5 * MINUTE, null],
    ['more than five minutes ahead', -5 * MINUTE - 1, 'EVENT_AT_IMPLAUSIBLE'],
    ['a day ahead', -24 * 60 * MINUTE, 'EVENT_AT_IMPLAUSIBLE'],
    ['three days ago', 72 * 60 * MINUTE, null],
  ])('%s', (_name, late, code) => {
    const decided = come(signed(offer), {}, late);
    if (code === null) expect(decided.ok).toBe(true);
    else expectRefused(decided, code);
  });
  test('before the parcel was received', () => {
    expectRefused(come(signed(offered(10, -0.001, deal).body)), 'EVENT_AT_IMPLAUSIBLE');
  });
  test('not what the phone’s clock and its offset say', () => {
    expectRefused(come(signed({ ...offer, offsetMs: 1 } as CustodyEvent)), 'EVENT_AT_IMPLAUSIBLE');
  });
});

describe('what it names', () => {
  test.each([
    [
      'a parcel',
      offered(10, 3, { ...deal, parcels: [{ parcel: 'P9', doses: 1 }] }).body,
      'EVENT_PARCEL_UNKNOWN',
    ],
    ['a box', offered(10, 3, { ...deal, boxes: ['crate'] }).body, 'EVENT_UNIT_UNKNOWN'],
    ['a site', offered(10, 3, { ...deal, to: { kind: 'site', id: 'nowhere' } }).body, 'EVENT_SITE_UNKNOWN'],
    [
      'a person',
      offered(10, 3, { ...deal, to: { kind: 'person', id: 'nobody' } }).body,
      'EVENT_PERSON_UNKNOWN',
    ],
    ['a fridge as a box', packed(2, 2, 'lan', 'fridge-1', all).body, 'EVENT_BOX_UNFIT'],
    [
      'the giver as the taker',
      offered(10, 3, { ...deal, to: { kind: 'person', id: 'lan' } }).body,
      'HANDOFF_SELF',
    ],
    ['an offer that ends at once', offered(10, 3, { ...deal, valid: 0 }).body, 'HANDOFF_WINDOW_INVALID'],
    ['an offer for a week', offered(10, 3, { ...deal, valid: 168 }).body, 'HANDOFF_WINDOW_INVALID'],
  ])('%s', (_name, body, code) => {
    expectRefused(come(signed(body)), code);
  });
  test('a parcel that a count may have made is waited for', () => {
    const body = offered(10, 3, { ...deal, parcels: [{ parcel: 'P1-r0a1b2c3d', doses: 1 }] }).body;
    expect(come(signed(body)).ok).toBe(true);
  });
  test('unpacking goes into a fridge', () => {
    const body = unpacked(2, 2, 'lan', 'depot', [{ parcel: 'P1', doses: 100, unit: 'fridge-1' }]).body;
    expect(come(signed(body)).ok).toBe(true);
  });
  test('refusing wants a reason', () => {
    const refusing = { ...taking, by: 'lan', parcels: [counted('P1', 90, { refused: 10 })], reason: ' ' };
    expectRefused(come(signed(refusing as CustodyEvent)), 'EVENT_REASON_REQUIRED');
    expect(come(signed({ ...refusing, reason: 'wet' } as CustodyEvent)).ok).toBe(true);
  });
  test('a count of nothing at all', () => {
    const empty = { ...taking, by: 'lan', parcels: [counted('P1', 0)] };
    expectRefused(come(signed(empty as CustodyEvent)), 'EVENT_DOSES_DIFFER');
  });
});

describe('a parcel on hold', () => {
  const plan = signed(planned(1, 1, all).body);
  const onHold = { onHold: () => true };
  test('is not planned to go anywhere but back', () => {
    expectRefused(come(plan, onHold), 'SHIPMENT_PARCEL_ON_HOLD');
    expect(come(plan, { ...onHold, isReturn: () => true }).ok).toBe(true);
  });
  test('was it planned without a signal, that is what happened', () => {
    expect(come(plan, onHold, 6 * MINUTE).ok).toBe(true);
  });
  test('may be packed and handed over: it has to go somewhere, and its hold goes with it', () => {
    expect(come(signed(offer), onHold).ok).toBe(true);
    expect(come(signed(packed(2, 2, 'lan', 'box-1', all).body), onHold).ok).toBe(true);
  });
});
