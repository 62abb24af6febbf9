/** The dashboards: built files with their headers, and the page itself for every address that a person opens. */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { httpProblem } from './problem.ts';

/** Everything from this service and nothing inline; `wasm-unsafe-eval` is the barcode reader. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const NOT_BUILT = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Giữ Lạnh</title></head><body>
<h1>Giữ Lạnh</h1>
<p>Dịch vụ đang chạy, nhưng bảng trực chưa được dựng. Chạy <code>npm run build:web</code> rồi khởi động lại.</p>
<p>The service is running, but the wall board has not been built. Run <code>npm run build:web</code>, then start again.</p>
</body></html>
`;

/** Vite puts what carries a hash in its name under `assets`. */
const cacheControlOf = (path: string): string =>
  path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache';

export async function serveWeb(app: FastifyInstance, webRoot: string): Promise<void> {
  const isBuilt = existsSync(join(webRoot, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: webRoot,
      cacheControl: false,
      // A phone far out pays for every byte: what the build has compressed goes out compressed.
      preCompressed: true,
      setHeaders: (response, path) => response.header('cache-control', cacheControlOf(path)),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/api(\/|\?|$)/.test(request.url) &&
      (request.headers.accept ?? '').includes('text/html');
    if (!isPage) throw httpProblem('ROUTE_UNKNOWN');
    if (isBuilt) return reply.sendFile('index.html');
    return reply
      .code(503)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(NOT_BUILT);
  });
}
