/** A depot's stock: what is there and may be given, how it came, and how it goes. */
import { describe, expect, test } from 'vitest';
import type { ShipmentView } from '../../src/keeper/custody-views.ts';
import type { Actor } from '../../src/keeper/protocol.ts';
import type { ReceiptLineWish } from '../../src/keeper/stock-protocol.ts';
import type {
  ProposalView,
  ReceiptView,
  StockLotCheckView,
  StockView,
} from '../../src/keeper/stock-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { makePaper } from '../../src/papers/papers.ts';
import type { ReceiptPaperData } from '../../src/papers/types.ts';
import { textOf } from '../papers/reading.ts';
import { AN, AUDITOR, DEPOT, GTIN, House, iso, MINUTE, NURSE, OFFICIALS, PROVINCE, START } from './house.ts';

const DAY = 24 * 60;
const at = (minute: number): number => START + minute * MINUTE;
const line = (more: Partial<ReceiptLineWish> = {}): ReceiptLineWish => ({
  ...{ gtin: GTIN, lot: 'NEW-1', expiry: '2027-06-30', doses: 100, unit: 'tu-1', outcome: 'received' },
  ...more,
});
const receive = (house: House, lines: ReceiptLineWish[], more: object = {}, who: Actor = DEPOT) =>
  house.tell(who, {
    ...{ type: 'stock.receive', id: 'phieu-1', site: 'tinh', supplier: 'IVAC', document: 'HD-7', remark: '' },
    lines,
    ...more,
  });
const received = async (house: House, lines: ReceiptLineWish[], more: object = {}) => {
  const answer = await receive(house, lines, more);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value as ReceiptView;
};
const codeOf = async (answer: ReturnType<House['tell']>) => {
  const told = await answer;
  return told.ok ? null : told.refusal.code;
};
const stock = (house: House, more: object = {}) =>
  house.ask<StockView>({ type: 'stock', site: 'tinh', ...more });
const lotsOf = ({ items }: StockView) => items.map(({ lot }) => lot);

/** The escort whom a shipment needs; the password is hashed, so only those tests have one. */
const ESCORT = `demo: true
people:
  - { username: ty, name: Y Tý Niê, roles: [escort], site: tinh, password: mat-khau-cua-ty }
`;

