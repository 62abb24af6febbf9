import { describe, expect, it, test } from 'vitest';
import type { Ladder, Target } from '../../src/alerts/duty.ts';
import { DEFAULT_LADDER } from '../../src/alerts/ladders.ts';
import type {
  ContactView,
  DutyView,
  HolesView,
  LadderView,
  PushSubscriptionView,
  RosterItemView,
  RosterView,
} from '../../src/keeper/duty-views.ts';
import { type Actor, type Answer, type Query, SYSTEM } from '../../src/keeper/protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { House, MINUTE, START } from './house.ts';

const PROVINCE = `demo: true
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
  - { id: xa, name: Trạm y tế xã, level: xã, parent: tinh }
  - { id: khac, name: Trạm khác, level: xã, parent: tinh }
people:
  - { username: an, name: An, roles: [official], site: tinh, password: mat-khau-cua-an }
  - { username: binh, name: Bình, roles: [official], site: xa, password: mat-khau-cua-binh }
  - { username: kho.xa, name: Thủ kho, roles: [depot], site: xa, password: mat-khau-cua-kho }
  - { username: kho.khac, name: Kho khác, roles: [depot], site: khac, password: mat-khau-cua-kho }
  - { username: quan, name: Quản trị, roles: [administrator], site: tinh, password: mat-khau-cua-quan }
`;
const actor = (username: string, site: string | null, ...roles: Actor['roles']): Actor => ({
  ...{ username, name: username, roles, site },
});
const AN = actor('an', 'tinh', 'official');
const BINH = actor('binh', 'xa', 'official');
const KHO = actor('kho.xa', 'xa', 'depot');
const QUAN = actor('quan', 'tinh', 'administrator');
const BOARD = actor('bang', 'xa', 'display');
const HOURS = 60 * MINUTE;

const open = () => House.open({ descriptions: [PROVINCE] });
const codeOf = (answer: Answer) => (answer.ok ? 'ok' : answer.refusal.code);
const asked = async <T>(house: House, who: Actor, query: Query): Promise<T> => {
  const answer = await house.keeper.ask(who, query);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value as T;
};
const { id: _, ...DEFAULT } = DEFAULT_LADDER;
const ladder = (site: string | null, ...targets: Target[]): Omit<Ladder, 'id'> => ({
  ...DEFAULT,
  site,
  levels: [{ afterMinutes: 0, targets, channels: ['sms', 'push'] }],
});
const depot: Target = { kind: 'role', role: 'depot', up: 0 };
const shift = (person: string, from: number, to: number, standIn: string | null = null) => ({
  ...{ person, standIn, from: START + from * HOURS, to: START + to * HOURS, note: '' },
});
const begin = async (house: House, site: string | null, who = SYSTEM, name = 'Trực kho') =>
  (await house.does<RosterItemView>(who, { type: 'roster.set', name, site })).id;
const fill = (house: House, roster: string, ...shifts: ReturnType<typeof shift>[]) =>
  house.does<RosterItemView>(SYSTEM, {
    ...{ type: 'roster.shifts', roster, from: START, to: START + 240 * HOURS, shifts },
  });

