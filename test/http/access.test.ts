import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from './service.ts';

/** Of another service's ledger. */
const ORIGIN = 'ab'.repeat(32);

const SHIPMENT = {
  from: 'kho',
  to: 'tram-a',
  escort: 'ho-tong',
  departAt: '2026-11-22T04:00:00Z',
  arriveBy: '2026-11-22T09:00:00Z',
  parcels: [{ parcel: 'p-1', doses: 100 }],
};
const LADDER = {
  site: 'kho',
  levels: [{ afterMinutes: 0, targets: [{ kind: 'role', role: 'depot', up: 0 }], channels: ['sms'] }],
  stillMinutes: 15,
  forgottenMinutes: 60,
  quiet: null,
};
const RECEIVED = { gtin: '08934567890120', lot: 'VN-0421', doses: 1, unit: 'tu-a', outcome: 'received' };
/** Every route of the API with an address that fits it. */
const ROUTES: [method: string, path: string, body?: unknown][] = [
  ['GET', '/session'],
  ['DELETE', '/session'],
  ['GET', '/sites'],
  ['GET', '/people'],
  ['GET', '/units'],
  ['GET', '/units/tu-a'],
  ['GET', '/units/tu-a/readings'],
  ['GET', '/book'],
  ['GET', '/units/tu-a/book?month=2026-11'],
  ['POST', '/units/tu-a/book', { day: '2026-11-22', slot: 'morning', celsius: 4.5 }],
  ['GET', '/units/tu-a/book.pdf?month=2026-11'],
  ['POST', '/units/tu-a/place', { site: 'kho' }],
  ['GET', '/devices/d-1/standing'],
  ['POST', '/devices/d-1/identify'],
  ['GET', '/enrolments'],
  ['POST', '/enrolments', { device: 'd-1', unit: { id: 'tu-a' } }],
  ['GET', '/enrolments/d-1'],
  ['GET', '/enrolments/d-1/people'],
  ['POST', '/enrolments/d-1/secret'],
  ['POST', '/enrolments/d-1/compare', { celsius: 4.5 }],
  ['POST', '/enrolments/d-1/limits', { rules: null }],
  ['POST', '/enrolments/d-1/test'],
  ['POST', '/enrolments/d-1/finish', { rightUnit: true, testNoticed: true }],
  ['GET', '/excursions'],
  ['GET', '/lots/08934567890120/VN-0421'],
  ['POST', '/lots/08934567890120/VN-0421/recall', { reason: 'x' }],
  ['GET', '/parcels'],
  ['POST', '/parcels', { gtin: '08934567890120', lot: 'VN-0421', doses: 1, unit: 'tu-a' }],
  ['GET', '/parcels/p-1'],
  ['POST', '/parcels/p-1/move', { unit: 'tu-b' }],
  ['POST', '/parcels/p-1/split', { parts: [{ doses: 1 }] }],
  ['POST', '/parcels/p-1/hold', { reason: 'x' }],
  ['GET', '/holds'],
  ['POST', '/holds/h-1/disposition', { decision: 'release', reason: 'x', evidence: 'y' }],
  ['GET', '/dispositions'],
  ['POST', '/dispositions/d-1/approve'],
  ['GET', '/eligibility?barcode=x&site=tram-a'],
  ['GET', '/lots/signed?site=tram-a'],
  ['GET', '/scans'],
  ['POST', '/scans', { scans: [{}] }],
  ['POST', '/administrations', { barcode: 'x', site: 'tram-a', doses: 1 }],
  ['GET', '/overview'],
  ['GET', '/alerts/closed'],
  ['GET', '/incidents/a-1'],
  ['GET', '/incidents/a-1/dossier.pdf'],
  ['GET', '/registry'],
  ['GET', '/registry/presets'],
  ['GET', '/registry/sites'],
  ['GET', '/registry/sites/kho'],
  ['GET', '/registry/units'],
  ['GET', '/registry/units/tu-a'],
  ['GET', '/registry/people'],
  ['GET', '/registry/people/thukho'],
  ['POST', '/registry/people/thukho/password'],
  ['DELETE', '/registry/people/thukho/sessions'],
  ['PUT', '/session/password', { password: 'x', next: 'y' }],
  ['GET', '/decisions'],
  ['GET', '/decisions/done'],
  ['GET', '/decisions/d-1'],
  ['GET', '/decisions/d-1/record.pdf'],
  ['GET', '/decisions/d-1/proof'],
  ['GET', '/recalls/08934567890120/VN-0421'],
  ['GET', '/recalls/08934567890120/VN-0421/notice.pdf'],
  ['GET', '/recalls/08934567890120/VN-0421/proof'],
  ['POST', '/decisions', { holds: ['h-1'], decision: 'keep', reason: 'x', evidence: 'y' }],
  ['POST', '/decisions/effect', { holds: ['h-1'], decision: 'keep' }],
  ['POST', '/decisions/approve', { dispositions: ['d-1'] }],
  ['GET', '/recalls'],
  ['POST', '/recalls/effect', { gtin: '08934567890120', lot: 'VN-0421' }],
  ['GET', '/lots?q=x'],
  ['GET', '/ledger/search'],
  ['GET', '/units/tu-a/inside'],
  ['GET', '/units/tu-a/notes'],
  ['POST', '/units/tu-a/notes', { text: 'x' }],
  ['GET', '/units/tu-a/signals'],
  ['POST', '/units/tu-a/defrost', { until: '2026-11-22T09:00:00Z' }],
  ['DELETE', '/units/tu-a/defrost'],
  ['GET', '/alerts'],
  ['POST', '/alerts/a-1/acknowledge', { comment: 'x' }],
  ['POST', '/alerts/a-1/snooze', { until: '2026-11-22T04:00:00Z' }],
  ['POST', '/alerts/a-1/conclude', { text: 'x' }],
  ['GET', '/notices'],
  ['POST', '/notices/a-1/read'],
  ['GET', '/ledger'],
  ['GET', '/ledger/checkpoint'],
  ['GET', '/ledger/key'],
  ['GET', '/ledger/proofs/inclusion?seq=1'],
  ['GET', '/ledger/proofs/consistency?from=1'],
  ['GET', `/witness/${ORIGIN}`],
  ['POST', `/witness/${ORIGIN}`, {}],
  ['GET', '/reports'],
  ['GET', '/reports/preview'],
  ['GET', '/reports/p-1'],
  ['GET', '/reports/p-1.pdf'],
  ['GET', '/reports/p-1.csv'],
  ['GET', '/differences'],
  ['POST', '/differences/d-1/explain', { text: 'x' }],
  ['GET', '/plans'],
  ['PUT', '/plans/k-1', { site: 'kho', gtin: null, from: '2026-11-01', to: '2026-11-30', doses: 1 }],
  ['DELETE', '/plans/k-1'],
  ['GET', '/injection-sessions?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z'],
  [
    'PUT',
    '/injection-sessions/h-1',
    { site: 'kho', from: '2026-11-22T00:00:00Z', to: '2026-11-22T05:00:00Z', person: null },
  ],
  ['DELETE', '/injection-sessions/h-1'],
  ['GET', '/announced'],
  ['PUT', '/announced/h-1', { site: 'kho', gtin: '08934567890120', doses: 1, at: '2026-11-22T00:00:00Z' }],
  ['GET', '/epcis/events'],
  ['POST', '/epcis/capture', {}],
  ['GET', '/epcis/capture/c-1'],
  ['GET', '/heard'],
  ['GET', '/live'],
  ['GET', '/province'],
  ['POST', '/province', { description: {} }],
  ['GET', '/registry/catalogue'],
  ['GET', '/registry/device-counts'],
  ['GET', '/registry/devices'],
  ['GET', '/registry/devices/tu-a'],
  ['GET', '/registry/devices/tu-a/rejected'],
  ['POST', '/registry/devices/tu-a/secret'],
  ['POST', '/registry/devices/tu-a/claim', {}],
  ['DELETE', '/registry/devices/tu-a/claim'],
  ['POST', '/registry/devices/tu-a/rotate'],
  ['POST', '/registry/devices/tu-a/revoke', { reason: 'x' }],
  ['GET', '/registry/products'],
  ['GET', '/registry/products/08934567890120'],
  ['GET', '/shipments'],
  ['POST', '/shipments', SHIPMENT],
  ['GET', '/shipments/s-1'],
  ['GET', '/shipments/s-1/note.pdf'],
  ['GET', '/shipments/s-1/proof'],
  ['GET', '/trips/s-1'],
  ['GET', '/custody/events'],
  ['GET', '/handoffs'],
  ['POST', '/handoffs', { parcels: [{ parcel: 'p-1', doses: 1 }], to: { kind: 'site', id: 'tram-a' } }],
  ['GET', '/handoffs/f-1'],
  ['GET', '/handoffs/f-1/record.pdf'],
  ['GET', '/handoffs/f-1/proof'],
  ['POST', '/custody/events', { events: [{}] }],
  ['GET', '/parcels/p-1/story'],
  ['POST', '/parcels/p-1/custody', { event: 'e-1', reason: 'x' }],
  ['GET', '/keys'],
  ['GET', '/passkeys'],
  ['POST', '/passkeys/options', { password: 'x' }],
  [
    'POST',
    '/passkeys',
    { name: 'x', response: { id: 'k', rawId: 'k', type: 'public-key', response: { clientDataJSON: 'e30' } } },
  ],
  ['DELETE', '/passkeys/k-1'],
  ['POST', '/keys', { jwk: { kty: 'EC', crv: 'P-256', x: 'a'.repeat(43), y: 'b'.repeat(43) }, label: 'x' }],
  ['DELETE', '/keys/k-1'],
  ['GET', '/duty?site=kho'],
  ['GET', '/duty/holes'],
  ['GET', '/ladders'],
  ['PUT', '/ladders', LADDER],
  ['DELETE', '/ladders/kho'],
  ['GET', '/rosters'],
  ['POST', '/rosters', { name: 'x', site: 'kho' }],
  ['GET', '/rosters/k-1'],
  ['PUT', '/rosters/k-1', { name: 'x', site: 'kho' }],
  ['DELETE', '/rosters/k-1'],
  ['PUT', '/rosters/k-1/shifts', { from: '2026-11-22T00:00:00Z', to: '2026-11-29T00:00:00Z', shifts: [] }],
  ['GET', '/people/thukho/contact'],
  ['PUT', '/people/thukho/contact', { phone: null, mail: null, zalo: null, telegram: null, language: 'vi' }],
  ['GET', '/push/subscriptions'],
  ['POST', '/push/subscriptions', { endpoint: 'https://x', keys: { p256dh: 'x', auth: 'y' }, label: 'x' }],
  ['DELETE', '/push/subscriptions/k-1'],
  ['GET', '/stock?site=kho'],
  ['GET', '/stock/products'],
  ['GET', '/stock/lot?site=kho&gtin=08934567890120&lot=VN-0421'],
  ['GET', '/stock/proposal?site=kho&arriveBy=2026-11-22T09:00:00Z&wants=08934567890120:1'],
  ['GET', '/receipts'],
  ['POST', '/receipts', { id: 'r-1', site: 'kho', lines: [RECEIVED] }],
  ['GET', '/receipts/c-1'],
  ['GET', '/receipts/c-1/note.pdf'],
  ['POST', '/issues', { ...SHIPMENT, id: 's-2' }],
  ['GET', '/channels'],
  ['POST', '/channels/mail/test', { username: 'thukho' }],
  ['GET', '/push/key'],
  ['POST', '/notices/receipts/mail', {}],
  ['POST', '/ds01', {}],
  ['POST', '/logger-files', {}],
  ['POST', '/logger-files/look', {}],
  ['POST', '/imports', { unit: 'tu-a', device: 'd', source: 'f' }],
];

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.edge.close());