describe('what stands in a depot', () => {
  test('is listed by vaccine, the soonest expiry first, with what may be given and where it is', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 5);
    await received(house, [line({ expiry: '2026-12-10' }), line({ lot: 'NEW-2', expiry: '2027-01-31' })]);
    const view = await stock(house);
    expect(lotsOf(view)).toEqual(['NEW-1', 'NEW-2', 'FK1234']);
    expect(view.items.map(({ badge }) => badge)).toEqual(['month', null, null]);
    expect(view.items[2]).toMatchObject({
      ...{ dosesUsable: 240, dosesHeld: 0, reasons: [], mustNotFreeze: true },
      units: [{ id: 'tu-1', state: 'normal', celsius: 5, doses: 240 }],
    });
    expect(view.products).toEqual([
      { gtin: GTIN, name: 'Vắc xin thử', lots: 3, dosesUsable: 440, dosesHeld: 0 },
    ]);
  });

  test('says of what may not be given why, in both languages, with the incident', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    const [lot] = (await stock(house)).items;
    expect(lot).toMatchObject({ dosesUsable: 0, dosesHeld: 240 });
    expect(lot?.reasons).toMatchObject([{ code: 'excursion', parcels: 1, doses: 240 }]);
    expect(lot?.reasons[0]?.vi).toMatch(/^Vượt ngưỡng trên 8,0.°C ở Tủ 1 từ 07:00/);
    expect(lot?.reasons[0]?.alert).toEqual(expect.any(String));
  });

  test('counts as held what is recalled, expired, or not heard of for too long', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 10, 5);
    await received(house, [line()]);
    await house.does(AN, { type: 'lot.recall', gtin: GTIN, lot: 'NEW-1', reason: 'có dị vật' });
    const recalled = (await stock(house)).items.find(({ lot }) => lot === 'NEW-1');
    expect(recalled).toMatchObject({ dosesUsable: 0, dosesHeld: 100 });
    expect(recalled?.reasons.map(({ vi }) => vi)).toEqual(['Lô bị thu hồi. Lý do: có dị vật']);
    await house.wait(6 * 60);
    const stale = (await stock(house)).items.find(({ lot }) => lot === 'FK1234');
    expect(stale).toMatchObject({ dosesUsable: 0, dosesHeld: 240 });
    expect(stale?.reasons.length).toBeGreaterThan(0);
  });

  test('tells when it will break a limit if the temperature stays', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 20, 9);
    const [lot] = (await stock(house)).items;
    expect(lot).toMatchObject({ dosesUsable: 240, atRisk: { breachAt: iso(60), rule: { limitCelsius: 8 } } });
  });

  test('is found without diacritics, narrowed, and handed out a page at a time', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    await received(house, [line({ expiry: '2026-11-28' }), line({ lot: 'NEW-2' })]);
    await house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason: 'xem lại' });
    expect(lotsOf(await stock(house, { text: 'vac xin THU new' }))).toEqual(['NEW-1', 'NEW-2']);
    expect(lotsOf(await stock(house, { text: 'không có' }))).toEqual([]);
    expect(lotsOf(await stock(house, { gtin: '00000000000000' }))).toEqual([]);
    expect(lotsOf(await stock(house, { only: 'held' }))).toEqual(['FK1234']);
    expect(lotsOf(await stock(house, { only: 'expiring' }))).toEqual(['NEW-1']);
    const first = await stock(house, { limit: 2 });
    const rest = await stock(house, { limit: 2, cursor: first.next });
    expect([...lotsOf(first), ...lotsOf(rest)]).toEqual(['NEW-1', 'FK1234', 'NEW-2']);
    expect(rest.next).toBeNull();
  });

  test('is of exactly that place, and for who may look there', async () => {
    const house = await House.open();
    expect(lotsOf(await stock(house, { site: 'xa' }))).toEqual([]);
    const ask = (who: Actor, site: string) => house.keeper.ask(who, { type: 'stock', site });
    expect(await ask({ ...DEPOT, site: 'xa' }, 'tinh')).toMatchObject({
      refusal: { code: 'FORBIDDEN_PLACE' },
    });
    expect(await ask(NURSE, 'tinh')).toMatchObject({ refusal: { code: 'FORBIDDEN_ROLE' } });
    expect(await ask(AUDITOR, 'nowhere')).toMatchObject({ refusal: { code: 'SITE_UNKNOWN' } });
  });
});