describe('the ladder of a place', () => {
  it('is its own, or that of the place above, or the one that is always there, and stands after a restart', async () => {
    const house = await open();
    const from = async (site: string | null) => {
      const view = await asked<DutyView>(house, AN, { type: 'duty', site });
      return [view.from, view.ladder.id];
    };
    expect(await from('xa')).toEqual(['default', 'default']);
    await house.does(AN, { type: 'ladder.set', ladder: ladder('tinh', depot) });
    await house.does(SYSTEM, { type: 'ladder.set', ladder: ladder(null, depot) });
    await house.does(BINH, { type: 'ladder.set', ladder: ladder('xa', depot) });
    await house.restart();
    expect(await from('xa')).toEqual(['own', 'xa']);
    expect(await from('khac')).toEqual(['above', 'tinh']);
    expect(await from(null)).toEqual(['own', 'province']);
    await house.does(BINH, { type: 'ladder.remove', site: 'xa' });
    expect(await from('xa')).toEqual(['above', 'tinh']);
    await house.does(QUAN, { type: 'ladder.remove', site: 'tinh' });
    expect(await from('xa')).toEqual(['province', 'province']);
    await house.restart();
    expect(await from('xa')).toEqual(['province', 'province']);
  });

  it('is changed by officials and administrators, each for their place and below', async () => {
    const house = await open();
    const set = async (who: Actor, site: string | null) =>
      codeOf(await house.tell(who, { type: 'ladder.set', ladder: ladder(site, depot) }));
    expect(await set(BINH, 'xa')).toBe('ok');
    expect(await set(BINH, 'tinh')).toBe('FORBIDDEN_PLACE');
    expect(await set(BINH, 'khac')).toBe('FORBIDDEN_PLACE');
    expect(await set(BINH, null)).toBe('FORBIDDEN_PLACE');
    expect(await set(QUAN, null)).toBe('ok');
    expect(await set(KHO, 'xa')).toBe('FORBIDDEN_ROLE');
    const remove = async (who: Actor, site: string | null) =>
      codeOf(await house.tell(who, { type: 'ladder.remove', site }));
    expect(await remove(BINH, null)).toBe('FORBIDDEN_PLACE');
    expect(await remove(KHO, 'xa')).toBe('FORBIDDEN_ROLE');
    expect(await remove(AN, 'xa')).toBe('ok');
    expect(await remove(AN, 'xa')).toBe('LADDER_UNKNOWN');
  });

  it('names nobody of a place that does not concern who writes it, but for whom somebody higher named', async () => {
    const house = await open();
    const far = ladder('xa', { kind: 'person', username: 'kho.khac' });
    const foreign = await begin(house, 'khac');
    const set = (who: Actor, one: Omit<Ladder, 'id'>) => house.tell(who, { type: 'ladder.set', ladder: one });
    expect(await set(BINH, far)).toMatchObject({
      refusal: { code: 'LADDER_INVALID', details: { why: 'person-unknown', level: 1 } },
    });
    expect(await set(BINH, ladder('xa', { kind: 'duty', roster: foreign }))).toMatchObject({
      refusal: { code: 'LADDER_INVALID', details: { why: 'roster-unknown' } },
    });
    expect(codeOf(await set(BINH, ladder('xa', { kind: 'person', username: 'an' })))).toBe('ok');
    expect(codeOf(await set(AN, far))).toBe('ok');
    expect(codeOf(await set(BINH, { ...far, stillMinutes: 30 }))).toBe('ok');
  });

  it('says whom each level tells now, by which ways, and from when warnings wait', async () => {
    const house = await open();
    const roster = await begin(house, 'xa', BINH);
    await fill(house, roster, shift('kho.khac', 0, 8, 'kho.xa'));
    await house.does(KHO, {
      type: 'contact.set',
      contact: { id: 'kho.xa', phone: '0912345678', mail: null, zalo: null, telegram: null, language: 'vi' },
    });
    await house.does(AN, { type: 'ladder.set', ladder: ladder('xa', { kind: 'duty', roster }) });
    const at = (hours: number) =>
      asked<DutyView>(house, KHO, { type: 'duty', site: 'xa', at: START + hours * HOURS });
    // 07:00 in the province.
    const now = await at(0);
    expect(now.levels).toEqual([
      {
        afterMinutes: 0,
        people: [
          {
            ...{ username: 'kho.xa', name: 'Thủ kho', site: 'xa', siteName: 'Trạm y tế xã' },
            ...{ ways: ['sms'], standsInFor: 'Kho khác' },
          },
        ],
        open: [],
      },
    ]);
    expect([now.ladder.mayChange, now.quietUntil]).toEqual([false, null]);
    // 22:00: nobody is on shift, the official of the place is told instead, and warnings wait for the morning.
    const late = await at(15);
    expect(late.levels[0]?.people.map(({ username, ways }) => [username, ways])).toEqual([['binh', []]]);
    expect(late.levels[0]?.open).toEqual([{ id: roster, name: 'Trực kho' }]);
    expect(late.quietUntil).toBe(new Date(START + 23 * HOURS).toISOString());
  });

  test('is shown to everybody whom it concerns, and to no wall board', async () => {
    const house = await open();
    await house.does(SYSTEM, { type: 'ladder.set', ladder: ladder('tinh', depot) });
    await house.does(SYSTEM, { type: 'ladder.set', ladder: ladder('khac', depot) });
    const list = await asked<Paged<LadderView>>(house, KHO, { type: 'ladders' });
    expect(list.items.map(({ id, mayChange }) => [id, mayChange])).toEqual([['tinh', false]]);
    const first = await asked<Paged<LadderView>>(house, AN, { type: 'ladders', limit: 1 });
    expect([first.items.map(({ id }) => id), first.next]).toEqual([['khac'], 'khac']);
    const ask = async (who: Actor, query: Query) => codeOf(await house.keeper.ask(who, query));
    expect(await ask(KHO, { type: 'duty', site: 'khac' })).toBe('FORBIDDEN_PLACE');
    expect(await ask(KHO, { type: 'duty', site: 'tinh' })).toBe('ok');
    expect(await ask(KHO, { type: 'duty', site: 'nowhere' })).toBe('SITE_UNKNOWN');
    expect(await ask(BOARD, { type: 'duty', site: 'xa' })).toBe('FORBIDDEN_ROLE');
    expect(await ask(BOARD, { type: 'ladders' })).toBe('FORBIDDEN_ROLE');
  });
});

