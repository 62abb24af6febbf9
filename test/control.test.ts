import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { connectControl, type Decider, serveControl } from '../src/control.ts';
import { SYSTEM } from '../src/keeper/protocol.ts';

/** Answers with what it was asked, and by whom. */
const echo: Decider = {
  execute: async (actor, command) => ({ ok: true, value: { by: actor.username, command } }),
  ask: async (actor, query) => ({ ok: true, value: { by: actor.username, query } }),
};

function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-control-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function served(decider: Decider = echo): Promise<string> {
  const data = freshDirectory();
  const server = await serveControl(data, decider);
  onTestFinished(() => void server.close());
  return data;
}

test('commands and questions are answered in order on one connection, as the system', async () => {
  const data = await served();
  const control = await connectControl(data);
  const asked = await control?.request({ ask: { type: 'stats' } });
  const done = await control?.request({ execute: { type: 'session.close', tokenHash: 'x' } });
  control?.close();
  expect(asked).toEqual({ ok: true, value: { by: SYSTEM.username, query: { type: 'stats' } } });
  expect(done).toMatchObject({ ok: true, value: { command: { type: 'session.close' } } });
});

test('a request of many megabytes arrives whole', async () => {
  const control = await connectControl(await served());
  const description = 'ắ'.repeat(4_000_000);
  const answer = await control?.request({ execute: { type: 'province.apply', description, file: null } });
  control?.close();
  expect(answer).toMatchObject({ ok: true, value: { command: { description } } });
});

test('only the owner of the data directory may use the socket', async () => {
  expect(statSync(join(await served(), 'control.sock')).mode & 0o777).toBe(0o600);
});

test.each([
  ['no JSON', '{', 'CONTROL_NOT_JSON'],
  ['a number', '7', 'CONTROL_SHAPE'],
  ['neither a command nor a question', '{"delete":{}}', 'CONTROL_SHAPE'],
])('%s is refused, and the next line is answered', async (_, line, code) => {
  const socket = connect(join(await served(), 'control.sock'));
  await once(socket, 'connect');
  socket.write(`${line}\n{"ask":{"type":"stats"}}\n`);
  const answers: unknown[] = [];
  for await (const answer of createInterface({ input: socket })) {
    answers.push(JSON.parse(answer));
    if (answers.length === 2) break;
  }
  socket.destroy();
  expect(answers).toMatchObject([{ ok: false, refusal: { code } }, { ok: true }]);
});

test('where no service runs, or one was killed, nobody is reached', async () => {
  expect(await connectControl(freshDirectory())).toBeNull();
});

test('a service that ends before it answers leaves no doubt that its answer is unknown', async () => {
  const data = await served({ ...echo, ask: () => Promise.reject(new Error('the keeper is closed')) });
  const control = await connectControl(data);
  expect(await control?.request({ ask: { type: 'stats' } })).toMatchObject({
    ok: false,
    refusal: { code: 'CONTROL_CLOSED' },
  });
});

test('a directory too deep for a socket is refused with the length that is possible', async () => {
  const data = join(freshDirectory(), 'd'.repeat(110));
  mkdirSync(data);
  await expect(serveControl(data, echo)).rejects.toThrow(/at most 103 bytes/);
});
