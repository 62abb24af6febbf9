/** What the houses of the browser tests stand on: the built pages, the real keeper over an empty store, and the real HTTP edge. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb } from '../../simulator/demo/web.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { type Command, SYSTEM } from '../../src/keeper/protocol.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

export type Ground = {
  readonly keeper: KeeperClient;
  /** What must not be refused; answers what the keeper answers. */
  readonly does: (command: Command, actor?: typeof SYSTEM) => Promise<unknown>;
  /** From now on the pages can be opened. `more`: what this house's edge has beside the usual. */
  readonly open: (
    more?: Partial<Parameters<typeof startHttp>[0]>,
  ) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
};

/** `name`: in the name of its folder. */
export async function layGround(name: string): Promise<Ground> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), `giulanh-${name}-`));
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const does: Ground['does'] = async (command, actor = SYSTEM) => {
    const answer = await keeper.execute(actor, command);
    if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.refusal)}`);
    return answer.value;
  };
  const open: Ground['open'] = async (more = {}) => {
    const http = await startHttp({
      ...{ host: '127.0.0.1', port: 0, keeper: keeper.port(() => ''), log, clock: { now: Date.now } },
      webRoot: join(root, 'dashboards/web/dist'),
      ...more,
    });
    const close = async () => {
      await http.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    };
    return { url: `http://127.0.0.1:${http.port}`, close };
  };
  return { keeper, does, open };
}

export type Asker = <T>(who: string, path: string, body?: unknown) => Promise<T>;

/** Asks the service at `url` as somebody who signs in with `password` once; with a `body` it is a POST. */
export function askerOf(url: string, password: string): Asker {
  const tokens = new Map<string, string>();
  const send = async <T>(path: string, token: string | null, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return async (who, path, body) => {
    const known =
      tokens.get(who) ?? (await send<{ token: string }>('/session', null, { username: who, password })).token;
    tokens.set(who, known);
    return send(path, known, body);
  };
}