describe('a receipt', () => {
  test('makes parcels, tells the ledger what was seen, and shows it with each parcel and its parts', async () => {
    const house = await House.open();
    const seen = {
      vvm: 2,
      freezeIndicator: 'ok',
      celsius: 4.6,
      diluent: { lot: 'NHC-9', quantity: 10 },
    } as const;
    const receipt = await received(house, [
      line(seen),
      line({ lot: 'BAD', outcome: 'refused', reason: 'vỡ', damage: 'vỡ' }),
    ]);
    expect(receipt).toMatchObject({
      ...{ by: 'kho', siteName: 'Kho tỉnh', supplier: 'IVAC', document: 'HD-7', at: iso(0) },
      lines: [
        { ...seen, unitName: 'Tủ 1', product: 'Vắc xin thử' },
        { parcel: null, unit: null, reason: 'vỡ' },
      ],
    });
    expect(receipt.number).toMatch(/^PN-/);
    const row = (await house.ledger()).find(({ event }) => event.type === 'stock.received');
    expect(row?.leaf).toBe(receipt.leaf);
    expect(row?.event).toMatchObject({
      receipt: 'phieu-1',
      by: 'kho',
      lines: [seen, { outcome: 'refused' }],
    });
    const id = receipt.lines[0]?.parcel ?? '';
    await house.does(DEPOT, { type: 'parcel.split', parcel: id, parts: [{ id: 'phan', doses: 10 }] });
    await house.restart();
    for (const one of [id, 'phan'])
      expect((await house.parcel(one)).receipt).toMatchObject({
        ...seen,
        receipt: 'phieu-1',
        supplier: 'IVAC',
      });
    expect((await house.parcel('kien-1')).receipt).toBeNull();
    expect((await stock(house)).items.find(({ lot }) => lot === 'NEW-1')?.parcels[0]?.receipt?.number).toBe(
      receipt.number,
    );
  });

  test('sent twice counts once, also after a restart; the same id with other contents is refused', async () => {
    const house = await House.open();
    const [first, second] = await Promise.all([received(house, [line()]), received(house, [line()])]);
    await house.restart();
    house.now = 30;
    expect(await received(house, [line()])).toEqual(first);
    expect(second).toEqual(first);
    expect((await stock(house)).items.find(({ lot }) => lot === 'NEW-1')?.parcels).toHaveLength(1);
    expect(await codeOf(receive(house, [line({ doses: 99 })]))).toBe('RECEIPT_EXISTS');
    expect((await house.ledger()).filter(({ event }) => event.type === 'stock.received')).toHaveLength(1);
  });

  test('of which one line is wrong takes in none, and says which', async () => {
    const house = await House.open();
    const answer = await receive(house, [line(), line({ lot: 'NEW-2', unit: 'tu-2' })]);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'UNIT_NOT_HERE', details: { line: 1 } } });
    expect(lotsOf(await stock(house))).toEqual(['FK1234']);
    expect((await house.ledger()).some(({ event }) => event.type === 'stock.received')).toBe(false);
  });

  test('on hold enters in the same commit as its hold, and the gate says no', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 5);
    await received(house, [line({ vvm: 3, outcome: 'held', reason: 'VVM giai đoạn 3' })]);
    expect(await house.verdict('tinh', `${GTIN}/NEW-1`)).toEqual({
      verdict: 'blocked',
      codes: ['PARCEL_ON_HOLD'],
    });
    const lot = (await stock(house)).items.find((one) => one.lot === 'NEW-1');
    expect(lot).toMatchObject({ dosesUsable: 0, dosesHeld: 100 });
    expect(lot?.reasons[0]?.vi).toBe('Tạm dừng theo yêu cầu. Lý do: VVM giai đoạn 3');
  });

  test('is for the depot of that place', async () => {
    const house = await House.open();
    expect(await codeOf(receive(house, [line()], {}, AN))).toBe('FORBIDDEN_ROLE');
    expect(await codeOf(receive(house, [line()], {}, { ...DEPOT, site: 'xa' }))).toBe('FORBIDDEN_PLACE');
    expect(await codeOf(receive(house, [line()], { site: 'nowhere' }))).toBe('SITE_UNKNOWN');
    await received(house, [line()]);
    const ask = (who: Actor) => house.keeper.ask(who, { type: 'receipt', id: 'phieu-1' });
    expect(await ask({ ...DEPOT, site: 'xa' })).toMatchObject({ refusal: { code: 'FORBIDDEN_PLACE' } });
    expect(await house.keeper.ask(AUDITOR, { type: 'receipt', id: 'x' })).toMatchObject({
      refusal: { code: 'RECEIPT_UNKNOWN' },
    });
  });

  test('goods that came an hour ago have been in the unit since then', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 5);
    const { lines } = await received(house, [line()], { at: at(5) });
    expect((await house.parcel(lines[0]?.parcel ?? '')).stays).toEqual([
      { unit: 'tu-1', in: iso(5), out: null },
    ]);
  });

  test('is listed with the newest first', async () => {
    const house = await House.open();
    await received(house, [line()]);
    house.now = 5;
    await received(house, [line({ doses: 7 })], { id: 'phieu-2' });
    const { items } = await house.ask<Paged<ReceiptView>>({ type: 'receipts', site: 'tinh' });
    expect(items.map(({ id }) => id)).toEqual(['phieu-2', 'phieu-1']);
    expect((await house.ask<Paged<ReceiptView>>({ type: 'receipts', site: 'xa' })).items).toEqual([]);
  });

  test('becomes a paper with blank lines for what is not known', async () => {
    const house = await House.open();
    await received(house, [
      line({ vvm: 1, celsius: 4.6, diluent: { lot: 'NHC-9', quantity: 10 } }),
      line({ lot: 'NEW-2', outcome: 'held', reason: 'thùng ướt', damage: 'thùng ướt' }),
    ]);
    const data = await house.ask<ReceiptPaperData>({
      type: 'receipt.paper',
      id: 'phieu-1',
      url: 'http://x/kho/phieu/1',
    });
    const text = (await textOf(await makePaper('receipt-note', data))).join(' ').replaceAll('\u00a0', ' ');
    for (const words of [
      'PHIẾU NHẬP KHO VẮC XIN',
      'IVAC',
      'NEW-1',
      'HD 30/06/2027',
      'NHC-9, 10 lọ',
      '4,6 °C',
      'Nơi, nước sản xuất: ....',
      'Nhập, tạm dừng sử dụng',
      'Cộng (nhập, dùng được)',
      data.number,
    ])
      expect(text).toContain(words);
  });
});

