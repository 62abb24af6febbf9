/** What a unit's own page is told: notes that stay, what is inside, and when the door was open. */
import { expect, test } from 'vitest';
import type { Actor } from '../../src/keeper/protocol.ts';
import type { UnitInsideView, UnitNoteView, UnitSignalsView } from '../../src/keeper/unit-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { AUDITOR, DEPOT, GTIN, House, iso, MINUTE, NURSE, START } from './house.ts';

const at = (minute: number): number => START + minute * MINUTE;
const notes = async (house: House, from: number, to: number, more = {}) =>
  house.ask<Paged<UnitNoteView>>({ type: 'unit.notes', unit: 'tu-1', from: at(from), to: at(to), ...more });

test('a shift note is kept with who and when, listed by time, and is there after a restart', async () => {
  const house = await House.open({ now: 100 });
  const note = (text: string, minute: number) =>
    house.does<UnitNoteView>(DEPOT, { type: 'unit.note', unit: 'tu-1', text, at: at(minute) });
  await note('Lấy hàng cho xã', 60);
  await note('Rã đông', 20);
  await house.does(DEPOT, { type: 'unit.note', unit: 'tu-2', text: 'khác', at: at(60) });
  await house.restart();
  expect((await notes(house, 0, 200)).items).toMatchObject([
    { unit: 'tu-1', at: iso(20), text: 'Rã đông', by: 'kho', recordedAt: iso(100) },
    { at: iso(60), text: 'Lấy hàng cho xã' },
  ]);
  expect((await notes(house, 20, 60)).items.map(({ text }) => text)).toEqual(['Rã đông']);
  const first = await notes(house, 0, 200, { limit: 1 });
  const second = await notes(house, 0, 200, { limit: 1, cursor: first.next });
  expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(['Rã đông', 'Lấy hàng cho xã']);
});

test('a note that says nothing, is of the future or of long ago, or comes from somebody else’s place is refused', async () => {
  const house = await House.open({ now: 100 });
  const code = async (who: Actor, more: { text?: string; at?: number; unit?: string }) => {
    const answer = await house.tell(who, { type: 'unit.note', unit: 'tu-1', text: 'x', ...more });
    return answer.ok ? 'ok' : answer.refusal.code;
  };
  expect(await code(DEPOT, { text: '  ' })).toBe('NOTE_TEXT_REQUIRED');
  expect(await code(DEPOT, { at: at(200) })).toBe('TIME_IN_FUTURE');
  expect(await code(DEPOT, { at: at(100 - 32 * 1440) })).toBe('NOTE_TOO_OLD');
  expect(await code(DEPOT, { unit: 'khong-co' })).toBe('UNIT_UNKNOWN');
  expect(await code(NURSE, {})).toBe('FORBIDDEN_ROLE');
  expect(await code({ ...DEPOT, site: 'xa' }, {})).toBe('FORBIDDEN_PLACE');
  const seen = await house.keeper.ask({ ...AUDITOR, site: 'xa' }, { type: 'unit.inside', id: 'tu-1' });
  expect(seen).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN_PLACE' } });
});

const SECOND = '08930000000019';
const MORE = `demo: true
products:
  - { gtin: "${SECOND}", name: Sởi, dosesPerVial: 10, maxUnmonitoredSeconds: 14400, rules: [{ id: heat, side: above, limitCelsius: 8, allowedSeconds: 36000, mode: continuous }] }
lots:
  - { gtin: "${SECOND}", lot: SOI1, expiry: 2026-11-21 }
parcels:
  - { id: kien-2, gtin: "${GTIN}", lot: FK1234, doses: 60, unit: tu-1, since: 2026-11-22T00:00:00Z }
  - { id: kien-3, gtin: "${SECOND}", lot: SOI1, doses: 10, unit: tu-1, since: 2026-11-22T00:00:00Z }
`;

test('lots in a unit stand by expiry, with what may not freeze, what is held and what is left until a breach', async () => {
  const house = await House.open();
  await house.apply(MORE);
  await house.live('do-1', 0, 30, 5);
  await house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-2', reason: 'vỡ hộp' });
  await house.live('do-1', 35, 45, 9);
  const { lots, versions } = await house.ask<UnitInsideView>({ type: 'unit.inside', id: 'tu-1' });
  expect(lots).toMatchObject([
    { product: 'Sởi', lot: 'SOI1', expired: true, mustNotFreeze: false, parcels: 1, doses: 10, held: 0 },
    {
      lot: 'FK1234',
      expiry: '2027-03-31',
      expired: false,
      mustNotFreeze: true,
      parcels: 2,
      doses: 300,
      held: 1,
      holdKinds: ['manual'],
      atRisk: { since: iso(35), breachAt: iso(95), rule: { id: 'heat', side: 'above', limitCelsius: 8 } },
    },
  ]);
  expect(versions).toMatchObject([{ rules: [{ id: 'warm' }] }]);
});

test('door and mains are told as stretches, in a silence no longer than a report stands', async () => {
  const house = await House.open();
  const tell = async (minute: number, more: object) => {
    house.now = minute;
    const readings = [{ at: at(minute), celsius: 5, ...more }];
    const payload = Buffer.from(JSON.stringify({ readings }));
    await house.keeper.ingest([
      { device: 'do-1', kind: 'telemetry', payload, size: payload.length, receivedAt: at(minute) },
    ]);
  };
  for (const [minute, door, power] of [
    [0, false, true],
    [5, true, true],
    [10, false, true],
    [15, true, false],
    [60, false, false],
  ] as const)
    await tell(minute, { door, power });
  house.now = 65;
  const asked = { type: 'unit.signals', unit: 'tu-1', from: at(0), to: at(120) } as const;
  expect(await house.ask<UnitSignalsView>(asked)).toEqual({
    doorOpen: {
      times: 2,
      seconds: 20 * 60,
      spans: [
        { from: iso(5), to: iso(10) },
        { from: iso(15), to: iso(30) },
      ],
    },
    noMains: {
      times: 2,
      seconds: 20 * 60,
      spans: [
        { from: iso(15), to: iso(30) },
        { from: iso(60), to: null },
      ],
    },
  });
  const coarse = await house.ask<UnitSignalsView>({ ...asked, every: 600 });
  expect(coarse.doorOpen).toMatchObject({ times: 2, spans: [{ from: iso(5), to: iso(30) }] });
  expect(await house.ask<UnitSignalsView>({ ...asked, unit: 'tu-2' })).toEqual({
    doorOpen: null,
    noMains: null,
  });
});
