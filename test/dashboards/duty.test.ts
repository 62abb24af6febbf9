import { describe, expect, test } from 'vitest';
import { copiedTo } from '../../dashboards/web/src/duty/copy.ts';
import {
  ladderDraftOf,
  ladderOf,
  ladderProblemOf,
  toggled,
  withLevel,
} from '../../dashboards/web/src/duty/ladder-draft.ts';
import {
  changeOf,
  type Draft,
  draftOf,
  emptyDraft,
  problemOf,
  shiftsOf,
} from '../../dashboards/web/src/duty/shift-draft.ts';
import { holeText, pieceText } from '../../dashboards/web/src/duty/span-text.ts';
import { codeOf, ROLE_TARGETS, targetOf, targetText } from '../../dashboards/web/src/duty/target-text.ts';
import { daysOf, mondayOf, onAt, weekFrom, weekOf, weekTo } from '../../dashboards/web/src/duty/week.ts';
import { dutyEn } from '../../dashboards/web/src/duty/words-en.ts';
import { dutyVi } from '../../dashboards/web/src/duty/words-vi.ts';
import { atOf, clockOf, daysAfter, nextAt } from '../../dashboards/web/src/format/local.ts';
import { shellVi } from '../../dashboards/web/src/shell/words-vi.ts';
import { DEFAULT_LADDER } from '../../src/alerts/ladders.ts';

/** As people in the province say it. */
const at = (text: string): string => new Date(`${text}+07:00`).toISOString();
const ms = (text: string): number => Date.parse(`${text}+07:00`);
const spanOf = (from: string, to: string) => ({ from: at(from), to: at(to) });
const shift = (id: string, from: string, to: string, change: { standIn?: string; note?: string } = {}) => ({
  ...{ id, person: 'lan', standIn: null, note: '', from: at(from), to: at(to) },
  ...change,
});

describe('a day and a time of the province', () => {
  test.each([
    ['2026-11-23', '07:00', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23', '00:00', '2026-11-22T17:00:00.000Z'],
    ['2028-02-29', '23:59', '2028-02-29T16:59:00.000Z'],
    ['2026-02-30', '07:00', null],
    ['2026-11-23', '24:00', null],
    ['2026-11-23', '', null],
    ['23/11/2026', '07:00', null],
  ])('%s %s is %s', (day, time, iso) => {
    const instant = atOf(day, time);
    expect(instant === null ? null : new Date(instant).toISOString()).toBe(iso);
  });

  test.each([
    ['7:00', '07:00'],
    ['07:05', '07:05'],
    ['7h30', '07:30'],
    ['7h', '07:00'],
    ['0700', '07:00'],
    ['23.59', '23:59'],
    ['24:00', null],
    ['7:60', null],
    ['7', null],
    ['', null],
    ['07:00 AM', null],
  ])('typed as %j is %j', (text, time) => {
    expect(clockOf(text)).toBe(time);
  });

  test('the next such time is today’s when it is still to come, else tomorrow’s', () => {
    expect(nextAt('06:00', ms('2026-11-23T02:00'))).toBe(ms('2026-11-23T06:00'));
    expect(nextAt('01:00', ms('2026-11-23T23:30'))).toBe(ms('2026-11-24T01:00'));
    expect(nextAt('', 0)).toBeNull();
  });

  test('months and years pass', () => {
    expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysAfter('2026-03-01', -1)).toBe('2026-02-28');
  });
});

describe('the week of a day begins on its Monday, by the province’s clock', () => {
  test.each([
    ['2026-11-23T00:00', '2026-11-23'],
    ['2026-11-22T23:59', '2026-11-16'],
    ['2026-11-29T23:59', '2026-11-23'],
    ['2027-01-01T12:00', '2026-12-28'],
  ])('%s is in the week of %s', (text, monday) => {
    expect(mondayOf(ms(text))).toBe(monday);
  });

  test('from an address; what is no day is the present week', () => {
    const now = ms('2026-11-23T02:00');
    expect(weekOf('2026-11-11', now)).toBe('2026-11-09');
    for (const bad of [null, '', '2026-13-45', 'x', '2026-11-11T00:00'])
      expect(weekOf(bad, now)).toBe('2026-11-23');
    expect(weekTo('2026-11-23') - weekFrom('2026-11-23')).toBe(7 * 86_400_000);
  });
});

