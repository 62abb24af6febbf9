/** Who may do what, and with which password: changed by administrators, with a name in the ledger. */
import { describe, expect, it } from 'vitest';
import type {
  NewPasswordView,
  RegistryPersonView,
  RegistrySiteView,
  RegistryUnitDetail,
} from '../../src/keeper/admin-views.ts';
import type { Actor, Command } from '../../src/keeper/protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { House, PROVINCE } from './house.ts';

const PEOPLE = `demo: true
people:
  - { username: chi, name: Chi, roles: [administrator], password: x }
  - { username: xa.quan, name: Quản xã, roles: [administrator], site: xa, password: x }
  - { username: lan, name: Phạm Thị Lan, roles: [vaccinator], site: xa, password: x }
`;
const CHI: Actor = { username: 'chi', name: 'Chi', roles: ['administrator'], site: null };
const LOCAL: Actor = { username: 'xa.quan', name: 'Quản xã', roles: ['administrator'], site: 'xa' };

const open = () => House.open({ descriptions: [PROVINCE, PEOPLE] });
const apply = (description: object, more: object = {}): Command => ({
  type: 'province.apply',
  description,
  file: null,
  ...more,
});
const refusal = async (house: House, who: Actor, command: Command) => {
  const answer = await house.tell(who, command);
  if (answer.ok) return 'done';
  const problems = (answer.refusal.details?.problems ?? []) as { code: string }[];
  return [answer.refusal.code, ...problems.map(({ code }) => code)].join(' ');
};
const ledger = async (house: House, type: string) =>
  (await house.ask<Paged<{ event: { type: string; by: string } }>>({ type: 'ledger', limit: 1000 })).items
    .map(({ event }) => event)
    .filter((event) => event.type === type);
const person = (house: House, username: string) =>
  house.ask<RegistryPersonView>({ type: 'registry.person', username });

describe('rights', () => {
  it('are written down with who changed them and what they were, names that are spelt otherwise are not', async () => {
    const house = await open();
    const before = (await ledger(house, 'person.rights')).length;
    const lan = { username: 'lan', name: 'Phạm Thị Lan', roles: ['vaccinator', 'depot'], site: 'xa' };
    await house.does(CHI, apply({ people: [lan] }));
    await house.does(CHI, apply({ people: [{ ...lan, name: 'Phạm T. Lan' }] }));
    expect((await ledger(house, 'person.rights')).slice(before)).toMatchObject([
      { by: 'chi', username: 'lan', roles: ['depot', 'vaccinator'], was: { roles: ['vaccinator'] } },
    ]);
  });

  it('never leave the province without an administrator of all of it', async () => {
    const house = await open();
    const chi = { username: 'chi', name: 'Chi', roles: ['administrator'] };
    const less = [
      { ...chi, roles: ['auditor'], site: 'tinh' },
      { ...chi, site: 'xa' },
      { ...chi, retired: '2026-11-23' },
    ];
    for (const one of less)
      expect(await refusal(house, CHI, apply({ people: [one] }))).toBe(
        'DESCRIPTION_REFUSED LAST_ADMINISTRATOR',
      );
    await house.does(
      CHI,
      apply({ people: [{ username: 'dung', roles: ['administrator'], password: 'mot-mat-khau-dai' }] }),
    );
    expect(await refusal(house, CHI, apply({ people: less.slice(0, 1) }))).toBe('done');
  });

  it('of a site’s administrator end at its bounds, in whichever way they are reached for', async () => {
    const house = await open();
    const beyond: object[] = [
      { zone: 'Asia/Bangkok' },
      { people: [{ username: 'moi', roles: ['administrator'], password: 'mot-mat-khau-dai' }] },
      { people: [{ username: 'xa.quan', name: 'Quản xã', roles: ['administrator'] }] },
      { people: [{ username: 'lan', name: 'Lan', roles: ['vaccinator'], site: 'tinh' }] },
      { sites: [{ id: 'tinh', name: 'Của tôi' }] },
      { sites: [{ id: 'xa', name: 'Trạm y tế xã' }] },
      { sites: [{ id: 'moi', name: 'Mới', parent: 'tinh' }] },
      { units: [{ id: 'tu-1', kind: 'refrigerator', site: 'xa', name: 'Tủ 1' }] },
      { units: [{ id: 'tu-2', kind: 'refrigerator', site: 'tinh', name: 'Tủ 2' }] },
      { devices: [{ id: 'do-1', unit: 'tu-2' }] },
    ];
    for (const description of beyond)
      expect([description, await refusal(house, LOCAL, apply(description, { dryRun: true }))]).toEqual([
        description,
        'FORBIDDEN_PLACE',
      ]);
    const within = {
      sites: [{ id: 'diem', name: 'Điểm tiêm', parent: 'xa' }],
      units: [{ id: 'tu-moi', kind: 'refrigerator', site: 'diem' }],
      people: [{ username: 'moi', roles: ['vaccinator'], site: 'diem', password: 'mot-mat-khau-dai' }],
    };
    expect(await refusal(house, LOCAL, apply(within))).toBe('done');
  });
});

