import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { statusOf } from '../../src/http/problem.ts';
import * as schemas from '../../src/http/view-schemas.ts';
import { unitAt } from './keeper-twin.ts';
import { type Service, startService } from './service.ts';

const { listOf } = schemas;
let service: Service;
let token: string;
let admin: string;
beforeAll(async () => {
  service = await startService({ deadlines: { ask: 60, execute: 60, eligibility: 30 } });
  token = await service.tokenOf('thukho');
  admin = await service.tokenOf('quantri');
});
afterAll(() => service.edge.close());
beforeEach(() => {
  service.keeper.fault = null;
  service.keeper.isStuck = false;
  service.keeper.state = { ready: true, degraded: null, detail: {} };
});
const post = (path: string, body: unknown, as = token) =>
  service.call(path, { method: 'POST', token: as, body });

describe('what is read', () => {
  const cases: [path: string, schema: z.ZodType, query: object][] = [
    ['/sites', listOf(schemas.siteSchema), { type: 'sites' }],
    ['/units?site=tram-a&limit=5', listOf(schemas.unitSchema), { type: 'units', site: 'tram-a', limit: 5 }],
    ['/units/tu-a', schemas.unitDetailSchema, { type: 'unit', id: 'tu-a' }],
    [
      '/units/tu-a/readings?from=2026-11-22T10:00:00%2B07:00&to=2026-11-22T04:00:00Z',
      schemas.readingsSchema,
      { type: 'readings', unit: 'tu-a', from: 1_795_316_400_000, to: 1_795_320_000_000 },
    ],
    [
      '/units/tu-a/readings?every=300&cursor=abc',
      schemas.readingsSchema,
      {
        type: 'readings',
        unit: 'tu-a',
        from: 1_795_230_000_000,
        to: 1_795_316_400_000,
        every: 300,
        cursor: 'abc',
      },
    ],
    ['/excursions?parcel=p-1', listOf(schemas.excursionSchema), { type: 'excursions', parcel: 'p-1' }],
    [
      '/lots/08934567890120/VN-0421',
      schemas.lotSchema,
      { type: 'lot', gtin: '08934567890120', lot: 'VN-0421' },
    ],
    ['/parcels?unit=tu-a', listOf(schemas.parcelSchema), { type: 'parcels', unit: 'tu-a' }],
    ['/parcels/p-1', schemas.parcelDetailSchema, { type: 'parcel', id: 'p-1' }],
    ['/holds?state=open', listOf(schemas.holdSchema), { type: 'holds', state: 'open' }],
    ['/dispositions', listOf(schemas.dispositionSchema), { type: 'dispositions' }],
    ['/alerts?state=open', listOf(schemas.alertSchema), { type: 'alerts', state: 'open' }],
    ['/ledger', listOf(schemas.anyObject), { type: 'ledger' }],
    [
      '/eligibility?barcode=%5Dd201089345678901201725123110AB%2F%2B1%1D21S1&site=tram-a',
      schemas.eligibilitySchema,
      { type: 'eligibility', barcode: ']d201089345678901201725123110AB/+1\u001d21S1', site: 'tram-a' },
    ],
  ];
  test.each(cases)('GET %s', async (path, schema, query) => {
    const reply = await service.call(path, { token });
    expect(reply.status).toBe(200);
    expect(service.keeper.queries.at(-1)?.query).toEqual(query);
    expect(schema.safeParse(reply.json).error).toBeUndefined();
  });

  test('the next page is reached by its cursor, and together they are the whole', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const path: string = `/units?limit=1${next === '' ? '' : `&cursor=${next}`}`;
      const page = (await service.call(path, { token })).json as {
        items: { id: string }[];
        next: string | null;
      };
      seen.push(...page.items.map((unit) => unit.id));
      next = page.next;
    }
    expect(seen).toEqual(['tu-kho', 'tu-a', 'tu-b']);
  });

  test('text that would be markup elsewhere comes back as the JSON text it is', async () => {
    const name = '<img src=x onerror=alert(1)>"\'</script>\u2028';
    service.keeper.units.set('tu-x', { ...unitAt('tu-x', 'tram-a', 4), name });
    const reply = await service.call('/units/tu-x', { token });
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect((reply.json as { name: string }).name).toBe(name);
    service.keeper.units.delete('tu-x');
  });
});