describe('a week of a roster, day by day', () => {
  const night = shift('night', '2026-11-22T17:00', '2026-11-23T07:00');
  const long = shift('long', '2026-11-24T07:00', '2026-11-26T07:00');
  const hole = { from: at('2026-11-23T07:00'), to: at('2026-11-24T07:00') };
  const days = daysOf('2026-11-23', [long, night], [hole]);

  test('has seven days of 24 hours, from Monday', () => {
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: 7 }, (_, i) => daysAfter('2026-11-23', i)),
    );
    expect(days.every(({ from, to }) => to - from === 86_400_000)).toBe(true);
  });

  test('a shift and a hole stand on each day that they touch, and on no other', () => {
    const on = days.map(({ shifts, holes }) => [
      ...shifts.map(({ of }) => of.id),
      ...holes.map(() => 'hole'),
    ]);
    expect(on).toEqual([['night', 'hole'], ['long', 'hole'], ['long'], ['long'], [], [], []]);
  });

  test('says when, and that it goes on over midnight', () => {
    const text = (day: number) => days[day]?.shifts.map((piece) => pieceText(piece, dutyVi));
    expect(text(0)).toEqual(['đến 07:00']);
    expect(text(1)).toEqual(['07:00 → 07:00 26/11']);
    expect(text(2)).toEqual(['Cả ngày']);
    expect(days[0]?.holes.map((piece) => pieceText(piece, dutyVi))).toEqual(['07:00 → 07:00 24/11']);
    const [until24] = daysOf('2026-11-23', [shift('late', '2026-11-23T17:00', '2026-11-24T00:00')], []);
    expect(until24?.shifts.map((piece) => pieceText(piece, dutyVi))).toEqual(['17:00–24:00']);
  });

  test.each([
    ['2026-11-24T07:00', '2026-11-25T07:00', '07:00 24/11 – 07:00 25/11'],
    ['2026-11-23T02:00', '2026-11-25T07:00', 'Từ bây giờ đến 07:00 25/11'],
    ['2026-11-25T07:00', '2026-12-07T02:00', 'Từ 07:00 25/11 trở đi'],
    ['2026-11-23T02:00', '2026-12-07T02:00', 'Suốt 14 ngày tới'],
  ])('a hole of the next two weeks, %s to %s: %s', (from, to, text) => {
    expect(holeText(spanOf(from, to), spanOf('2026-11-23T02:00', '2026-12-07T02:00'), dutyVi)).toBe(text);
  });

  test('whoever is on at an instant: from the first moment, and at the last no more', () => {
    const ids = (text: string) => onAt([night, long], ms(text)).map(({ id }) => id);
    expect(ids('2026-11-22T17:00')).toEqual(['night']);
    expect(ids('2026-11-23T06:59')).toEqual(['night']);
    expect(ids('2026-11-23T07:00')).toEqual([]);
  });
});

