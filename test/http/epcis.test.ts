import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { expectSound, hasOfficial, officialFaults, readJson } from '../epcis/official.ts';
import { GTIN, PROVINCE } from '../keeper/house.ts';
import { PASSWORD } from './keeper-twin.ts';
import { type Service, startService } from './service.ts';

const PEOPLE = `demo: true
people:
  - { username: kho, name: Kho, roles: [depot], site: tinh, password: "${PASSWORD}" }
  - { username: tram, name: Trạm, roles: [vaccinator], site: xa, password: "${PASSWORD}" }
  - { username: kiem, name: Kiểm, roles: [auditor], site: tinh, password: "${PASSWORD}" }
`;
type Event = Record<string, unknown> & { eventID: string; bizStep: string };
type Document = { epcisBody: { queryResults: { resultsBody: { eventList: Event[] } } } };

let service: Service;
let client: KeeperClient;
let directory: string;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'giulanh-epcis-'));
  const quiet = { info: () => undefined, error: () => undefined };
  client = new KeeperClient({ directory, clock: Date.now, log: quiet });
  await client.start();
  // The keeper’s thread has the clock of the machine: a parcel of just now has not been unmonitored for long.
  const province = PROVINCE.replace(/since: [^ ]+ \}/, `since: ${new Date().toISOString()} }`);
  for (const description of [province, PEOPLE]) {
    const applied = await client.execute(SYSTEM, { type: 'province.apply', description, file: null });
    if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
  }
  service = await startService({ keeper: client.port(() => '') });
  for (const name of ['kho', 'tram', 'kiem']) tokens[name] = await service.tokenOf(name);
  const done = (path: string, body: unknown) =>
    service.call(path, { token: tokens.kho ?? '', method: 'POST', body });
  expect((await done('/parcels/kien-1/split', { parts: [{ id: 'kien-2', doses: 40 }] })).status).toBe(201);
  expect((await done('/parcels/kien-2/move', { unit: 'hom-1' })).status).toBe(200);
  expect((await done('/units/hom-1/place', { site: null })).status).toBe(200);
  expect((await done('/units/hom-1/place', { site: 'xa' })).status).toBe(200);
  expect((await done('/parcels/kien-1/hold', { reason: 'thử' })).status).toBe(201);
});
afterAll(async () => {
  await service.edge.close();
  await client.close();
  rmSync(directory, { recursive: true, force: true });
});

const get = (path: string, who = 'kho') => service.call(path, { token: tokens[who] ?? '' });
const post = (body: unknown, who = 'kho', headers: Record<string, string> = {}) =>
  service.call('/epcis/capture', { token: tokens[who] ?? '', method: 'POST', body, headers });
const eventsOf = (json: unknown) => (json as Document).epcisBody.queryResults.resultsBody.eventList;
const STEPS = ['receiving', 'packing', 'departing', 'arriving', 'holding'];

const partner = (id: string, change: object = {}) => ({
  '@context': [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { ext: 'https://ext.example/' },
  ],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-22T00:00:00Z',
  epcisBody: {
    eventList: [
      {
        type: 'ObjectEvent',
        eventID: id,
        eventTime: '2026-11-21T08:00:00+07:00',
        eventTimeZoneOffset: '+07:00',
        action: 'OBSERVE',
        bizStep: 'shipping',
        quantityList: [{ epcClass: `https://id.gs1.org/01/${GTIN}/10/FK1234`, quantity: 240 }],
        'ext:truck': '51C',
        ...change,
      },
    ],
  },
});