describe('a roster', () => {
  it('is begun, named anew, filled and shown with its holes, and stands after a restart', async () => {
    const house = await open();
    const id = await begin(house, 'xa', BINH);
    await house.does(BINH, { type: 'roster.set', id, name: ' Trực đêm ', site: 'xa' });
    await fill(house, id, shift('kho.xa', 0, 8), shift('binh', 10, 24, 'kho.xa'));
    await house.restart();
    const view = await asked<RosterView>(house, KHO, {
      ...{ type: 'roster', id, from: START, to: START + 24 * HOURS },
    });
    expect(view).toMatchObject({ id, name: 'Trực đêm', site: 'xa', mayChange: false, ladders: [] });
    expect(view.now).toEqual([{ username: 'kho.xa', name: 'Thủ kho' }]);
    expect(view.shifts.map(({ personName, standInName }) => [personName, standInName])).toEqual([
      ['Thủ kho', null],
      ['Bình', 'Thủ kho'],
    ]);
    const hole = {
      from: new Date(START + 8 * HOURS).toISOString(),
      to: new Date(START + 10 * HOURS).toISOString(),
    };
    expect([view.holes, view.next]).toEqual([[hole], hole]);
    const ask = async (who: Actor, from: number, to: number) =>
      codeOf(await house.keeper.ask(who, { type: 'roster', id, from, to }));
    expect(await ask(KHO, START, START)).toBe('RANGE_INVALID');
    expect(await ask(actor('kho.khac', 'khac', 'depot'), START, START + 1)).toBe('ROSTER_UNKNOWN');
  });

  it('is changed by who answers for its place; somebody else’s is unknown, or above them', async () => {
    const house = await open();
    const [xa, tinh, khac] = [
      await begin(house, 'xa'),
      await begin(house, 'tinh'),
      await begin(house, 'khac'),
    ];
    const rename = async (who: Actor, id: string, site: string | null) =>
      codeOf(await house.tell(who, { type: 'roster.set', id, name: 'Trực', site }));
    expect(await rename(BINH, xa, 'xa')).toBe('ok');
    expect(await rename(BINH, xa, 'tinh')).toBe('FORBIDDEN_PLACE');
    expect(await rename(BINH, tinh, 'xa')).toBe('FORBIDDEN_PLACE');
    expect(await rename(BINH, khac, 'xa')).toBe('ROSTER_UNKNOWN');
    expect(await rename(KHO, xa, 'xa')).toBe('FORBIDDEN_ROLE');
    expect(await rename(AN, xa, 'nowhere')).toBe('SITE_UNKNOWN');
    expect(await rename(AN, 'x', 'xa')).toBe('ROSTER_UNKNOWN');
    expect(codeOf(await house.tell(AN, { type: 'roster.set', name: '  ', site: 'xa' }))).toBe(
      'ROSTER_INVALID',
    );
    const shifts = async (who: Actor, roster: string, ...given: ReturnType<typeof shift>[]) =>
      codeOf(
        await house.tell(who, {
          ...{ type: 'roster.shifts', roster, from: START, to: START + 24 * HOURS, shifts: given },
        }),
      );
    expect(await shifts(BINH, xa, shift('an', 0, 8))).toBe('ok');
    expect(await shifts(BINH, xa, shift('kho.khac', 0, 8))).toBe('PERSON_UNKNOWN');
    expect(await shifts(AN, xa, shift('kho.khac', 0, 8))).toBe('ok');
    expect(await shifts(BINH, xa, shift('kho.khac', 0, 9))).toBe('ok');
    expect(await shifts(BINH, xa, shift('an', 9, 8))).toBe('SHIFT_INVALID');
    expect(await shifts(BINH, tinh, shift('an', 0, 8))).toBe('FORBIDDEN_PLACE');
  });

  it('is not removed while a ladder tells it', async () => {
    const house = await open();
    const roster = await begin(house, 'xa', BINH);
    await house.does(BINH, { type: 'ladder.set', ladder: ladder('xa', { kind: 'duty', roster }) });
    expect(await house.tell(BINH, { type: 'roster.remove', roster })).toMatchObject({
      refusal: { code: 'ROSTER_IN_USE', details: { ladders: ['xa'] } },
    });
    const list = await asked<Paged<RosterItemView>>(house, KHO, { type: 'rosters' });
    expect(list.items.map(({ ladders }) => ladders)).toEqual([[{ id: 'xa', siteName: 'Trạm y tế xã' }]]);
    await house.does(BINH, { type: 'ladder.remove', site: 'xa' });
    await house.does(BINH, { type: 'roster.remove', roster });
    expect(codeOf(await house.tell(BINH, { type: 'roster.remove', roster }))).toBe('ROSTER_UNKNOWN');
    expect((await asked<Paged<RosterItemView>>(house, KHO, { type: 'rosters' })).items).toEqual([]);
  });
});