describe('a shift that is typed', () => {
  const draft = (change: Partial<Draft> = {}): Draft => ({
    ...emptyDraft('2026-11-23'),
    person: 'lan',
    ...change,
  });
  test.each<[string, Partial<Draft>, string | null]>([
    ['complete', {}, null],
    ['without a person', { person: '' }, 'person'],
    ['with the same person standing in', { standIn: 'lan' }, 'standIn'],
    ['on no day', { days: [] }, 'days'],
    ['without an end', { to: '' }, 'times'],
  ])('%s', (_, change, problem) => {
    expect(problemOf(draft(change))).toBe(problem);
  });

  test('of one hour the whole day round, of a later hour the same day, of an earlier one the next', () => {
    const spans = (from: string, to: string) =>
      shiftsOf(draft({ from, to })).map((one) => [one.from, one.to]);
    expect(spans('07:00', '07:00')).toEqual([[at('2026-11-23T07:00'), at('2026-11-24T07:00')]]);
    expect(spans('07:00', '17:00')).toEqual([[at('2026-11-23T07:00'), at('2026-11-23T17:00')]]);
    expect(spans('17:00', '07:00')).toEqual([[at('2026-11-23T17:00'), at('2026-11-24T07:00')]]);
  });

  test('on several days is as many shifts, and its note is kept in composed letters', () => {
    const many = shiftsOf(draft({ days: ['2026-11-23', '2026-11-25'], note: ' nghỉ lễ'.normalize('NFD') }));
    expect(many.map(({ from }) => from)).toEqual([at('2026-11-23T07:00'), at('2026-11-25T07:00')]);
    expect(many[0]).toMatchObject({ note: 'nghỉ lễ', standIn: null });
  });

  test('is read back as it was entered', () => {
    const [sent] = shiftsOf(draft({ standIn: 'hoa', note: 'đổi ca', from: '17:00', to: '07:00' }));
    expect(sent === undefined ? null : draftOf({ ...sent, id: 's' })).toEqual(
      draft({ standIn: 'hoa', note: 'đổi ca', from: '17:00', to: '07:00' }),
    );
  });
});

