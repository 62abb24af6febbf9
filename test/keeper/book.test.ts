import { describe, expect, test } from 'vitest';
import type { BookEntryView, BookTodayView, BookView } from '../../src/keeper/book-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import type { TemperatureBookData } from '../../src/papers/types.ts';
import { AN, DEPOT, House, iso, NURSE, PROVINCE } from './house.ts';

/** Minute 0 is 07:00 of 22/11/2026 in the province’s zone. */
const HOUR = 60;
const DAY = 24 * HOUR;
const TODAY = '2026-11-22';
const RETIRED = `demo: true
units:
  - { id: tu-1, kind: refrigerator, site: tinh, name: Tủ 1, samplingSeconds: 300, maxGapSeconds: 900, retired: "2026-11-24T00:00:00Z" }
`;

type Sign = Partial<{
  unit: string;
  day: string;
  slot: 'morning' | 'afternoon';
  celsius: number;
  corrects: string;
  reason: string;
  action: string;
}>;
const sign = (house: House, more: Sign = {}, who = DEPOT) =>
  house.does<BookEntryView>(who, {
    type: 'book.sign',
    unit: 'tu-1',
    day: TODAY,
    slot: 'morning',
    celsius: 4.5,
    ...more,
  });
const refusalOf = async (house: House, more: Sign = {}, who = DEPOT) => {
  const answer = await house.tell(who, {
    type: 'book.sign',
    unit: 'tu-1',
    day: TODAY,
    slot: 'morning',
    celsius: 4.5,
    ...more,
  });
  return answer.ok ? null : answer.refusal.code;
};
const book = (house: House, unit = 'tu-1') => house.ask<BookView>({ type: 'book', unit, month: '2026-11' });
const dayOf = async (house: House, day = TODAY) => (await book(house)).days.find((one) => one.day === day);

describe('signing the temperature book', () => {
  test('keeps the line with what the sensors said, and proves it in the ledger', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 5.8);
    const line = await sign(house);
    expect(line).toMatchObject({
      celsius: 4.5,
      at: iso(60),
      readAt: iso(60),
      late: false,
      sensor: { lowCelsius: 5.8, highCelsius: 5.8 },
      deviationCelsius: -1.3,
      isFar: true,
    });
    const row = (await house.ledger()).find(({ event }) => event.type === 'book.signed');
    expect(row).toMatchObject({
      leaf: line.leaf,
      event: { id: line.id, by: 'kho', unit: 'tu-1', celsius: 4.5 },
    });
  });

  test('is for those who work at that place, and for nobody under way or elsewhere', async () => {
    const house = await House.open();
    expect(await refusalOf(house, {}, AN)).toBe('FORBIDDEN_ROLE');
    expect(await refusalOf(house, {}, { ...NURSE, site: 'xa' })).toBe('FORBIDDEN_PLACE');
    expect(await refusalOf(house, { unit: 'tu-2' }, { ...NURSE, site: 'xa' })).toBeNull();
    expect(await refusalOf(house, { unit: 'tu-9' })).toBe('UNIT_UNKNOWN');
  });

  test('two people at once: one line, and the other is told; a press repeated is one line', async () => {
    const house = await House.open();
    const wish = { type: 'book.sign', unit: 'tu-1', day: TODAY, slot: 'morning', celsius: 4.5 } as const;
    const answers = await Promise.all([
      house.tell(DEPOT, wish),
      house.tell(NURSE, { ...wish, celsius: 4.7 }),
      house.tell(DEPOT, wish),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect((await house.ledger()).filter(({ event }) => event.type === 'book.signed')).toHaveLength(1);
    expect((await dayOf(house))?.slots[0]).toMatchObject({ state: 'signed', former: [] });
  });

  test('a correction leaves the first line where it was, over a restart too', async () => {
    const house = await House.open();
    const first = await sign(house);
    house.now = 10;
    const second = await sign(house, { celsius: 5.4, corrects: first.id, reason: 'ghi nhầm' }, NURSE);
    await house.restart();
    expect((await dayOf(house))?.slots[0]).toMatchObject({
      state: 'signed',
      entry: { id: second.id, celsius: 5.4, readAt: first.readAt, at: iso(10) },
      former: [{ id: first.id, celsius: 4.5 }],
    });
  });

  test('a missed check stays missed, and what is written in afterwards is late', async () => {
    const house = await House.open({ now: 4 * HOUR });
    expect((await dayOf(house))?.slots.map(({ state }) => state)).toEqual(['missed', 'ahead']);
    await sign(house);
    expect((await dayOf(house))?.slots[0]).toMatchObject({ state: 'late', entry: { at: iso(4 * HOUR) } });
  });

  test('hours are the province’s own when its description names them', async () => {
    const hours = `book: { morning: { from: "06:00", to: "07:00" }, afternoon: { from: "12:30", to: "13:30" } }\n`;
    const house = await House.open({
      descriptions: [PROVINCE.replace('demo: true\n', `demo: true\n${hours}`)],
    });
    expect((await dayOf(house))?.slots.map(({ state }) => state)).toEqual(['missed', 'ahead']);
    await house.restart();
    house.now = 5 * HOUR + 30;
    expect((await dayOf(house))?.slots.map(({ state }) => state)).toEqual(['missed', 'open']);
  });
});