describe('what is known of a lot at the door', () => {
  const door = (house: House, more: object = {}) =>
    house.ask<StockLotCheckView>({ type: 'stock.lot', site: 'tinh', gtin: GTIN, lot: 'FK1234', ...more });
  const codes = ({ problems }: StockLotCheckView) => problems.map(({ code }) => code);

  test('nothing against it, or each thing in words; what is on record stays', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    expect(await door(house)).toMatchObject({
      expiry: '2027-03-31',
      problems: [],
      product: { dosesPerVial: 10 },
    });
    expect(codes(await door(house, { expiry: '2027-04-30' }))).toEqual(['EXPIRY_MISMATCH']);
    expect(codes(await door(house, { gtin: '08930000000019' }))).toEqual(['PRODUCT_UNKNOWN']);
    expect(codes(await door(house, { lot: 'OLD', expiry: '2026-11-21' }))).toEqual(['RECEIPT_EXPIRED']);
    expect(await door(house, { lot: 'fk1234' })).toMatchObject({ expiry: null, near: 'FK1234' });
    await house.does(AN, { type: 'lot.recall', gtin: GTIN, lot: 'FK1234', reason: 'x' });
    expect(codes(await door(house))).toEqual(['RECEIPT_RECALLED']);
  });

  test('names the units of this place alone, and warns of what is too warm, silent or of another kind', async () => {
    const freezer = PROVINCE.replace(
      'devices:\n',
      `  - { id: tu-am, kind: freezer, site: tinh, name: Tủ âm, samplingSeconds: 300, maxGapSeconds: 900 }\ndevices:\n`,
    );
    const house = await House.open({ descriptions: [freezer] });
    await house.live('do-1', 0, 70, 9);
    const { units } = await door(house);
    expect(units.map(({ id, warnings }) => [id, warnings.map(({ code }) => code)])).toEqual([
      ['hom-1', ['UNIT_SILENT']],
      ['tu-1', ['UNIT_IN_EXCURSION']],
      ['tu-am', ['UNIT_TOO_COLD', 'UNIT_SILENT']],
    ]);
  });

  test('lists the vaccines that can be received', async () => {
    const house = await House.open();
    const { items } = await house.ask<Paged<{ gtin: string }>>({ type: 'stock.products' });
    expect(items).toMatchObject([
      { gtin: GTIN, name: 'Vắc xin thử', mustNotFreeze: true, range: { lowCelsius: -0.5, highCelsius: 8 } },
    ]);
  });
});