describe('a change of a roster replaces only what it is about', () => {
  const monday = shift('a', '2026-11-23T07:00', '2026-11-24T07:00');
  const same = shift('b', '2026-11-23T07:00', '2026-11-23T17:00', { note: 'cùng giờ' });
  const tuesday = shift('c', '2026-11-24T07:00', '2026-11-25T07:00');
  const known = [monday, same, tuesday];

  test('a new shift leaves one that begins at the same time where it is', () => {
    const { id: _, ...fresh } = shift('', '2026-11-23T07:00', '2026-11-23T12:00');
    const change = changeOf(known, [], [fresh]);
    expect([change.from, change.to]).toEqual([at('2026-11-23T07:00'), at('2026-11-23T07:00:00.001')]);
    expect(change.shifts.map(({ id }) => id)).toEqual(['a', 'b', undefined]);
  });

  test('one that moves to the next day takes its former place away, and nobody else’s', () => {
    const change = changeOf(
      known,
      [monday],
      [{ ...monday, ...spanOf('2026-11-24T08:00', '2026-11-24T09:00') }],
    );
    expect([change.from, change.to]).toEqual([at('2026-11-23T07:00'), at('2026-11-24T08:00:00.001')]);
    expect(change.shifts.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('one that goes', () => {
    expect(changeOf(known, [tuesday], []).shifts).toEqual([]);
    expect(changeOf(known, [monday], []).shifts.map(({ id }) => id)).toEqual(['b']);
  });

  test('only what the service takes is sent', () => {
    const seen = { ...monday, personName: 'Lan', standInName: null };
    expect(Object.keys(changeOf([seen], [], [same]).shifts[0] ?? {}).sort()).toEqual(
      ['from', 'id', 'note', 'person', 'standIn', 'to'].sort(),
    );
  });

  test('a week is copied without what was only of that week, and never over another', () => {
    const stood = shift('d', '2026-11-26T07:00', '2026-11-27T07:00', { standIn: 'hoa', note: 'nghỉ phép' });
    const before = shift('z', '2026-11-22T17:00', '2026-11-23T07:00');
    expect(copiedTo('2026-11-30', [before, stood], [])).toEqual({
      from: at('2026-11-30T00:00'),
      to: at('2026-12-07T00:00'),
      shifts: [{ person: 'lan', standIn: null, note: '', ...spanOf('2026-12-03T07:00', '2026-12-04T07:00') }],
    });
    expect(copiedTo('2026-11-30', [before], [])).toBe('nothing');
    expect(copiedTo('2026-11-30', [stood], [shift('x', '2026-12-01T07:00', '2026-12-01T08:00')])).toBe(
      'busy',
    );
    // One that only reaches into the week is no reason.
    expect(copiedTo('2026-11-30', [stood], [shift('x', '2026-11-29T07:00', '2026-11-30T08:00')])).not.toBe(
      'busy',
    );
  });
});

describe('a ladder that is typed', () => {
  const draft = ladderDraftOf(DEFAULT_LADDER);
  const changed = (level: number, change: object) => ({
    ...draft,
    levels: draft.levels.map((one, i) => (i === level ? { ...one, ...change } : one)),
  });

  test('is what it was when nothing was typed', () => {
    expect(ladderProblemOf(draft)).toBeNull();
    const { levels, stillMinutes, forgottenMinutes, quiet } = DEFAULT_LADDER;
    expect(ladderOf(draft)).toEqual({ levels, stillMinutes, forgottenMinutes, quiet });
  });

  test.each([
    ['the first does not wait', changed(0, { afterMinutes: '5' }), { what: 'first' }],
    ['a level as early as the one before', changed(2, { afterMinutes: '15' }), { what: 'order', level: 2 }],
    ['no number', changed(1, { afterMinutes: 'x' }), { what: 'minutes', level: 1 }],
    ['more than a day', changed(3, { afterMinutes: '1441' }), { what: 'minutes', level: 3 }],
    ['a day', changed(3, { afterMinutes: '1440' }), null],
    ['nobody', changed(1, { targets: [] }), { what: 'targets', level: 1 }],
    ['no way', changed(1, { channels: [] }), { what: 'channels', level: 1 }],
    ['repeated every four minutes', { ...draft, stillMinutes: '4' }, { what: 'still' }],
    ['repeated every five', { ...draft, stillMinutes: '5' }, null],
    ['forgotten never', { ...draft, forgottenMinutes: '' }, { what: 'forgotten' }],
    ['quiet for no time', { ...draft, quiet: { from: '22:00', to: '22:00' } }, { what: 'quiet' }],
    ['never quiet', { ...draft, quiet: null }, null],
  ])('%s', (_, typed, problem) => {
    expect(ladderProblemOf(typed)).toEqual(problem);
  });

  test('a new level comes later than the last', () => {
    const levels = withLevel(draft.levels);
    expect(levels.at(-1)).toMatchObject({ afterMinutes: '75', targets: [] });
    expect(ladderProblemOf({ ...draft, levels })).toEqual({ what: 'targets', level: 4 });
  });

  test('ways are tried in the order in which they were pressed', () => {
    expect(toggled(toggled(['push', 'sms'], 'push'), 'push')).toEqual(['sms', 'push']);
  });

  test('whom a level tells is a choice of a list, and in words', () => {
    const targets = [
      ...ROLE_TARGETS,
      { kind: 'duty', roster: 'r-1' } as const,
      { kind: 'person', username: 'thu.kho' } as const,
    ];
    for (const target of targets) expect(targetOf(codeOf(target))).toEqual(target);
    const names = {
      rosters: new Map([['r-1', 'Trực tỉnh']]),
      people: new Map([['thu.kho', 'Lan']]),
      roles: shellVi.roles,
    };
    const text = (i: number) => targetText(targets[i] ?? { kind: 'person', username: '' }, dutyVi, names);
    expect(text(0)).toBe('Nhân viên kho ở nơi có cảnh báo');
    expect(text(4)).toBe('Cán bộ quản lý toàn tỉnh');
    expect(text(8)).toBe('Người trực: Trực tỉnh');
    expect(text(9)).toBe('Lan');
    expect(targetText({ kind: 'duty', roster: 'gone' }, dutyEn, names)).toBe('On duty: roster removed');
  });
});
