import { describe, expect, test } from 'vitest';
import { isGateway, readReceipt } from '../../src/notify/receipts.ts';
import { settings } from './parts/message.ts';

const receipt = {
  secret: { env: 'bi_mat' },
  reference: 'data.id',
  state: 'data.status',
  received: ['DELIVRD', 1],
  failed: ['UNDELIV', 'EXPIRED'],
};
const url = 'https://gw.example.vn/';
const plain = settings({ sms: { url, reference: 'id', receipt }, zalo: { url } });
const named = settings({
  sms: { url, reference: 'id', receipt: { ...receipt, header: 'X-Gateway-Key', code: 'data.error' } },
});

describe('who says it', () => {
  test.each([
    ['Bearer bi_mat', true],
    ['bearer  bi_mat', true],
    ['Bearer bi_ma', false],
    ['Bearer bi_matt', false],
    ['Basic bi_mat', false],
    [undefined, false],
  ])('%s: %s', (authorization, is) => {
    expect(isGateway(plain, 'sms', authorization === undefined ? {} : { authorization })).toBe(is);
  });

  test('a header of the gateway’s own', () => {
    expect(isGateway(named, 'sms', { 'x-gateway-key': 'bi_mat' })).toBe(true);
    expect(isGateway(named, 'sms', { authorization: 'Bearer bi_mat' })).toBe(false);
  });

  test.each(['zalo', 'mail', 'push', 'webhook', 'telegram'] as const)(
    'a channel without receipts (%s) takes none',
    (channel) => {
      expect(isGateway(plain, channel, { authorization: 'Bearer bi_mat' })).toBe(false);
      expect(readReceipt(plain, channel, { data: { id: 'm', status: 'DELIVRD' } })).toBe('incomplete');
    },
  );
});

describe('what it says', () => {
  test.each([
    [{ data: { id: 'm-1', status: 'DELIVRD' } }, { reference: 'm-1', state: 'received', code: null }],
    [{ data: { id: 7, status: '1' } }, { reference: '7', state: 'received', code: null }],
    [{ data: { id: 'm-1', status: 'UNDELIV' } }, { reference: 'm-1', state: 'failed', code: 'UNDELIV' }],
    [{ data: { id: 'm-1', status: 'ENROUTE' } }, 'pending'],
    [{ data: { id: '', status: 'DELIVRD' } }, 'incomplete'],
    [{ data: { id: 'm-1' } }, 'incomplete'],
    [{ data: { id: {}, status: 'DELIVRD' } }, 'incomplete'],
    [{}, 'incomplete'],
    [null, 'incomplete'],
    ['m-1', 'incomplete'],
  ])('%j', (said, read) => {
    expect(readReceipt(plain, 'sms', said)).toEqual(read);
  });

  test('why it failed stands where the settings say', () => {
    const said = { data: { id: 'm', status: 'EXPIRED', error: 'phone off' } };
    expect(readReceipt(named, 'sms', said)).toEqual({ reference: 'm', state: 'failed', code: 'phone off' });
  });
});
