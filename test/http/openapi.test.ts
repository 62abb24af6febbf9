import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from './service.ts';

type Media = { schema: unknown };
type Operation = {
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
};

let service: Service;
let document: Document;
beforeAll(async () => {
  service = await startService();
  document = (await service.call('/openapi.json')).json as Document;
});
afterAll(() => service.edge.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );

describe('the OpenAPI document', () => {
  test('is OpenAPI 3.1 and needs no session', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.title).toBe('Giữ Lạnh');
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'cookie']);
  });

  test('lists every route', () => {
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(
      [
        'GET /api/v1/channels',
        'POST /api/v1/ds01',
        'POST /api/v1/units/{id}/defrost',
        'DELETE /api/v1/units/{id}/defrost',
        'POST /api/v1/channels/{channel}/test',
        'GET /api/v1/push/key',
        'POST /api/v1/notices/receipts/{channel}',
        'GET /api/v1/devices/{id}/standing',
        'POST /api/v1/devices/{id}/identify',
        'GET /api/v1/enrolments',
        'POST /api/v1/enrolments',
        'GET /api/v1/enrolments/{id}',
        'GET /api/v1/enrolments/{id}/people',
        'POST /api/v1/enrolments/{id}/secret',
        'POST /api/v1/enrolments/{id}/compare',
        'POST /api/v1/enrolments/{id}/limits',
        'POST /api/v1/enrolments/{id}/test',
        'POST /api/v1/enrolments/{id}/finish',
        'GET /api/v1/shipments',
        'POST /api/v1/shipments',
        'GET /api/v1/shipments/{id}',
        'GET /api/v1/shipments/{id}/note.pdf',
        'GET /api/v1/shipments/{id}/proof',
        'GET /api/v1/custody/events',
        'GET /api/v1/handoffs',
        'POST /api/v1/handoffs',
        'GET /api/v1/handoffs/{id}',
        'GET /api/v1/handoffs/{id}/record.pdf',
        'GET /api/v1/handoffs/{id}/proof',
        'GET /api/v1/trips/{id}',
        'POST /api/v1/custody/events',
        'GET /api/v1/parcels/{id}/story',
        'POST /api/v1/parcels/{id}/custody',
        'GET /api/v1/keys',
        'POST /api/v1/keys',
        'DELETE /api/v1/keys/{id}',
        'DELETE /api/v1/session',
        'GET /api/v1/passkeys',
        'POST /api/v1/passkeys/options',
        'POST /api/v1/passkeys',
        'DELETE /api/v1/passkeys/{id}',
        'POST /api/v1/session/passkey/options',
        'POST /api/v1/session/passkey',
        'GET /api/v1/alerts',
        'GET /api/v1/dispositions',
        'GET /api/v1/eligibility',
        'GET /api/v1/lots/signed',
        'GET /api/v1/scans',
        'POST /api/v1/scans',
        'GET /api/v1/epcis/capture/{id}',
        'GET /api/v1/epcis/events',
        'GET /api/v1/excursions',
        'GET /api/v1/holds',
        'GET /api/v1/ledger',
        'GET /api/v1/ledger/checkpoint',
        'GET /api/v1/ledger/key',
        'GET /api/v1/ledger/proofs/consistency',
        'GET /api/v1/ledger/proofs/inclusion',
        'GET /api/v1/witness/{origin}',
        'POST /api/v1/witness/{origin}',
        'GET /api/v1/live',
        'GET /api/v1/lots/{gtin}/{lot}',
        'GET /api/v1/openapi.json',
        'GET /api/v1/parcels',
        'GET /api/v1/parcels/{id}',
        'GET /api/v1/people',
        'GET /api/v1/overview',
        'GET /api/v1/alerts/closed',
        'GET /api/v1/incidents/{id}',
        'GET /api/v1/incidents/{id}/dossier.pdf',
        'GET /api/v1/decisions',
        'GET /api/v1/decisions/done',
        'GET /api/v1/decisions/{id}',
        'GET /api/v1/decisions/{id}/record.pdf',
        'GET /api/v1/decisions/{id}/proof',
        'GET /api/v1/recalls/{gtin}/{lot}',
        'GET /api/v1/recalls/{gtin}/{lot}/notice.pdf',
        'GET /api/v1/recalls/{gtin}/{lot}/proof',
        'POST /api/v1/decisions',
        'POST /api/v1/decisions/effect',
        'POST /api/v1/decisions/approve',
        'GET /api/v1/recalls',
        'POST /api/v1/recalls/effect',
        'GET /api/v1/lots',
        'GET /api/v1/ledger/search',
        'GET /api/v1/session',
        'GET /api/v1/sites',
        'GET /api/v1/units',
        'GET /api/v1/units/{id}',
        'GET /api/v1/units/{id}/readings',
        'GET /api/v1/stock',
        'GET /api/v1/stock/products',
        'GET /api/v1/stock/lot',
        'GET /api/v1/stock/proposal',
        'GET /api/v1/receipts',
        'POST /api/v1/receipts',
        'GET /api/v1/receipts/{id}',
        'GET /api/v1/receipts/{id}/note.pdf',
        'POST /api/v1/issues',
        'GET /api/v1/book',
        'GET /api/v1/units/{id}/book',
        'POST /api/v1/units/{id}/book',
        'GET /api/v1/units/{id}/book.pdf',
        'GET /api/v1/duty',
        'GET /api/v1/duty/holes',
        'GET /api/v1/ladders',
        'PUT /api/v1/ladders',
        'DELETE /api/v1/ladders/{id}',
        'GET /api/v1/rosters',
        'POST /api/v1/rosters',
        'GET /api/v1/rosters/{id}',
        'PUT /api/v1/rosters/{id}',
        'DELETE /api/v1/rosters/{id}',
        'PUT /api/v1/rosters/{id}/shifts',
        'GET /api/v1/people/{username}/contact',
        'PUT /api/v1/people/{username}/contact',
        'GET /api/v1/push/subscriptions',
        'POST /api/v1/push/subscriptions',
        'DELETE /api/v1/push/subscriptions/{id}',
        'GET /api/v1/reports',
        'GET /api/v1/reports/preview',
        'GET /api/v1/reports/{id}',
        'GET /api/v1/reports/{id}.pdf',
        'GET /api/v1/reports/{id}.csv',
        'GET /api/v1/differences',
        'POST /api/v1/differences/{id}/explain',
        'GET /api/v1/plans',
        'PUT /api/v1/plans/{id}',
        'DELETE /api/v1/plans/{id}',
        'GET /api/v1/injection-sessions',
        'PUT /api/v1/injection-sessions/{id}',
        'DELETE /api/v1/injection-sessions/{id}',
        'GET /api/v1/announced',
        'PUT /api/v1/announced/{id}',
        'GET /healthz',
        'GET /metrics',
        'GET /readyz',
        'POST /api/v1/administrations',
        'POST /api/v1/alerts/{id}/acknowledge',
        'POST /api/v1/alerts/{id}/snooze',
        'POST /api/v1/alerts/{id}/conclude',
        'GET /api/v1/notices',
        'POST /api/v1/notices/{id}/read',
        'GET /api/v1/units/{id}/inside',
        'GET /api/v1/units/{id}/notes',
        'POST /api/v1/units/{id}/notes',
        'GET /api/v1/units/{id}/signals',
        'POST /api/v1/dispositions/{id}/approve',
        'POST /api/v1/epcis/capture',
        'POST /api/v1/holds/{id}/disposition',
        'POST /api/v1/imports',
        'POST /api/v1/logger-files',
        'POST /api/v1/logger-files/look',
        'POST /api/v1/lots/{gtin}/{lot}/recall',
        'POST /api/v1/parcels',
        'POST /api/v1/parcels/{id}/hold',
        'POST /api/v1/parcels/{id}/move',
        'POST /api/v1/parcels/{id}/split',
        'GET /api/v1/registry',
        'GET /api/v1/registry/presets',
        'GET /api/v1/registry/sites',
        'GET /api/v1/registry/sites/{id}',
        'GET /api/v1/registry/units',
        'GET /api/v1/registry/units/{id}',
        'GET /api/v1/registry/people',
        'GET /api/v1/registry/people/{id}',
        'POST /api/v1/registry/people/{id}/password',
        'DELETE /api/v1/registry/people/{id}/sessions',
        'PUT /api/v1/session/password',
        'GET /api/v1/heard',
        'GET /api/v1/province',
        'POST /api/v1/province',
        'GET /api/v1/registry/catalogue',
        'GET /api/v1/registry/device-counts',
        'GET /api/v1/registry/devices',
        'GET /api/v1/registry/devices/{id}',
        'GET /api/v1/registry/devices/{id}/rejected',
        'POST /api/v1/registry/devices/{id}/secret',
        'POST /api/v1/registry/devices/{id}/claim',
        'DELETE /api/v1/registry/devices/{id}/claim',
        'POST /api/v1/registry/devices/{id}/rotate',
        'POST /api/v1/registry/devices/{id}/revoke',
        'POST /api/v1/claims/{token}',
        'POST /api/v1/devices/{id}/certificate',
        'GET /api/v1/registry/products',
        'GET /api/v1/registry/products/{gtin}',
        'POST /api/v1/session',
        'POST /api/v1/units/{id}/place',
      ].sort(),
    );
  });

  test('says of each what it is, what it takes, what it answers and how it refuses', () => {
    for (const { name, path, operation } of operations()) {
      expect(operation.summary, name).toMatch(/\S/);
      expect(operation.tags, name).toHaveLength(1);
      const named = [...path.matchAll(/\{(.+?)\}/g)].map((match) => match[1]).sort();
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(inPath.map((parameter) => parameter.name).sort(), name).toEqual(named);
      expect(
        inPath.every((parameter) => parameter.required),
        name,
      ).toBe(true);
      expect(operation.responses.default?.content?.['application/problem+json'], name).toBeDefined();
      expect(
        Object.keys(operation.responses).some((status) => /^[12]/.test(status)),
        name,
      ).toBe(true);
      for (const response of Object.values(operation.responses))
        expect(response.description, name).toMatch(/\S/);
    }
  });

  test('refers only to schemas that it holds', () => {
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"(.+?)"/g)].map((match) => match[1]);
    const held = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(referred.length).toBeGreaterThan(20);
    expect(referred.filter((reference) => !held.includes(reference ?? ''))).toEqual([]);
  });

  test('describes times as dates and lists as items with a next page', () => {
    const move = document.paths['/api/v1/parcels/{id}/move']?.post;
    expect(move?.requestBody?.content['application/json']?.schema).toMatchObject({
      properties: { at: { type: 'string', format: 'date-time' } },
      required: ['unit'],
      additionalProperties: false,
    });
    const units = document.paths['/api/v1/units']?.get;
    expect(units?.responses['200']?.content?.['application/json']?.schema).toMatchObject({
      properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Unit' } } },
      required: ['items', 'next'],
    });
    expect(units?.parameters?.map((parameter) => parameter.name).sort()).toEqual(['cursor', 'limit', 'site']);
  });
});