describe('a form', () => {
  it('is told when somebody else changed what it began with, and says what it would change', async () => {
    const house = await open();
    const site = await house.ask<RegistrySiteView>({ type: 'registry.site', id: 'xa' });
    const began = [{ kind: 'site' as const, id: 'xa', stamp: site.stamp }];
    const next = {
      sites: [{ id: 'xa', name: 'Trạm mới', level: 'xã', parent: 'tinh', phone: '0262 385 1234' }],
    };
    const told = await house.does<{ details: object[]; printed: object[] }>(
      CHI,
      apply(next, { began, dryRun: true }),
    );
    expect(told.details).toMatchObject([
      {
        kind: 'site',
        id: 'xa',
        effects: ['updated'],
        fields: [
          { field: 'name', from: { vi: 'Trạm y tế xã' }, to: { vi: 'Trạm mới' } },
          { field: 'phone', from: null, to: { vi: '+842623851234' } },
        ],
      },
    ]);
    await house.does(CHI, apply(next, { began }));
    expect(await refusal(house, CHI, apply(next, { began }))).toBe('CHANGED_MEANWHILE');
    expect(await refusal(house, CHI, apply(next, { began: [{ kind: 'site', id: 'xa', stamp: null }] }))).toBe(
      'ID_TAKEN',
    );
    // A number is taken away by saying so, not by leaving it out.
    await house.does(CHI, apply({ sites: [{ id: 'xa', name: 'Trạm mới', parent: 'tinh' }] }));
    expect((await house.ask<RegistrySiteView>({ type: 'registry.site', id: 'xa' })).phone).toBe(
      '+842623851234',
    );
    await house.does(CHI, apply({ sites: [{ id: 'xa', name: 'Trạm mới', parent: 'tinh', phone: null }] }));
    expect((await house.ask<RegistrySiteView>({ type: 'registry.site', id: 'xa' })).phone).toBeNull();
  });

  it('that moves a unit tells the ledger what went along', async () => {
    const house = await open();
    house.now = 5;
    await house.does(CHI, apply({ units: [{ id: 'tu-1', kind: 'refrigerator', site: 'xa', name: 'Tủ 1' }] }));
    expect(await ledger(house, 'unit.placed')).toMatchObject([
      { by: 'chi', from: 'tinh', to: 'xa', parcels: ['kien-1'] },
    ]);
    const unit = await house.ask<RegistryUnitDetail>({ type: 'registry.unit', id: 'tu-1' });
    expect(unit.placements.map(({ site }) => site)).toEqual(['xa', 'tinh']);
    expect(unit.versions).toHaveLength(2);
  });
});

describe('a password', () => {
  const session = (username: string, tokenHash: string): Command => ({
    type: 'session.open',
    tokenHash,
    username,
    expiresAt: Number.MAX_SAFE_INTEGER,
  });

  it('that is made anew ends all sessions of its person and of nobody else', async () => {
    const house = await open();
    await house.does(CHI, session('lan', 'a'));
    await house.does(CHI, session('lan', 'b'));
    await house.does(CHI, session('chi', 'c'));
    expect((await person(house, 'lan')).sessions).toBe(2);
    const { password } = await house.does<NewPasswordView>(CHI, { type: 'person.password', username: 'lan' });
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect([(await person(house, 'lan')).sessions, (await person(house, 'chi')).sessions]).toEqual([0, 1]);
    expect(await ledger(house, 'person.password')).toMatchObject([{ by: 'chi', username: 'lan' }]);
    expect(JSON.stringify(await ledger(house, 'person.password'))).not.toContain(password);
  });

  it('is made for others within one’s place, in use, and never for oneself', async () => {
    const house = await open();
    const reset = (username: string): Command => ({ type: 'person.password', username });
    expect(await refusal(house, CHI, reset('chi'))).toBe('PASSWORD_OWN');
    expect(await refusal(house, CHI, reset('ai-do'))).toBe('PERSON_UNKNOWN');
    expect(await refusal(house, LOCAL, reset('chi'))).toBe('FORBIDDEN_PLACE');
    await house.does(
      CHI,
      apply({
        people: [
          { username: 'lan', name: 'Phạm Thị Lan', roles: ['vaccinator'], site: 'xa', retired: '2026-11-21' },
        ],
      }),
    );
    expect(await refusal(house, CHI, reset('lan'))).toBe('PERSON_RETIRED');
  });

  it('of one’s own is long enough, keeps this session and ends the others', async () => {
    const house = await open();
    const lan: Actor = { username: 'lan', name: 'Lan', roles: ['vaccinator'], site: 'xa' };
    await house.does(CHI, session('lan', 'a'));
    await house.does(CHI, session('lan', 'b'));
    const change = (password: string): Command => ({ type: 'password.change', password, keep: 'a' });
    expect(await refusal(house, lan, change('123456789'))).toBe('PASSWORD_SHORT');
    expect(await refusal(house, lan, change('x'.repeat(257)))).toBe('PASSWORD_LONG');
    expect(await house.does(lan, change('bốn từ dễ nhớ'))).toEqual({ username: 'lan', ended: 1 });
    expect((await person(house, 'lan')).sessions).toBe(1);
  });
});

describe('the registry', () => {
  it('is searched without diacritics, paged by name, and only within one’s place', async () => {
    const house = await open();
    const found = (text: string) => house.ask<Paged<RegistrySiteView>>({ type: 'registry.sites', text });
    expect((await found('tram  Y TE')).items.map(({ id, path }) => [id, path.map((p) => p.id)])).toEqual([
      ['xa', ['tinh']],
    ]);
    const first = await house.ask<Paged<RegistryPersonView>>({ type: 'registry.people', limit: 2 });
    const rest = await house.ask<Paged<RegistryPersonView>>({
      type: 'registry.people',
      limit: 2,
      cursor: first.next ?? '',
    });
    expect([...first.items, ...rest.items].map(({ username }) => username)).toEqual([
      'chi',
      'lan',
      'xa.quan',
    ]);
    expect(rest.next).toBeNull();
    const local = await house.keeper.ask(LOCAL, { type: 'registry.people' });
    expect(local).toMatchObject({
      ok: true,
      value: { items: [{ username: 'lan' }, { username: 'xa.quan' }] },
    });
  });
});