describe('what is changed', () => {
  const at = 1_795_316_400_000;
  const cases: [path: string, body: unknown, status: number, command: object][] = [
    [
      '/parcels',
      {
        gtin: '8934567890120',
        lot: 'A/1',
        expiry: '2027-12-31',
        doses: 10,
        unit: 'tu-a',
        at: '2026-11-22T03:00:00Z',
      },
      201,
      {
        type: 'parcel.receive',
        gtin: '08934567890120',
        lot: 'A/1',
        expiry: '2027-12-31',
        doses: 10,
        unit: 'tu-a',
        at,
      },
    ],
    [
      '/parcels/p-1/move',
      { unit: null, at: '2026-11-22T10:00:00+07:00' },
      200,
      { type: 'parcel.move', parcel: 'p-1', unit: null, at },
    ],
    [
      '/parcels/p-1/split',
      {
        parts: [
          { doses: 40, label: ' Xe 1 ' },
          { id: 'p-1-b', doses: 60 },
        ],
      },
      201,
      {
        type: 'parcel.split',
        parcel: 'p-1',
        parts: [
          { doses: 40, label: 'Xe 1' },
          { id: 'p-1-b', doses: 60 },
        ],
      },
    ],
    ['/parcels/p-1/hold', { reason: 'vỡ' }, 201, { type: 'parcel.hold', parcel: 'p-1', reason: 'vỡ' }],
    [
      '/lots/8934567890120/A%2F1/recall',
      { reason: 'nhà sản xuất' },
      201,
      { type: 'lot.recall', gtin: '08934567890120', lot: 'A/1', reason: 'nhà sản xuất' },
    ],
    ['/units/tu-a/place', { site: 'kho' }, 200, { type: 'unit.place', unit: 'tu-a', site: 'kho' }],
    [
      '/administrations',
      { barcode: '08934567890120/VN-0421', site: 'tram-a', doses: 1 },
      201,
      { type: 'administer', barcode: '08934567890120/VN-0421', site: 'tram-a', doses: 1 },
    ],
    [
      '/alerts/a-9/acknowledge',
      { comment: 'Đóng cửa' },
      200,
      { type: 'alert.acknowledge', alert: 'a-9', comment: 'Đóng cửa' },
    ],
    [
      '/imports',
      {
        unit: 'tu-a',
        device: 'ft-1',
        source: 'ft.txt',
        readings: [{ at: '2026-11-22T03:00:00Z', celsius: 4.2 }],
        evidence: [
          {
            from: '2026-11-22T03:00:00Z',
            to: '2026-11-22T03:00:01Z',
            minCelsius: 2,
            maxCelsius: 9,
            beyond: [{ side: 'above', limitCelsius: 8, seconds: 60 }],
          },
        ],
      },
      200,
      {
        type: 'evidence.import',
        unit: 'tu-a',
        device: 'ft-1',
        source: 'ft.txt',
        readings: [{ at, celsius: 4.2, probe: '1' }],
        evidence: [
          {
            from: at,
            to: at + 1000,
            minCelsius: 2,
            maxCelsius: 9,
            beyond: [{ side: 'above', limitCelsius: 8, seconds: 60 }],
          },
        ],
      },
    ],
  ];
  test.each(cases)('POST %s', async (path, body, status, command) => {
    const reply = await post(path, body);
    expect([reply.status, service.keeper.commands.at(-1)?.command]).toEqual([status, command]);
  });

  test('a release is proposed (201 with its id and state) and approved', async () => {
    const [first, second] = [await service.tokenOf('canbo'), await service.tokenOf('canbo2')];
    const body = { decision: 'release', reason: 'MKT 5,1 °C', evidence: 'sổ nhiệt độ' };
    const proposed = await post('/holds/h-1/disposition', body, first);
    expect([proposed.status, proposed.json]).toEqual([201, { id: 'd-1', state: 'proposed' }]);
    const own = await post('/dispositions/d-1/approve', undefined, first);
    expect([own.status, own.json]).toEqual([409, expect.objectContaining({ code: 'SELF_APPROVAL' })]);
    const other = await service.call('/dispositions/d-1/approve', {
      method: 'POST',
      token: second,
      headers: { 'content-type': 'application/json' },
    });
    expect([other.status, other.json]).toEqual([200, { id: 'd-1', state: 'approved' }]);
  });

  test('words are kept in composed form', async () => {
    await post('/parcels/p-1/hold', { reason: 'Vỡ lọ'.normalize('NFD') });
    expect(service.keeper.commands.at(-1)?.command).toMatchObject({ reason: 'Vỡ lọ'.normalize('NFC') });
  });

  test('a province description is handed on whole', async () => {
    const description = { zone: 'Asia/Ho_Chi_Minh', sites: [{ id: 'kho' }] };
    const reply = await post('/province', { description, file: 'province.yaml' }, admin);
    expect(reply.status).toBe(200);
    expect(service.keeper.commands.at(-1)?.command).toEqual({
      type: 'province.apply',
      description,
      file: 'province.yaml',
    });
  });

  test('imports may be large, everything else may not', async () => {
    const readings = Array.from({ length: 40_000 }, () => ({ at: '2026-11-22T03:00:00Z', celsius: 4.2 }));
    expect((await post('/imports', { unit: 'tu-a', device: 'd', source: 'f', readings })).status).toBe(200);
    const hold = await post('/parcels/p-1/hold', { reason: 'x'.repeat(1024 * 1024) });
    expect([hold.status, hold.json]).toEqual([413, expect.objectContaining({ code: 'BODY_TOO_LARGE' })]);
  });
});

