import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTarget } from '../../src/influx/settings.ts';
import { openTarget } from '../../src/influx/target.ts';
import type { Point } from '../../src/influx/types.ts';

const point: Point = {
  measurement: 'temperature',
  tags: { unit: 'u', device: 'd', probe: '1' },
  fields: { celsius: 4 },
  time: 1,
  nanos: 0,
};
const carried: (string | undefined)[] = [];
let server: Server;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'giulanh-token-'));
  server = createServer((request, response) => {
    carried.push(request.headers.authorization);
    request.resume().once('end', () => response.writeHead(204).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

test('a token that comes after the service, and one that replaces it, are used as soon as they are there', async () => {
  const tokenFile = join(directory, 'service');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = readTarget({ url, token: undefined, tokenFile, org: 'o', bucket: 'b' });
  expect(settings).toEqual({ version: 2, url, token: '', tokenFile, org: 'o', bucket: 'b' });
  if (settings === null) return;
  const target = openTarget(settings);
  try {
    expect(await target.write([point])).toMatchObject({ kind: 'unavailable', code: 'INFLUX_UNAUTHORIZED' });
    writeFileSync(tokenFile, '');
    expect(await target.write([point])).toMatchObject({ kind: 'unavailable', code: 'INFLUX_UNAUTHORIZED' });
    expect(carried).toEqual([]);
    writeFileSync(tokenFile, 'first==\n');
    expect(await target.write([point])).toEqual({ kind: 'stored' });
    writeFileSync(tokenFile, 'second==\n');
    expect(await target.write([point])).toEqual({ kind: 'stored' });
    expect(carried).toEqual(['Token first==', 'Token second==']);
  } finally {
    await target.close();
  }
});

test('a token and a file for one contradict each other', () => {
  const both = { url: 'http://i', token: 't', tokenFile: '/t', org: 'o', bucket: 'b' };
  expect(() => readTarget(both)).toThrow(/GIULANH_INFLUX_TOKEN_FILE: give one of them/);
});