describe('a session is needed', () => {
  test.each(ROUTES)('%s %s answers nothing to a stranger', async (method, path, body) => {
    const asked = service.keeper.queries.length + service.keeper.commands.length;
    for (const headers of [
      {},
      { authorization: `Bearer ${'a'.repeat(43)}` },
      { cookie: 'giulanh_session=__proto__' },
      { authorization: 'Basic dGh1a2hvOng=' },
    ]) {
      const reply = await service.call(path, { method, body, headers });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(reply.json).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', vi: expect.any(String) });
    }
    expect(service.keeper.queries.length + service.keeper.commands.length).toBe(asked);
  });

  test('the list above names every route of the OpenAPI document that is not open', async () => {
    const { json } = await service.call('/openapi.json');
    const paths = (json as { paths: Record<string, Record<string, { security?: unknown[] }>> }).paths;
    const closed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => operation.security?.length !== 0)
        .map(([method]) => `${method.toUpperCase()} ${path.replace(/\{.+?\}/g, '*')}`),
    );
    const listed = ROUTES.map(([method, path]) => {
      const bare = `/api/v1${path.split('?')[0]}`;
      return `${method} ${bare.replace(ORIGIN, '*').replace(/\/(tu-a|p-1|h-1|d-1|a-1|s-1|f-1|k-1|c-1|08934567890120|VN-0421|thukho|kho|mail)(?=[/.]|$)/g, '/*')}`;
    });
    expect(closed.sort()).toEqual(listed.sort());
  });

  test('a wrong bearer token is not rescued by a good cookie', async () => {
    const token = await service.tokenOf('thukho');
    const headers = { cookie: `giulanh_session=${token}`, authorization: 'Bearer wrong' };
    expect((await service.call('/units', { headers })).status).toBe(401);
  });
});