describe('what is not as described', () => {
  const cases: [path: string, body: unknown, place: string, pointer: string][] = [
    ['/parcels', { gtin: '1', lot: 'A', doses: 1, unit: 'tu-a' }, 'body', '/gtin'],
    ['/parcels', { gtin: '08934567890120', lot: 'A', doses: '1', unit: 'tu-a' }, 'body', '/doses'],
    ['/parcels', { gtin: '08934567890120', lot: 'A', doses: 0, unit: 'tu-a' }, 'body', '/doses'],
    ['/parcels', { gtin: '08934567890120', lot: 'A', doses: 1.5, unit: 'tu-a' }, 'body', '/doses'],
    [
      '/parcels',
      { gtin: '08934567890120', lot: 'A', doses: 1, unit: 'tu-a', expiry: '31/12/2027' },
      'body',
      '/expiry',
    ],
    ['/parcels/p-1/move', { unit: 'tu-b', at: '2026-11-22T03:00:00' }, 'body', '/at'],
    ['/parcels/p-1/move', { unit: 'tu-b', at: 'yesterday' }, 'body', '/at'],
    ['/parcels/p-1/move', { to: 'tu-b' }, 'body', '/unit'],
    ['/parcels/p-1/split', { parts: [{ doses: 1 }, { doses: -1 }] }, 'body', '/parts/1/doses'],
    ['/parcels/p-1/hold', { reason: '   ' }, 'body', '/reason'],
    ['/parcels/p-1/hold', undefined, 'body', ''],
    ['/holds/h-1/disposition', { decision: 'maybe', reason: 'x', evidence: 'y' }, 'body', '/decision'],
    ['/holds/h-1/disposition', { decision: 'release', reason: 'x' }, 'body', '/evidence'],
    ['/alerts/a-1/acknowledge', {}, 'body', '/comment'],
  ];
  test.each(cases)('POST %s %j names %s %s', async (path, body, place, pointer) => {
    const commands = service.keeper.commands.length;
    const reply = await post(path, body);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.json).toMatchObject({
      code: 'REQUEST_INVALID',
      status: 400,
      issues: expect.arrayContaining([{ in: place, path: pointer, message: expect.any(String) }]),
    });
    expect(service.keeper.commands.length).toBe(commands);
  });

  test.each([
    ['/units?limit=0', '/limit'],
    ['/units?limit=1001', '/limit'],
    ['/units/tu-a/readings?every=0', '/every'],
    ['/units/tu-a/readings?from=2026-11-22T03:00:00Z&to=2026-11-22T03:00:00Z', '/to'],
    ['/alerts?state=all', '/state'],
    ['/eligibility?barcode=x', '/site'],
    ['/holds?parcels=p-1', ''],
  ])('GET %s names query %s', async (path, pointer) => {
    const reply = await service.call(path, { token });
    expect([reply.status, reply.json]).toEqual([
      400,
      expect.objectContaining({
        code: 'REQUEST_INVALID',
        issues: expect.arrayContaining([expect.objectContaining({ in: 'query', path: pointer })]),
      }),
    ]);
  });

  test.each([
    '{"reason":',
    '{"reason":"x","__proto__":{"a":1}}',
    '{"reason":"x","constructor":{"prototype":{}}}',
  ])('the body %s is refused as malformed', async (body) => {
    const reply = await post('/parcels/p-1/hold', body);
    expect([reply.status, reply.json]).toEqual([400, expect.objectContaining({ code: 'BODY_MALFORMED' })]);
  });

  test('a password is never repeated in a refusal', async () => {
    const reply = await service.call('/session', {
      method: 'POST',
      body: { username: '', password: { secret: 'hunter2' } },
    });
    expect(reply.status).toBe(400);
    expect(reply.text).not.toContain('hunter2');
  });
});