describe('the events', () => {
  test('are a query document of the standard, sound event by event', async () => {
    const reply = await get('/epcis/events');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('link')).toBeNull();
    expect(reply.headers.get('gs1-epcis-version')).toBe('2.0.0');
    expect(reply.json).toMatchObject({ type: 'EPCISQueryDocument', schemaVersion: '2.0' });
    const events = eventsOf(reply.json);
    expect(events.map(({ bizStep }) => bizStep)).toEqual(STEPS);
    for (const event of events) expectSound(event);
    expect(officialFaults(reply.json)).toEqual([]);
    expect((await get('/epcis/events')).json).toMatchObject({
      epcisBody: (reply.json as Document).epcisBody,
    });
  });

  test('come in pages that the Link header leads through, with the same question', async () => {
    const seen: string[] = [];
    let next: string | null = '/epcis/events?perPage=2&eventType=ObjectEvent';
    for (let pages = 0; next !== null; pages += 1) {
      expect(pages).toBeLessThan(5);
      const { json, headers }: { json: unknown; headers: Headers } = await get(next);
      seen.push(...eventsOf(json).map(({ bizStep }) => bizStep));
      const link = /^<\/api\/v1(\/epcis\/events\?.+)>; rel="next"$/.exec(headers.get('link') ?? '');
      next = link?.[1] ?? null;
    }
    expect(seen).toEqual(STEPS.filter((step) => step !== 'packing'));
  });

  test('of elsewhere are not shown: a commune sees what concerns it, the auditor all', async () => {
    const steps = async (who: string) =>
      eventsOf((await get('/epcis/events', who)).json).map(({ bizStep }) => bizStep);
    expect(await steps('kiem')).toEqual(STEPS);
    expect(await steps('tram')).toEqual(['arriving']);
    expect((await service.call('/epcis/events')).status).toBe(401);
  });

  test.each([
    ['EQ_colour=red', 'QueryParameterException', 'EQ_colour'],
    ['GE_eventTime=soon', 'QueryParameterException', 'GE_eventTime'],
    ['nextPageToken=zzz', 'QueryParameterException', 'nextPageToken'],
  ])('are refused to a question (%s) that is not understood', async (question, code, parameter) => {
    const reply = await get(`/epcis/events?${question}`);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.json).toMatchObject({ code, details: { parameter }, vi: expect.stringMatching(/\S/) });
  });

  test('are narrowed by the standard’s parameters, several values at once', async () => {
    const lot = encodeURIComponent(`https://id.gs1.org/01/${GTIN}/10/FK1234`);
    const reply = await get(
      `/epcis/events?MATCH_epcClass=${lot}&EQ_bizStep=packing&EQ_bizStep=holding&GE_quantity=100`,
    );
    expect(eventsOf(reply.json).map(({ bizStep }) => bizStep)).toEqual(['holding']);
    expect((await get('/epcis/events?maxEventCount=1')).status).toBe(413);
  });
});

