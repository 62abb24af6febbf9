/** Ladders, rosters, contacts and browsers as a client of the API has them: a real keeper behind a real port. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import {
  contactSchema,
  dutySchema,
  holesSchema,
  ladderSchema,
  pushSubscriptionSchema,
  rosterItemSchema,
  rosterSchema,
} from '../../src/http/duty-schemas.ts';
import { type HttpEdge, startHttp } from '../../src/http/server.ts';
import { listOf } from '../../src/http/view-schemas.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';

const HOUR = 3_600_000;
const PASSWORD = 'mat-khau-cua-tram';
const person = (username: string, name: string, role: string, site: string) => ({
  ...{ username, name, roles: [role], site, password: PASSWORD },
});
const PROVINCE = {
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho tỉnh', level: 'tỉnh', parent: null },
    { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
  ],
  people: [
    person('hung', 'Trần Văn Hùng', 'administrator', 'tinh'),
    person('an', 'Phạm Quốc An', 'official', 'tinh'),
    person('lan', 'Nguyễn Thị Lan', 'depot', 'ea-kao'),
    person('bang', 'Bảng trực Ea Kao', 'display', 'ea-kao'),
  ],
};

const directory = mkdtempSync(join(tmpdir(), 'giulanh-duty-'));
/** The keeper's thread has the machine's clock: everything is counted from the hour that has begun. */
const NOW = Math.floor(Date.now() / HOUR) * HOUR;
const time = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();
let keeper: KeeperClient;
let edge: HttpEdge;
let token: Record<string, string>;