test('a hole is known before it matters, to those of the place, with who is told instead', async () => {
  const house = await open();
  const roster = await begin(house, 'xa', BINH);
  await fill(house, roster, shift('kho.xa', 0, 30), shift('kho.xa', 34, 300));
  await house.does(BINH, { type: 'ladder.set', ladder: ladder('xa', { kind: 'duty', roster }) });
  const look = (who: Actor, days: number) => asked<HolesView>(house, who, { type: 'duty.holes', days });
  const ofRosters = ({ items }: HolesView) => items.filter(({ rosters }) => rosters.length > 0);
  expect(ofRosters(await look(KHO, 1))).toEqual([]);
  const hole = {
    from: new Date(START + 30 * HOURS).toISOString(),
    to: new Date(START + 34 * HOURS).toISOString(),
    ladder: { id: 'xa', site: 'xa', siteName: 'Trạm y tế xã' },
    level: 1,
    rosters: [{ id: roster, name: 'Trực kho' }],
    covered: true,
    sites: [{ id: 'xa', name: 'Trạm y tế xã' }],
    siteCount: 1,
  };
  expect(ofRosters(await look(KHO, 2))).toEqual([hole]);
  expect(ofRosters(await look(AN, 7))).toEqual([hole]);
  expect(ofRosters(await look(actor('kho.khac', 'khac', 'depot'), 7))).toEqual([]);
  // The province has no depot of its own: a message about it finds nobody at the first level.
  const levels = (await look(AN, 7)).items.filter(({ rosters }) => rosters.length === 0);
  expect(levels.map(({ level, covered, sites }) => [level, covered, sites.map(({ id }) => id)])).toEqual([
    [1, false, ['tinh']],
  ]);
  expect(codeOf(await house.keeper.ask(BOARD, { type: 'duty.holes', days: 7 }))).toBe('FORBIDDEN_ROLE');
});

