/** A real HTTP edge on a free loopback port over a keeper of one's choice, and a browser's and a program's manners. */
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { HttpOptions } from '../../src/http/server.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperTwin, PASSWORD } from './keeper-twin.ts';

export const START = Date.parse('2026-11-22T03:00:00Z');

export type Service = Awaited<ReturnType<typeof startService>>;

export async function startService(options: Partial<HttpOptions> = {}) {
  const keeper = await KeeperTwin.create();
  const time = { now: START };
  const logged: { level: string; facts: object; message: string }[] = [];
  const logAs = (level: string) => (facts: object, message: string) => {
    logged.push({ level, facts, message });
  };
  const edge = await startHttp({
    host: '127.0.0.1',
    port: 0,
    keeper,
    webRoot: join(import.meta.dirname, 'not-built'),
    log: { info: logAs('info'), warn: logAs('warn'), error: logAs('error') },
    clock: { now: () => time.now },
    ...options,
  });
  const origin = `http://127.0.0.1:${edge.port}`;
  const api = `${origin}/api/v1`;

  const call = async (
    path: string,
    { token, method = 'GET', body, headers = {} }: CallOptions = {},
  ): Promise<Reply> => {
    const response = await fetch(
      path.startsWith('/root') ? origin + path.slice('/root'.length) : api + path,
      {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
    );
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
    };
  };
  const signIn = (username: string, password = PASSWORD, headers: Record<string, string> = {}) =>
    call('/session', { method: 'POST', body: { username, password }, headers });
  const tokenOf = async (username: string): Promise<string> => {
    const { json } = await signIn(username);
    return (json as { token: string }).token;
  };
  return { edge, keeper, time, logged, origin, api, call, signIn, tokenOf };
}

type CallOptions = {
  token?: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
};
export type Reply = { status: number; headers: Headers; text: string; json: unknown };

type Item = { id: string; site: string | null; celsius?: number; state?: string };
export type Frame = {
  type: string;
  revision: number;
  sites?: { id: string }[];
  units: Item[];
  alerts: Item[];
  holds: Item[];
};

/** A live connection whose frames are awaited one after the other. */
export class Viewer {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #taken = 0;
  #wake: () => void = () => undefined;

  constructor(service: Service, token: string | null, query = '', headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${service.api.replace('http', 'ws')}/live${query}`, {
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
      this.socket.on('error', () => undefined);
    });
  }

  async next(): Promise<Frame> {
    while (this.frames.length <= this.#taken) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const frame = this.frames[this.#taken];
    this.#taken += 1;
    if (frame === undefined) throw new Error('no frame');
    return frame;
  }
}

/** The HTTP answer to a refused upgrade. */
export function refusedUpgrade(service: Service, query: string, headers: Record<string, string>) {
  const socket = new WebSocket(`${service.api.replace('http', 'ws')}/live${query}`, { headers });
  return new Promise<{ status: number; code: string }>((resolve, reject) => {
    socket.on('open', () => reject(new Error('the upgrade was not refused')));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_, response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).code }));
    });
  });
}