async function call(who: string | null, method: string, path: string, body?: unknown) {
  const response = await fetch(`http://127.0.0.1:${edge.port}/api/v1${path}`, {
    method,
    headers: {
      ...(who === null ? {} : { authorization: `Bearer ${token[who]}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** What is answered, held to what the document promises: nothing is missing, and nothing beside it. */
async function promised<T>(schema: z.ZodType<T>, ...asked: Parameters<typeof call>): Promise<T> {
  const { status, json } = await call(...asked);
  if (status >= 300) throw new Error(JSON.stringify(json));
  const read = schema.parse(json);
  expect(json).toEqual(read);
  return read;
}
const refused = async (...asked: Parameters<typeof call>) => {
  const { status, json } = await call(...asked);
  return [status, json.code, typeof json.vi];
};

beforeAll(async () => {
  const log = pino({ level: 'silent' });
  keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const applied = await keeper.execute(SYSTEM, {
    type: 'province.apply',
    description: PROVINCE,
    file: null,
  });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
  edge = await startHttp({
    ...{ host: '127.0.0.1', port: 0, webRoot: join(directory, 'none'), log, clock: { now: Date.now } },
    keeper: keeper.port(
      () => '',
      () => ({}),
    ),
  });
  token = {};
  for (const { username } of PROVINCE.people) {
    const { json } = await call(null, 'POST', '/session', { username, password: PASSWORD });
    token[username] = String(json.token);
  }
});
afterAll(async () => {
  await edge.close();
  await keeper.close();
  rmSync(directory, { recursive: true, force: true });
});

const level = (afterMinutes: number, ...targets: unknown[]) => ({ afterMinutes, targets, channels: ['sms'] });
const depot = { kind: 'role', role: 'depot', up: 0 };
const terms = { stillMinutes: 15, forgottenMinutes: 60, quiet: { from: '22:00', to: '06:00' } };

test('a week is filled, a ladder tells it, its hole is seen before it matters, and all of it is taken away again', async () => {
  const roster = await promised(rosterItemSchema, 'an', 'POST', '/rosters', {
    name: 'Trực kho',
    site: 'ea-kao',
  });
  await promised(rosterItemSchema, 'an', 'PUT', `/rosters/${roster.id}`, {
    name: 'Trực đêm',
    site: 'ea-kao',
  });
  const shifts = [
    { person: 'lan', from: time(0), to: time(48) },
    { person: 'an', standIn: 'lan', from: time(50), to: time(400), note: 'Tết' },
  ];
  const week = { from: time(0), to: time(168), shifts };
  await promised(rosterItemSchema, 'an', 'PUT', `/rosters/${roster.id}/shifts`, week);
  const ladder = { site: 'ea-kao', levels: [level(0, { kind: 'duty', roster: roster.id })], ...terms };
  const made = await promised(ladderSchema, 'an', 'PUT', '/ladders', ladder);
  expect(made).toMatchObject({ ...ladder, id: 'ea-kao', siteName: 'Trạm Y tế xã Ea Kao', mayChange: true });

  const shown = await promised(rosterSchema, 'lan', 'GET', `/rosters/${roster.id}`);
  const hole = { from: time(48), to: time(50) };
  expect(shown).toMatchObject({ name: 'Trực đêm', mayChange: false, holes: [hole], next: hole });
  expect(shown.shifts.map(({ personName, standInName, note }) => [personName, standInName, note])).toEqual([
    ['Nguyễn Thị Lan', null, ''],
    ['Phạm Quốc An', 'Nguyễn Thị Lan', 'Tết'],
  ]);
  const window = `from=${time(49)}&to=${time(60)}`;
  const part = await promised(rosterSchema, 'lan', 'GET', `/rosters/${roster.id}?${window}`);
  expect([part.shifts.length, part.holes]).toEqual([1, [{ from: time(49), to: time(50) }]]);
  const { items } = await promised(holesSchema, 'lan', 'GET', '/duty/holes?days=3');
  expect(items).toMatchObject([{ ...hole, level: 1, covered: true, siteCount: 1 }]);

  const now = await promised(dutySchema, 'lan', 'GET', '/duty?site=ea-kao');
  expect(now.levels.map(({ people }) => people.map(({ username }) => username))).toEqual([['lan']]);
  const then = await promised(dutySchema, 'lan', 'GET', `/duty?site=ea-kao&at=${time(49)}`);
  expect(then.levels.map(({ people, open }) => [people.map(({ username }) => username), open])).toEqual([
    [['an'], [{ id: roster.id, name: 'Trực đêm' }]],
  ]);

  expect(await refused('an', 'DELETE', `/rosters/${roster.id}`)).toEqual([409, 'ROSTER_IN_USE', 'string']);
  await promised(ladderSchema, 'an', 'DELETE', '/ladders/ea-kao');
  await promised(rosterItemSchema, 'an', 'DELETE', `/rosters/${roster.id}`);
  expect((await promised(listOf(rosterItemSchema), 'an', 'GET', '/rosters')).items).toEqual([]);
  expect((await promised(listOf(ladderSchema), 'an', 'GET', '/ladders')).items).toEqual([]);
  expect((await promised(dutySchema, 'lan', 'GET', '/duty')).from).toBe('default');
});

test('the province’s ladder is kept and removed under its own name', async () => {
  await promised(ladderSchema, 'hung', 'PUT', '/ladders', {
    site: null,
    levels: [level(0, depot)],
    ...terms,
  });
  expect((await promised(dutySchema, 'lan', 'GET', '/duty?site=ea-kao')).from).toBe('province');
  await promised(ladderSchema, 'hung', 'DELETE', '/ladders/province');
});

test('a contact is written by its owner, read by who looks after them; a browser comes and goes', async () => {
  const given = { phone: '0912 345 678', mail: 'lan@x.vn', zalo: '', telegram: null, language: 'vi' };
  const own = await promised(contactSchema, 'lan', 'PUT', '/people/lan/contact', given);
  expect(own).toMatchObject({ phone: '+84912345678', mail: 'lan@x.vn', zalo: null, pushes: 0 });
  const keys = { p256dh: `BA${'x'.repeat(85)}`, auth: 'a'.repeat(22) };
  const browser = { endpoint: 'https://push.example/x', expirationTime: null, keys, label: 'Máy trạm' };
  const { id } = await promised(pushSubscriptionSchema, 'lan', 'POST', '/push/subscriptions', browser);
  const list = await promised(listOf(pushSubscriptionSchema), 'lan', 'GET', '/push/subscriptions');
  expect(list.items).toMatchObject([{ id, label: 'Máy trạm', endpoint: browser.endpoint }]);
  const seen = await promised(contactSchema, 'an', 'GET', '/people/lan/contact');
  expect([seen.pushes, seen.mayChange]).toEqual([1, false]);
  await promised(pushSubscriptionSchema, 'lan', 'DELETE', `/push/subscriptions/${id}`);
  expect(await refused('lan', 'DELETE', `/push/subscriptions/${id}`)).toEqual([
    404,
    'PUSH_UNKNOWN',
    'string',
  ]);
});

const CONTACT = { phone: '113', mail: null, zalo: null, telegram: null, language: 'vi' };
const LADDER = { site: 'ea-kao', levels: [level(0, depot)], ...terms };
const SHIFTS = { from: time(0), to: time(1), shifts: [] };
test.each<[string, string, string, string, unknown, number, string]>([
  ['a depot', 'lan', 'PUT', '/ladders', LADDER, 403, 'FORBIDDEN_ROLE'],
  ['a wall board', 'bang', 'GET', '/duty?site=ea-kao', undefined, 403, 'FORBIDDEN_ROLE'],
  ['somebody’s phone', 'lan', 'GET', '/people/an/contact', undefined, 403, 'FORBIDDEN_ROLE'],
  ['a place that is not there', 'an', 'GET', '/duty?site=x', undefined, 404, 'SITE_UNKNOWN'],
  [
    'a person who is not there',
    'hung',
    'PUT',
    '/people/x/contact',
    { ...CONTACT, phone: null },
    404,
    'PERSON_UNKNOWN',
  ],
  ['a number that is none', 'lan', 'PUT', '/people/lan/contact', CONTACT, 400, 'CONTACT_INVALID'],
  ['a ladder for nobody', 'an', 'PUT', '/ladders', { ...LADDER, levels: [level(0)] }, 400, 'REQUEST_INVALID'],
  [
    'a ladder that begins late',
    'an',
    'PUT',
    '/ladders',
    { ...LADDER, levels: [level(1, depot)] },
    400,
    'LADDER_INVALID',
  ],
  ['a ladder that is not there', 'an', 'DELETE', '/ladders/ea-kao', undefined, 404, 'LADDER_UNKNOWN'],
  ['a roster that is not there', 'an', 'GET', '/rosters/x', undefined, 404, 'ROSTER_UNKNOWN'],
  ['its shifts', 'an', 'PUT', '/rosters/x/shifts', SHIFTS, 404, 'ROSTER_UNKNOWN'],
  ['a year of holes', 'an', 'GET', '/duty/holes?days=61', undefined, 400, 'REQUEST_INVALID'],
  [
    'a browser without keys',
    'lan',
    'POST',
    '/push/subscriptions',
    { endpoint: 'https://x', keys: { p256dh: 'x', auth: 'y' }, label: 'x' },
    400,
    'PUSH_INVALID',
  ],
])('%s is refused', async (_, who, method, path, body, status, code) => {
  expect(await refused(who, method, path, body)).toEqual([status, code, 'string']);
});
