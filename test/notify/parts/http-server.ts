/**
 * Somebody else's HTTP service in a process of its own: an SMS gateway, a webhook's receiver, a push service. Says what it was asked,
 * and answers as it is told. Started by child.ts.
 */
import { createServer } from 'node:http';

/** What it answers from now on; `hang`: never. `{{n}}` in the body is the number of the request. */
export type HttpMode =
  | { readonly hang: true }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };
export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** base64 */
  readonly body: string;
};

let mode: HttpMode = { status: 200, body: '{"status":"ok","id":"m-{{n}}"}' };
let count = 0;
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  count += 1;
  const now = mode;
  const { method, url, headers } = request;
  process.send?.({
    type: 'took',
    what: { method, url, headers, body: Buffer.concat(parts).toString('base64') },
  });
  if ('hang' in now) return;
  response.writeHead(now.status, { 'content-type': 'application/json', ...now.headers });
  response.end((now.body ?? '').replaceAll('{{n}}', String(count)));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ type: 'listening', port: typeof address === 'object' ? address?.port : 0 });
});
process.on('message', (next: HttpMode) => {
  mode = next;
  process.send?.({ type: 'mode' });
});
process.on('disconnect', () => process.exit(0));
