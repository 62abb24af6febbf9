import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from './service.ts';

const HTML = { headers: { accept: 'text/html,application/xhtml+xml' } };

describe('the dashboards', () => {
  let service: Service;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'giulanh-web-'));
    const root = join(folder, 'dist');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'index.html'), '<!doctype html><title>Giữ Lạnh</title>');
    writeFileSync(join(root, 'assets', 'index-3fa9c1.js'), 'export {};');
    writeFileSync(join(root, 'sw.js'), '');
    writeFileSync(join(folder, 'outside.txt'), 'outside');
    service = await startService({ webRoot: root });
  });
  afterAll(async () => {
    await service.edge.close();
    rmSync(folder, { recursive: true });
  });

  test.each(['/', '/quet', '/tu/tu-a?tab=24h', '/apia'])(
    '%s opened by a person is the page',
    async (path) => {
      const reply = await service.call(`/root${path}`, HTML);
      expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(reply.text).toContain('Giữ Lạnh');
      expect(reply.headers.get('cache-control')).toBe('no-cache');
    },
  );

  test('only this service’s own scripts, styles and connections may run in it', async () => {
    const { headers } = await service.call('/root/', HTML);
    const policy = headers.get('content-security-policy') ?? '';
    for (const directive of [
      "default-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy.split('; ')).toContain(directive);
    expect(policy).not.toContain('unsafe-inline');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('what carries a hash in its name is kept for ever, everything else is asked for again', async () => {
    const asset = await service.call('/root/assets/index-3fa9c1.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await service.call('/root/sw.js')).headers.get('cache-control')).toBe('no-cache');
  });

  test.each([
    ['/assets/gone-000000.js', {}],
    ['/api/v1/nothing', HTML],
    ['/api', HTML],
  ])('%s, which is not there, is a problem and not the page', async (path, options) => {
    const reply = await service.call(`/root${path}`, options);
    expect([reply.status, reply.json]).toEqual([404, expect.objectContaining({ code: 'ROUTE_UNKNOWN' })]);
  });

  test.each(['/../outside.txt', '/..%2foutside.txt', '/assets/%2e%2e/%2e%2e/outside.txt'])(
    'nothing outside of the folder is served: %s',
    async (path) => {
      const text = await raw(service, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(text).toMatch(/^HTTP\/1\.1 (400|403|404) /);
      expect(text).not.toMatch(/\r\n\r\noutside/);
    },
  );

  test('headers beyond 16 KiB are refused and the service goes on', async () => {
    const text = await raw(service, `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect((await service.call('/root/healthz')).status).toBe(200);
  });
});

test('dashboards that were not built are said to be, with the command that builds them', async () => {
  const service = await startService();
  const reply = await service.call('/root/', HTML);
  expect([reply.status, reply.text]).toEqual([503, expect.stringContaining('npm run build:web')]);
  await service.edge.close();
});

async function raw(service: Service, request: string): Promise<string> {
  const socket = connect(service.edge.port, '127.0.0.1');
  socket.write(request);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}
