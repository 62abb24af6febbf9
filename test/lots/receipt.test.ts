import { describe, expect, test } from 'vitest';
import { type ReceiptFacts, type ReceiptWish, takeIn } from '../../src/lots/receipt.ts';
import { at, TEN } from './parcel-fixture.ts';

const GTIN = '08935000000017';
const wish = (more: Partial<ReceiptWish> = {}): ReceiptWish => ({
  gtin: GTIN,
  lot: 'VN-0421',
  expiry: '2027-12-31',
  doses: 100,
  unit: 'fridge-1',
  outcome: 'received',
  reason: '',
  vvm: 1,
  freezeIndicator: 'ok',
  celsius: 4_600,
  damage: '',
  diluent: null,
  ...more,
});
const facts = (more: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  productKnown: (gtin) => gtin === GTIN,
  unitHere: (unit) => unit.startsWith('fridge'),
  lot: () => null,
  recall: () => null,
  isOver: (expiry) => expiry < '2026-11-22',
  ...more,
});
const take = (wishes: readonly ReceiptWish[], more: Partial<ReceiptFacts> = {}) =>
  takeIn(wishes, TEN, facts(more), at(TEN));
const codeOf = (wishes: readonly ReceiptWish[], more: Partial<ReceiptFacts> = {}) => {
  const answer = take(wishes, more);
  return answer.ok ? null : [answer.refusal.code, answer.refusal.details?.line];
};
const RECALLED = () => ({ gtin: GTIN, lot: 'VN-0421', reason: 'glass', at: TEN, by: 'an' });

describe('a receipt', () => {
  test('takes in every line as a parcel, and makes a new lot known once', () => {
    const answer = take([wish(), wish({ doses: 20, unit: 'fridge-2' })]);
    if (!answer.ok) throw new Error(answer.refusal.code);
    expect(
      answer.value.entered.map(({ parcel, newLot, holds }) => [parcel.doses, newLot !== null, holds]),
    ).toEqual([
      [100, true, []],
      [20, false, []],
    ]);
    expect(answer.value.lines.map(({ parcel }) => parcel)).toEqual(
      answer.value.entered.map(({ parcel }) => parcel.id),
    );
  });

  const odd: [string, Partial<ReceiptWish>][] = [
    ['VVM at stage 3', { vvm: 3 }],
    ['VVM at stage 4', { vvm: 4 }],
    ['a freeze indicator that tripped', { freezeIndicator: 'tripped' }],
    ['anything else that was seen', { damage: 'thùng ướt' }],
  ];
  test.each(odd)('%s never becomes usable stock: it is refused, or held with its reason', (_, more) => {
    expect(codeOf([wish(), wish(more)])).toEqual(['RECEIPT_ABNORMAL', 1]);
    expect(codeOf([wish({ ...more, outcome: 'held' })])).toEqual(['REASON_REQUIRED', 0]);
    const held = take([wish({ ...more, outcome: 'held', reason: 'chờ kết luận' })]);
    expect(held.ok && held.value.entered[0]?.holds).toMatchObject([
      { kind: 'manual', reason: 'chờ kết luận', state: 'open', placedBy: 'lan' },
    ]);
    const refused = take([wish({ ...more, outcome: 'refused', reason: 'trả lại' })]);
    expect(refused.ok && refused.value).toMatchObject({ entered: [], lines: [{ parcel: null, unit: null }] });
  });

  test.each<[string, Partial<ReceiptWish>]>([
    ['VVM at stage 2', { vvm: 2 }],
    ['no VVM and no indicator', { vvm: null, freezeIndicator: null }],
    ['blanks for a remark', { damage: '   ' }],
  ])('%s is nothing out of the way', (_, more) => {
    expect(codeOf([wish(more)])).toBeNull();
  });

  test('an expired lot and a recalled one are never usable; a recalled one on hold is held twice', () => {
    expect(codeOf([wish({ expiry: '2026-11-21' })])).toEqual(['RECEIPT_EXPIRED', 0]);
    expect(codeOf([wish({ expiry: '2026-11-22' })])).toBeNull();
    expect(codeOf([wish()], { recall: RECALLED })).toEqual(['RECEIPT_RECALLED', 0]);
    const held = take([wish({ outcome: 'held', reason: 'chờ trả' })], { recall: RECALLED });
    expect(held.ok && held.value.entered[0]?.holds.map(({ kind }) => kind)).toEqual(['recall', 'manual']);
  });

  test('what a code says never changes what is on record', () => {
    const lot = () => ({ gtin: GTIN, lot: 'VN-0421', expiry: '2027-06-30' });
    expect(codeOf([wish()], { lot })).toEqual(['EXPIRY_MISMATCH', 0]);
    const refused = take([wish({ outcome: 'refused', reason: 'hạn dùng khác' })], { lot });
    expect(refused.ok && refused.value.lines[0]?.expiry).toBe('2027-12-31');
    expect(codeOf([wish(), wish({ expiry: '2028-01-31' })])).toEqual(['EXPIRY_MISMATCH', 1]);
  });

  test.each<[string, Partial<ReceiptWish>, string]>([
    ['an unknown vaccine', { gtin: '08935000000024' }, 'PRODUCT_UNKNOWN'],
    ['a unit of another place', { unit: 'elsewhere' }, 'UNIT_NOT_HERE'],
    ['no unit', { unit: null }, 'UNIT_NOT_HERE'],
    ['no doses', { doses: 0 }, 'DOSES_INVALID'],
    ['a new lot without an expiry', { lot: 'VN-0422', expiry: null }, 'EXPIRY_REQUIRED'],
    ['a day that is none', { expiry: '2027-02-30' }, 'EXPIRY_INVALID'],
    ['a thermometer that cannot be', { celsius: 400_000 }, 'RECEIPT_CELSIUS_INVALID'],
  ])('%s is refused, with all other lines', (_, more, code) => {
    expect(codeOf([wish(), wish(more)])).toEqual([code, 1]);
  });

  test('without lines, and one of tomorrow, is refused', () => {
    expect(codeOf([])).toEqual(['RECEIPT_EMPTY', undefined]);
    const answer = takeIn([wish()], TEN + 3_600_000, facts(), at(TEN));
    expect(answer.ok ? null : answer.refusal.code).toBe('TIME_IN_FUTURE');
  });
});