describe('what the domain refuses', () => {
  test.each([
    ['GET', '/units/none', undefined, 404, 'UNIT_UNKNOWN'],
    ['GET', '/units/__proto__', undefined, 404, 'UNIT_UNKNOWN'],
    ['GET', '/parcels/none', undefined, 404, 'PARCEL_UNKNOWN'],
    ['GET', '/lots/08934567890120/none', undefined, 404, 'LOT_UNKNOWN'],
    ['POST', '/parcels/none/move', { unit: 'tu-a' }, 404, 'PARCEL_UNKNOWN'],
    ['POST', '/parcels', { gtin: '08934567890120', lot: 'A', doses: 1, unit: 'none' }, 409, 'UNIT_UNKNOWN'],
    ['GET', '/nothing-here', undefined, 404, 'ROUTE_UNKNOWN'],
    ['PUT', '/units/tu-a', { name: 'x' }, 404, 'ROUTE_UNKNOWN'],
    ['GET', '/units/%E0%A4%A', undefined, 404, 'ROUTE_UNKNOWN'],
    ['GET', '/live', undefined, 426, 'UPGRADE_REQUIRED'],
  ])('%s %s with %j is %i %s', async (method, path, body, status, code) => {
    const reply = await service.call(path, { method, token, body });
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.json).toMatchObject({
      type: `urn:giulanh:problem:${code}`,
      title: expect.any(String),
      status,
      code,
      detail: expect.any(String),
    });
    expect(reply.status).toBe(status);
  });

  test('the domain’s details stay apart from the document’s own members', async () => {
    const reply = await service.call('/units/none', { token });
    expect(reply.json).toMatchObject({ code: 'UNIT_UNKNOWN', details: { unit: 'none' } });
  });
});