describe('a month of the book', () => {
  test('has every day, with what was measured, since the check before, and the excursions', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 5);
    await sign(house, { celsius: 5 });
    await house.live('do-1', 65, 4 * HOUR, 9);
    await house.live('do-1', 4 * HOUR + 5, 8 * HOUR, 4);
    await sign(house, { slot: 'afternoon', celsius: 4 });
    const { days } = await book(house);
    expect(days).toHaveLength(30);
    const today = days[21];
    expect(today?.measured).toMatchObject({ minCelsius: 4, maxCelsius: 9, unknownSeconds: 7 * 3600 });
    expect(today?.measured?.meanKineticCelsius).toBeGreaterThan(5);
    expect(today?.alarms).toMatchObject([{ rule: 'warm', peakCelsius: 9, start: iso(65) }]);
    expect(today?.slots[1]?.since).toEqual({
      from: iso(60),
      minCelsius: 4,
      maxCelsius: 9,
      unknownSeconds: 0,
      alarms: 1,
    });
    expect(days[22]).toMatchObject({ measured: null, alarms: [] });
  });

  test('counts the time without data between two checks', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await sign(house, { celsius: 5 });
    house.now = 8 * HOUR;
    await house.send('do-1', [[8 * HOUR, 5]]);
    await sign(house, { slot: 'afternoon', celsius: 5 });
    // A value stands for 15 minutes.
    expect((await dayOf(house))?.slots[1]?.since?.unknownSeconds).toBe((8 * HOUR - 30 - 15) * 60);
  });

  test('of a retired unit asks for nothing after its end', async () => {
    const house = await House.open();
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2' });
    await house.apply(RETIRED);
    house.now = 3 * DAY;
    expect((await dayOf(house, '2026-11-23'))?.slots.map(({ state }) => state)).toEqual(['missed', 'missed']);
    expect((await dayOf(house, '2026-11-25'))?.slots.map(({ state }) => state)).toEqual(['none', 'none']);
    expect(await refusalOf(house, { day: '2026-11-25' })).toBe('BOOK_UNIT_RETIRED');
  });

  test('that is none is refused, and so is a unit elsewhere', async () => {
    const house = await House.open();
    const ask = (who: typeof DEPOT, month: string) =>
      house.keeper.ask(who, { type: 'book', unit: 'tu-1', month });
    expect(await ask(DEPOT, '2026-13')).toMatchObject({ ok: false, refusal: { code: 'BOOK_MONTH_INVALID' } });
    expect(await ask({ ...NURSE, site: 'xa' }, '2026-11')).toMatchObject({
      ok: false,
      refusal: { code: 'FORBIDDEN_PLACE' },
    });
  });

  test('becomes a paper that names everybody and proves the newest line', async () => {
    const house = await House.open();
    await sign(house, { celsius: 9, action: 'Đã đóng cửa' });
    const paper = await house.ask<TemperatureBookData>({
      type: 'book.paper',
      unit: 'tu-1',
      month: '2026-11',
      url: 'http://x/y',
    });
    expect(paper.days[21]?.morning).toMatchObject({ state: 'signed', celsius: 9, by: 'kho' });
    expect(paper.remarks[0]).toContain('ngoài ngưỡng, Đã đóng cửa');
    expect(paper.proof.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('today’s checks', () => {
  const today = async (house: House, who = DEPOT, site?: string) => {
    const answer = await house.keeper.ask(who, { type: 'book.today', site });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return (answer.value as Paged<BookTodayView>).items.map(({ unit, slots }) => [unit, slots[0]?.state]);
  };

  test('are those of one’s own site, without boxes', async () => {
    const house = await House.open();
    expect(await today(house)).toEqual([['tu-1', 'open']]);
    await sign(house);
    expect(await today(house)).toEqual([['tu-1', 'signed']]);
  });

  test('are those of the whole place for who belongs to none, and of another site when asked', async () => {
    const house = await House.open();
    expect(await today(house, { ...DEPOT, site: null })).toEqual([
      ['tu-1', 'open'],
      ['tu-2', 'open'],
    ]);
    expect(await today(house, DEPOT, 'xa')).toEqual([['tu-2', 'open']]);
    expect(await today(house, { ...NURSE, site: 'xa' }, 'tinh')).toEqual([]);
  });
});