describe('role and place are the keeper’s to judge', () => {
  test('the keeper is told who asks, with the roles and the place of the registry', async () => {
    const token = await service.tokenOf('tiem-a');
    await service.call('/units', { token });
    expect(service.keeper.queries.at(-1)).toEqual({
      actor: { username: 'tiem-a', name: 'Bà tiem-a', roles: ['vaccinator'], site: 'tram-a' },
      query: { type: 'units' },
    });
  });

  test('another station’s unit is refused by place, a hold by role', async () => {
    const token = await service.tokenOf('tiem-a');
    const foreign = await service.call('/units/tu-b', { token });
    expect([foreign.status, foreign.json]).toEqual([
      403,
      expect.objectContaining({ code: 'FORBIDDEN_PLACE' }),
    ]);
    const hold = await service.call('/parcels/p-1/hold', { method: 'POST', token, body: { reason: 'x' } });
    expect([hold.status, hold.json]).toEqual([403, expect.objectContaining({ code: 'FORBIDDEN_ROLE' })]);
  });

  test('what the scan gate says, refuses or cannot read is never cached and never shown inside another page', async () => {
    const token = await service.tokenOf('tiem-a');
    const ask = (site: string) => service.call(`/eligibility?barcode=x${site}`, { token });
    const answers = [await ask('&site=tram-a'), await ask('&site=tram-b'), await ask('')];
    const stranger = await service.call('/eligibility?barcode=x&site=tram-a');
    const shown = [...answers, stranger].map(({ status, headers }) => [
      status,
      headers.get('content-type'),
      headers.get('cache-control'),
      headers.get('x-frame-options'),
      headers.get('x-content-type-options'),
      headers.get('content-security-policy')?.includes("frame-ancestors 'none'"),
    ]);
    const guarded = ['no-store', 'DENY', 'nosniff', true];
    const problem = 'application/problem+json';
    expect(shown).toEqual([
      [200, 'application/json; charset=utf-8', ...guarded],
      [403, expect.stringContaining(problem), ...guarded],
      [400, expect.stringContaining(problem), ...guarded],
      [401, expect.stringContaining(problem), ...guarded],
    ]);
    expect(answers.map(({ json }) => (json as { code?: string }).code)).toEqual([
      undefined,
      'FORBIDDEN_PLACE',
      'REQUEST_INVALID',
    ]);
  });

  test('a new role counts at the next request of the same session', async () => {
    const token = await service.tokenOf('canbo2');
    const person = service.keeper.people.get('canbo2');
    if (person === undefined) throw new Error('no canbo2');
    service.keeper.people.set('canbo2', { ...person, roles: ['auditor'], site: 'tram-b' });
    await service.call('/alerts', { token });
    expect(service.keeper.queries.at(-1)?.actor).toMatchObject({ roles: ['auditor'], site: 'tram-b' });
    service.keeper.people.set('canbo2', person);
  });
});

