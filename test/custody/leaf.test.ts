import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as events from '../../src/custody/events.ts';
import {
  deviceCalibrated,
  deviceConfirmed,
  deviceFrozen,
  deviceRekeyed,
  deviceRevoked,
  unitPlaced,
  unitRulesSet,
} from '../../src/custody/fleet-events.ts';
import { hashOfText, leafOf } from '../../src/custody/leaf.ts';
import { excursion, HOUR, hold, parcel, proposal, TEN } from '../lots/parcel-fixture.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const stamp = { id: '019e0000-0000-7000-8000-000000000001', by: 'lan', recorded: TEN + HOUR };
const moved = events.parcelMoved(stamp, parcel(), { from: 'fridge-1', to: 'box-1', at: TEN });

test('the leaf of nothing is the one RFC 9162 implementations agree on', () => {
  expect(Buffer.from(hashOfText('', sha256)).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
});

test('an event is hashed as canonical text after a zero byte', () => {
  const { text, hash } = leafOf(moved, sha256);
  expect(text).toBe(
    '{"at":"2026-11-22T03:00:00.000Z","by":"lan","doses":100,"from":"fridge-1","gtin":"08935000000017",' +
      '"id":"019e0000-0000-7000-8000-000000000001","lot":"VN-0421","parcel":"P1",' +
      '"recorded":"2026-11-22T04:00:00.000Z","to":"box-1","type":"parcel.moved"}',
  );
  expect(Buffer.from(hash)).toEqual(createHash('sha256').update('\0').update(text).digest());
  expect(hashOfText(text, sha256)).toEqual(hash);
});

test('any change of an event changes its leaf', () => {
  const { hash } = leafOf(moved, sha256);
  for (const change of [{ doses: 99 }, { by: 'minh' }, { at: moved.recorded }, { lot: 'VN-0422' }]) {
    expect(leafOf({ ...moved, ...change }, sha256).hash).not.toEqual(hash);
  }
});

describe('every kind of event can be written, says who and when, and leaves nothing absent', () => {
  const child = parcel({ id: 'C1', parent: 'P1', doses: 10, dosesInitial: 10 });
  const approved = proposal({
    state: 'approved',
    approvedBy: 'minh',
    approvedAt: TEN + 5 * HOUR,
    covers: { start: TEN, end: null, peak: 12_345, approvedAt: TEN + 5 * HOUR },
  });
  const rule = {
    id: 'warm',
    side: 'above',
    limit: 8000,
    inclusive: false,
    allowed: HOUR,
    mode: 'continuous',
  } as const;
  const version = {
    version: 2,
    effective: TEN,
    rules: [rule],
    maxUnmonitored: 4 * HOUR,
    source: 'label',
    labelVersion: '2025-01',
    notJudged: [],
  };
  const product = { gtin: '08935000000017', name: 'vắc xin', dosesPerVial: 10, versions: [version] };
  const given = {
    id: 'A1',
    parcel: 'P1',
    gtin: product.gtin,
    lot: 'VN-0421',
    site: 's',
    doses: 2,
    at: TEN,
    by: 'hoa',
  };
  const recall = { gtin: product.gtin, lot: 'VN-0421', reason: 'glass', at: TEN, by: 'lan' };
  const discarded = parcel({ ended: { at: TEN + HOUR, kind: 'discarded' } });
  const unit = { id: 'fridge-1', rules: [rule], maxGap: 15 * 60_000, maxUnmonitored: 4 * HOUR };
  const line = {
    id: stamp.id,
    unit: 'fridge-1',
    day: '2026-11-22',
    slot: 'morning' as const,
    celsius: 4500,
    readAt: TEN,
    at: TEN,
    by: 'lan',
    late: false,
    outOfRange: false,
    action: '',
    corrects: null,
    reason: '',
    sensor: { low: 4400, high: 4600 },
  };
  const placed = { unit: 'box-1', from: null, to: 's', at: TEN, parcels: ['P1'] };

  test.each<[string, events.LedgerEvent, object]>([
    [
      'parcel.received',
      events.parcelReceived(stamp, parcel(), { expiry: '2027-03-31', unit: 'fridge-1', site: 's' }),
      { doses: 100, unit: 'fridge-1', expiry: '2027-03-31' },
    ],
    ['parcel.moved', moved, { from: 'fridge-1', to: 'box-1' }],
    [
      'parcel.split',
      events.parcelSplit(stamp, parcel({ doses: 90 }), [child], TEN),
      { dosesLeft: 90, parts: [{ parcel: 'C1', doses: 10, label: null }] },
    ],
    ['parcel.ended', events.parcelEnded(stamp, discarded), { kind: 'discarded', doses: 100 }],
    [
      'hold.placed',
      events.holdPlaced(stamp, hold(), excursion()),
      { hold: 'H1', excursion: { peakCelsius: 12, ruleSnapshot: { limitCelsius: 8, allowedSeconds: 3600 } } },
    ],
    ['hold.withdrawn', events.holdWithdrawn(stamp, hold({ endedAt: TEN })), { hold: 'H1', excursion: 'E1' }],
    [
      'disposition.proposed',
      events.dispositionProposed(stamp, proposal(), hold()),
      { decision: 'release', evidence: 'letter 12/NSX of the maker' },
    ],
    [
      'disposition.approved',
      events.dispositionApproved(stamp, approved, hold(), [hold()]),
      { proposedBy: 'lan', covers: { peakCelsius: 12.345, end: null }, holdsEnded: ['H1'] },
    ],
    ['lot.recalled', events.lotRecalled(stamp, recall, [hold()]), { reason: 'glass', parcels: ['P1'] }],
    ['doses.administered', events.dosesAdministered(stamp, given), { doses: 2, site: 's' }],
    [
      'product.version',
      events.productVersioned(stamp, product, version),
      { version: 2, maxUnmonitoredSeconds: 14400 },
    ],
    ['unit.rules', unitRulesSet(stamp, unit), { unit: 'fridge-1', maxGapSeconds: 900 }],
    ['unit.placed', unitPlaced(stamp, placed), { from: null, to: 's', parcels: ['P1'] }],
    [
      'device.calibrated',
      deviceCalibrated(stamp, 'do-1', {
        probe: '1',
        on: '2026-01-05',
        due: '2027-01-05',
        by: null,
        certificate: 'KĐ-07',
        correction: null,
      }),
      { device: 'do-1', on: '2026-01-05', calibratedBy: '', certificate: 'KĐ-07', correction: '' },
    ],
    ['device.rekeyed', deviceRekeyed(stamp, 'do-1'), { device: 'do-1' }],
    ['device.revoked', deviceRevoked(stamp, 'do-1', 'mất cắp'), { device: 'do-1', reason: 'mất cắp' }],
    [
      'device.frozen',
      deviceFrozen(stamp, 'do-1', { why: 'content', since: 0, detail: '7/12' }),
      { device: 'do-1', why: 'content', since: '1970-01-01T00:00:00.000Z', detail: '7/12' },
    ],
    [
      'book.signed',
      events.bookSigned(stamp, line, 's'),
      { celsius: 4.5, sensor: { lowCelsius: 4.4, highCelsius: 4.6 }, site: 's' },
    ],
    [
      'device.confirmed',
      deviceConfirmed(
        stamp,
        { device: 'do-1', unit: 'fridge-1' },
        {
          compared: { byHand: 4_500, shown: 4_600, shownAt: TEN, apart: false, at: TEN, by: 'lan' },
          test: {
            ...{ alert: 'A1', at: TEN, by: 'lan', seenBy: 'an', endedAt: TEN, screens: 1 },
            receipts: [{ username: 'an', at: TEN }],
          },
          site: 's',
        },
      ),
      { byHandCelsius: 4.5, shownCelsius: 4.6, receipts: [{ username: 'an' }], seenBy: 'an', site: 's' },
    ],
  ])('%s', (type, event, fields) => {
    expect(event).toMatchObject({
      ...fields,
      type,
      id: stamp.id,
      by: 'lan',
      recorded: '2026-11-22T04:00:00.000Z',
    });
    expect(JSON.parse(leafOf(event, sha256).text)).toEqual(event);
  });

  test('a parcel that lives has no end to write down', () => {
    expect(() => events.parcelEnded(stamp, parcel())).toThrow();
  });
});