describe('issuing', () => {
  const open = async () => {
    const house = await House.open({ descriptions: [PROVINCE, ESCORT] });
    await house.live('do-1', 0, 10, 5);
    return house;
  };
  const times = { departAt: at(60), arriveBy: at(300) };
  const propose = async (house: House, doses: number, more: object = {}) => {
    const answer = await house.keeper.ask(DEPOT, {
      ...{ type: 'stock.proposal', site: 'tinh', arriveBy: times.arriveBy, wants: [{ gtin: GTIN, doses }] },
      ...more,
    });
    if (!answer.ok) throw new Error(answer.refusal.code);
    const [want] = (answer.value as ProposalView).wants;
    if (want === undefined) throw new Error('no answer');
    return want;
  };
  const issue = (
    house: House,
    picks: { parcel: string; doses: number }[],
    more: object = {},
    who: Actor = DEPOT,
  ) =>
    house.tell(who, {
      ...{
        type: 'stock.issue',
        id: 'chuyen-1',
        from: 'tinh',
        to: 'xa',
        escort: 'ty',
        note: '',
        ...times,
        picks,
      },
      ...more,
    });

  test('proposes what expires first, and names what may not go and why', async () => {
    const house = await open();
    await received(house, [
      line({ expiry: '2026-12-31', doses: 60 }),
      line({ lot: 'HELD', outcome: 'held', reason: 'x', doses: 30 }),
      line({ lot: 'SOON', expiry: '2026-11-22', doses: 5 }),
    ]);
    const want = await propose(house, 100, { arriveBy: at(2 * DAY) });
    expect(want).toMatchObject({ wanted: 100, proposed: 100, short: 0, product: 'Vắc xin thử' });
    expect(want.parcels.map(({ lot, obstacle, proposed }) => [lot, obstacle, proposed])).toEqual([
      ['NEW-1', null, 60],
      ['FK1234', null, 40],
      ['SOON', 'expired', 0],
      ['HELD', 'hold', 0],
    ]);
    expect(await propose(house, 1000)).toMatchObject({ short: 695 });
  });

  test('splits what goes in part and plans the trip in one go; sent twice it is one', async () => {
    const house = await open();
    const picks = [{ parcel: 'kien-1', doses: 40 }];
    const answers = await Promise.all([issue(house, picks), issue(house, picks)]);
    const [first, second] = answers.map((answer) => (answer.ok ? (answer.value as ShipmentView) : answer));
    expect(first).toMatchObject({ id: 'chuyen-1', state: 'planned', from: 'tinh', to: 'xa', escort: 'ty' });
    expect(second).toEqual(first);
    const part = (first as ShipmentView).planned[0]?.parcel ?? '';
    expect(part).not.toBe('kien-1');
    expect(await house.parcel(part)).toMatchObject({ parent: 'kien-1', doses: 40, unit: 'tu-1' });
    expect(await house.parcel('kien-1')).toMatchObject({ doses: 200 });
    const types = (await house.ledger()).map(({ event }) => event.type);
    expect(types.filter((type) => type === 'parcel.split' || type === 'shipment.planned')).toEqual([
      'parcel.split',
      'shipment.planned',
    ]);
    const { parcels } = await propose(house, 10);
    expect(parcels.find(({ parcel }) => parcel === part)).toMatchObject({ obstacle: 'busy', proposed: 0 });
  });

  test('a whole parcel goes as it is', async () => {
    const house = await open();
    const answer = await issue(house, [{ parcel: 'kien-1', doses: 240 }]);
    expect(answer).toMatchObject({ ok: true, value: { planned: [{ parcel: 'kien-1', doses: 240 }] } });
  });

  test('refuses what may not go, and splits nothing then', async () => {
    const house = await open();
    const { lines } = await received(house, [line(), line({ lot: 'HELD', outcome: 'held', reason: 'x' })]);
    const [good, held] = lines.map(({ parcel }) => parcel ?? '');
    const partOf = { parcel: good ?? '', doses: 10 };
    const refusals: [object[], object, string][] = [
      [[partOf, { parcel: held, doses: 5 }], {}, 'ISSUE_ON_HOLD'],
      [[partOf, { parcel: 'kien-1', doses: 241 }], {}, 'DOSES_NOT_PRESENT'],
      [[partOf, partOf], {}, 'ISSUE_PARCEL_TWICE'],
      [[partOf, { parcel: 'kien-9', doses: 1 }], {}, 'PARCEL_UNKNOWN'],
      [[], {}, 'ISSUE_EMPTY'],
      [[partOf], { to: 'tinh' }, 'ISSUE_SAME_PLACE'],
      [[partOf], { escort: 'ai-do' }, 'PERSON_UNKNOWN'],
      [[partOf], { arriveBy: at(30) }, 'ISSUE_TIMES_INVALID'],
      [[partOf], { arriveBy: at(800 * DAY), departAt: at(60) }, 'ISSUE_EXPIRED'],
      [[partOf], { from: 'xa', to: 'tinh' }, 'ISSUE_NOT_HERE'],
    ];
    for (const [picks, more, code] of refusals)
      expect(await codeOf(issue(house, picks as never, more)), code).toBe(code);
    expect(await codeOf(issue(house, [partOf], {}, AN))).toBe('FORBIDDEN_ROLE');
    expect((await house.ledger()).some(({ event }) => event.type === 'parcel.split')).toBe(false);
    await issue(house, [partOf]);
    expect(await codeOf(issue(house, [{ parcel: 'kien-1', doses: 1 }]))).toBe('SHIPMENT_EXISTS');
  });

  test('what nobody has heard of for too long, or is recalled, stays', async () => {
    const house = await open();
    await house.apply(OFFICIALS);
    await received(house, [line()]);
    await house.does(AN, { type: 'lot.recall', gtin: GTIN, lot: 'NEW-1', reason: 'x' });
    house.now = 6 * 60;
    const want = await propose(house, 10, { arriveBy: at(10 * 60) });
    expect(want).toMatchObject({ proposed: 0, short: 10 });
    expect(want.parcels.map(({ lot, obstacle }) => [lot, obstacle])).toEqual([
      ['FK1234', 'unmonitored'],
      ['NEW-1', 'recalled'],
    ]);
  });
});