describe('a page of another site cannot act with somebody’s cookie', () => {
  const move = async (headers: Record<string, string>) => {
    const cookie = `giulanh_session=${await service.tokenOf('thukho')}`;
    const before = service.keeper.commands.length;
    const reply = await service.call('/parcels/p-1/move', {
      method: 'POST',
      body: { unit: 'tu-b' },
      headers: { cookie, ...headers },
    });
    return { status: reply.status, done: service.keeper.commands.length > before };
  };

  test.each([
    ['https://evil.example'],
    ['http://127.0.0.1:1'],
    ['http://127.0.0.1.evil.example'],
    ['null'],
    ['not a url'],
  ])('Origin %s is refused', async (origin) => {
    expect(await move({ origin })).toEqual({ status: 403, done: false });
  });

  test('a browser that says cross-site is refused even without an Origin', async () => {
    expect(await move({ 'sec-fetch-site': 'cross-site' })).toEqual({ status: 403, done: false });
  });

  test('the service’s own page may act', async () => {
    expect(await move({ origin: service.origin, 'sec-fetch-site': 'same-origin' })).toEqual({
      status: 200,
      done: true,
    });
  });

  test('signing in from another site’s page is refused too', async () => {
    const reply = await service.signIn('thukho', undefined, { origin: 'https://evil.example' });
    expect([reply.status, reply.json]).toEqual([403, expect.objectContaining({ code: 'FORBIDDEN_ORIGIN' })]);
  });

  test('a form or plain text, which any page may send, is not read', async () => {
    const token = await service.tokenOf('thukho');
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const reply = await service.call('/parcels/p-1/move', {
        method: 'POST',
        token,
        body: '{"unit":"tu-b"}',
        headers: { 'content-type': type },
      });
      expect([reply.status, reply.json]).toEqual([
        415,
        expect.objectContaining({ code: 'MEDIA_TYPE_UNSUPPORTED' }),
      ]);
    }
  });
});