describe('how somebody is reached', () => {
  const contact = (id: string, phone: string) => ({
    ...{ id, phone, mail: null, zalo: null, telegram: null, language: 'en' as const },
  });

  it('is theirs and their administrator’s to write, and their official’s to read', async () => {
    const house = await open();
    const set = async (who: Actor, id: string, phone = '0912 345 678') =>
      codeOf(await house.tell(who, { type: 'contact.set', contact: contact(id, phone) }));
    expect(await set(KHO, 'kho.xa')).toBe('ok');
    expect(await set(KHO, 'an')).toBe('FORBIDDEN_PLACE');
    expect(await set(AN, 'kho.xa')).toBe('FORBIDDEN_PLACE');
    expect(await set(QUAN, 'kho.xa', '+84 987 654 321')).toBe('ok');
    expect(await set(QUAN, 'nobody')).toBe('PERSON_UNKNOWN');
    expect(await set(KHO, 'kho.xa', '113')).toBe('CONTACT_INVALID');
    expect(await set(BOARD, 'bang')).toBe('FORBIDDEN_ROLE');
    await house.restart();
    const read = (who: Actor, username: string) => house.keeper.ask(who, { type: 'contact', username });
    expect(await read(KHO, 'kho.xa')).toMatchObject({
      value: { name: 'Thủ kho', phone: '+84987654321', language: 'en', pushes: 0, mayChange: true },
    });
    expect(await read(BINH, 'kho.xa')).toMatchObject({ value: { phone: '+84987654321', mayChange: false } });
    expect(codeOf(await read(BINH, 'kho.khac'))).toBe('FORBIDDEN_ROLE');
    expect(codeOf(await read(KHO, 'binh'))).toBe('FORBIDDEN_ROLE');
    expect(codeOf(await read(KHO, 'nobody'))).toBe('PERSON_UNKNOWN');
    expect(await asked<ContactView>(house, AN, { type: 'contact', username: 'an' })).toEqual({
      ...{ username: 'an', name: 'An', phone: null, mail: null, zalo: null, telegram: null },
      ...{ language: 'vi', pushes: 0, mayChange: true },
    });
  });

  it('by their own browsers: each once, whoever sits before it, and removed by them or their administrator', async () => {
    const house = await open();
    const keys = { p256dh: `BA${'x'.repeat(85)}`, auth: 'a'.repeat(22) };
    const subscribe = async (who: Actor, name: string) =>
      house.tell(who, {
        ...{ type: 'push.subscribe', endpoint: `https://push.example/${name}`, ...keys, label: ` ${name} ` },
      });
    const own = async (who: Actor) =>
      (await asked<Paged<PushSubscriptionView>>(house, who, { type: 'push.subscriptions' })).items;
    const first = await subscribe(KHO, 'máy');
    const id = first.ok ? (first.value as PushSubscriptionView).id : '';
    expect(codeOf(await subscribe(KHO, 'máy'))).toBe('ok');
    expect((await own(KHO)).map(({ label, endpoint }) => [label, endpoint])).toEqual([
      ['máy', 'https://push.example/máy'],
    ]);
    // The next who signs in there takes it over: nobody else's alerts are shown to them.
    await subscribe(BINH, 'máy');
    expect([await own(KHO), (await own(BINH)).map((one) => one.id)]).toEqual([[], [id]]);
    await house.restart();
    const remove = async (who: Actor) => codeOf(await house.tell(who, { type: 'push.unsubscribe', id }));
    expect(await remove(KHO)).toBe('PUSH_UNKNOWN');
    expect(await remove(AN)).toBe('PUSH_UNKNOWN');
    expect(await remove(QUAN)).toBe('ok');
    expect(await remove(BINH)).toBe('PUSH_UNKNOWN');
    for (let i = 0; i < 20; i++) expect(codeOf(await subscribe(KHO, `m${i}`))).toBe('ok');
    expect(codeOf(await subscribe(KHO, 'm20'))).toBe('PUSH_MANY');
    expect(codeOf(await subscribe(KHO, 'm7'))).toBe('ok');
    expect(codeOf(await subscribe(BOARD, 'b'))).toBe('FORBIDDEN_ROLE');
    const wrong = { type: 'push.subscribe', endpoint: 'http://push.example/', ...keys, label: 'x' } as const;
    expect(codeOf(await house.tell(BINH, wrong))).toBe('PUSH_INVALID');
  });
});

test('a description brings ladders, rosters and contacts, and is written back with them; each administrator within their place', async () => {
  const house = await open();
  const text = (site: string) => `demo: true
rosters: [{ id: truc, name: Trực trạm, site: ${site}, shifts: [{ person: kho.xa, from: 2026-11-22, to: 2026-11-23 }] }]
ladders: [{ site: ${site}, levels: [{ afterMinutes: 0, targets: [{ kind: duty, roster: truc }] }] }]
people: [{ username: kho.xa, name: Thủ kho, roles: [depot], site: xa, phone: 0912 345 678 }]
`;
  const local = actor('quan.xa', 'xa', 'administrator');
  const apply = (who: Actor, description: string) =>
    house.tell(who, { type: 'province.apply', description, file: null });
  expect(codeOf(await apply(local, text('khac')))).toBe('FORBIDDEN_PLACE');
  expect(codeOf(await apply(local, text('xa')))).toBe('ok');
  expect(await apply(SYSTEM, text('xa'))).toMatchObject({ value: { changes: [], differences: [] } });
  await house.restart();
  const duty = await asked<DutyView>(house, KHO, { type: 'duty', site: 'xa' });
  expect(duty.levels[0]?.people).toMatchObject([{ username: 'kho.xa', ways: ['sms'] }]);
  const { description } = await asked<{ description: string }>(house, SYSTEM, { type: 'province.describe' });
  expect(await apply(SYSTEM, description)).toMatchObject({ value: { changes: [], differences: [] } });
  expect(description).toContain('phone: "+84912345678"');
});