describe('a capture', () => {
  test('is accepted with a job, kept once however often it comes, shown to whoever may see all, and moves nothing', async () => {
    const parcel = async () => {
      const { doses, unit, site, holds } = (await get('/parcels/kien-1')).json as Record<string, unknown>;
      return { doses, unit, site, holds };
    };
    const before = await parcel();
    expect(before).toMatchObject({ doses: 200, unit: 'tu-1', site: 'tinh' });
    const reply = await post(partner('urn:ext:event:1'), 'kho', { 'content-type': 'application/ld+json' });
    expect(reply.status).toBe(202);
    const { captureID } = reply.json as { captureID: string };
    expect(reply.headers.get('location')).toBe(`/api/v1/epcis/capture/${captureID}`);
    const job = { captureID, running: false, success: true, errors: [], events: 1, duplicates: 0 };
    expect((await get(`/epcis/capture/${captureID}`)).json).toMatchObject(job);
    const again = (await post(partner('urn:ext:event:1'))).json as { captureID: string };
    expect((await get(`/epcis/capture/${again.captureID}`)).json).toMatchObject({ events: 0, duplicates: 1 });

    const found = (await get('/epcis/events?EQ_eventID=urn:ext:event:1', 'kiem')).json;
    expect(eventsOf(found)).toMatchObject([
      {
        eventTime: '2026-11-21T08:00:00+07:00',
        'ext:truck': '51C',
        '@context': [{ ext: 'https://ext.example/' }],
      },
    ]);
    expect(officialFaults(found)).toEqual([]);
    expect((await get('/epcis/events?EQ_eventID=urn:ext:event:1', 'tram')).json).toMatchObject({
      epcisBody: { queryResults: { resultsBody: { eventList: [] } } },
    });
    expect(await parcel()).toEqual(before);
  });

  test('of another event under a known id is refused whole; its correction is another event', async () => {
    await post(partner('urn:ext:event:2'));
    const other = partner('urn:ext:event:2', { bizStep: 'receiving' });
    const fresh = partner('urn:ext:event:3').epcisBody.eventList;
    const both = { ...other, epcisBody: { eventList: [...fresh, ...other.epcisBody.eventList] } };
    const reply = await post(both);
    expect([reply.status, (reply.json as { code: string }).code]).toEqual([409, 'EVENT_ID_REUSED']);
    expect(eventsOf((await get('/epcis/events?EQ_eventID=urn:ext:event:3', 'kiem')).json)).toEqual([]);
    const errorDeclaration = { declarationTime: '2026-11-22T00:00:00Z', reason: 'did_not_occur' };
    expect((await post(partner('urn:ext:event:2', { errorDeclaration }))).status).toBe(202);
    expect(eventsOf((await get('/epcis/events?EQ_eventID=urn:ext:event:2', 'kiem')).json)).toHaveLength(2);
  });

  test('of what is no valid document is refused, with every place that is wrong', async () => {
    const reply = await post(partner('urn:ext:event:4', { action: 'CREATE', bizStep: 'transforming' }));
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({
      code: 'ValidationException',
      details: {
        issues: [{ path: '/epcisBody/eventList/0/action' }, { path: '/epcisBody/eventList/0/bizStep' }],
      },
    });
    expect((await post(undefined)).status).toBe(400);
    expect((await post((await get('/epcis/events')).json)).status).toBe(400);
    const many = partner('urn:ext:event:5');
    const eventList = Array.from({ length: 501 }, () => many.epcisBody.eventList[0]);
    expect((await post({ ...many, epcisBody: { eventList } })).json).toMatchObject({
      code: 'CaptureLimitExceededException',
    });
  });

  test('needs the right to bring it in, and its job is nobody else’s business', async () => {
    expect((await post(partner('urn:ext:event:6'), 'tram')).status).toBe(403);
    expect((await post(partner('urn:ext:event:6'), 'kiem')).status).toBe(403);
    const { captureID } = (await post(partner('urn:ext:event:6'))).json as { captureID: string };
    expect((await get(`/epcis/capture/${captureID}`, 'tram')).status).toBe(404);
    expect((await get(`/epcis/capture/${captureID}`, 'kiem')).status).toBe(200);
    expect((await get('/epcis/capture/none')).status).toBe(404);
  });

  test.skipIf(!hasOfficial)(
    'of every example of the standard and of OpenEPCIS ends as is known of it',
    async () => {
      const facts = readJson('expected.json') as Record<
        string,
        { type: string; valid_against_official_schema: boolean; publisher_says?: string }
      >;
      const told = { accepted: 0, 'not valid': 0, 'an id of another example': 0, 'an answer to a query': 0 };
      for (const [path, fact] of Object.entries(facts)) {
        if (!path.startsWith('epcis/') || path.startsWith('epcis/schema/')) continue;
        const good = fact.valid_against_official_schema && fact.publisher_says !== 'invalid';
        const asks = fact.type === 'EPCISQueryDocument';
        const reply = await post(readJson(path));
        // Some examples repeat an id with another text: the first one stands.
        const reused = reply.status === 409 && (reply.json as { code: string }).code === 'EVENT_ID_REUSED';
        expect(
          good && !asks ? reply.status === 202 || reused : reply.status === 400,
          `${path} ${reply.text}`,
        ).toBe(true);
        const refused = reused ? 'an id of another example' : 'not valid';
        told[good && asks ? 'an answer to a query' : reply.status === 202 ? 'accepted' : refused] += 1;
      }
      console.table(told);
      const { json } = await get('/epcis/events?perPage=1000', 'kiem');
      expect(eventsOf(json).length).toBeGreaterThan(told.accepted);
    },
  );
});