describe('a keeper in trouble', () => {
  const gate = '/eligibility?barcode=08934567890120%2FVN-0421&site=tram-a';
  const unknown = {
    verdict: 'unknown',
    reasons: [{ code: 'SERVICE_DEGRADED' }],
    lot: null,
    validUntil: null,
  };
  const troubles: [name: string, () => void][] = [
    [
      'degraded',
      () => {
        service.keeper.state = { ready: true, degraded: 'disk full', detail: {} };
      },
    ],
    [
      'starting',
      () => {
        service.keeper.state = { ready: false, degraded: null, detail: {} };
      },
    ],
    [
      'dead',
      () => {
        service.keeper.fault = new Error('SQLITE_IOERR at /var/lib/giulanh/secret-path');
      },
    ],
    [
      'stuck',
      () => {
        service.keeper.isStuck = true;
      },
    ],
  ];
  test.each(troubles)(
    'that is %s answers *unknown* at the scan gate, with words, and 503 elsewhere',
    async (_, begin) => {
      begin();
      const scan = await service.call(gate, { token });
      expect([scan.status, scan.json]).toEqual([200, expect.objectContaining({ verdict: 'unknown' })]);
      expect(scan.json).toMatchObject(unknown);
      expect(schemas.eligibilitySchema.safeParse(scan.json).error).toBeUndefined();
      const units = await service.call('/units', { token });
      expect([units.status, units.json]).toEqual([
        503,
        expect.objectContaining({ code: 'SERVICE_DEGRADED' }),
      ]);
      expect(units.headers.get('retry-after')).toBe('5');
      expect(units.text).not.toContain('secret-path');
      const move = await post('/parcels/p-1/move', { unit: 'tu-b' });
      expect(move.status).toBe(503);
    },
  );

  test('that is degraded still takes a hold to the keeper: what only blocks is never stopped here', async () => {
    service.keeper.state = { ready: true, degraded: 'restored from an older copy', detail: {} };
    expect((await post('/parcels/p-1/hold', { reason: 'vỡ' })).status).toBe(201);
  });

  test('still says 401 to a stranger at the scan gate', async () => {
    service.keeper.state = { ready: false, degraded: null, detail: {} };
    expect((await service.call(gate)).status).toBe(401);
  });

  test('shows on /readyz, not on /healthz', async () => {
    expect((await service.call('/root/readyz')).json).toMatchObject({ ready: true, reason: null });
    service.keeper.state = { ready: true, degraded: 'disk full', detail: { freeBytes: 0 } };
    const ready = await service.call('/root/readyz');
    expect([ready.status, ready.json]).toEqual([
      503,
      { ready: false, reason: 'disk full', detail: { freeBytes: 0 } },
    ]);
    expect((await service.call('/root/healthz')).status).toBe(200);
  });
});

describe('the status of a code', () => {
  test.each([
    ['UNAUTHENTICATED', [], 401],
    ['FORBIDDEN_PLACE', [], 403],
    ['DISPOSITION_NOT_OFFICIAL', ['DISPOSITION'], 403],
    ['HOLD_UNKNOWN', ['HOLD'], 404],
    ['HOLD_UNKNOWN', ['PARCEL'], 409],
    ['DESCRIPTION_REFUSED', [], 400],
    ['EXPIRY_REQUIRED', [], 400],
    ['EXPIRY_MISMATCH', [], 409],
    ['ADMINISTRATION_NOT_ALLOWED', [], 409],
    ['DISPOSITION_SAME_PERSON', [], 409],
    ['SERVICE_DEGRADED', [], 503],
    ['SOMETHING_NEW', [], 409],
    ['constructor', [], 409],
    ['__proto__', [], 409],
  ])('%s where the address names %j is %i', (code, addressed, status) => {
    expect(statusOf(code, addressed)).toBe(status);
  });
});

describe('/metrics', () => {
  test('counts requests by route pattern and appends the keeper’s own lines', async () => {
    await service.call('/units/tu-a', { token });
    const { status, text } = await service.call('/root/metrics');
    expect(status).toBe(200);
    expect(text).toMatch(
      /giulanh_http_requests_total\{method="GET",route="\/api\/v1\/units\/:id",status="200"\} \d+/,
    );
    expect(text).toContain('giulanh_keeper_commits_total 7\n');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# TYPE [a-z_]+ (counter|gauge|histogram)|[a-z_]+(\{.*\})? [0-9.e+-]+)$/);
  });

  test('passed on by a proxy needs an administrator or an auditor', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect((await service.call('/root/metrics', { headers })).status).toBe(401);
    expect((await service.call('/root/metrics', { headers, token })).status).toBe(401);
    expect((await service.call('/root/metrics', { headers, token: admin })).status).toBe(200);
  });
});
