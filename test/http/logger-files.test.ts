/** Files brought to a real edge, read by the real reader, taken in by a real keeper. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHttp } from '../../src/http/server.ts';
import { Reader } from '../../src/import/reader.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';

const FRIDGE_TAG = readFileSync(
  fileURLToPath(new URL('../devices/fixtures/fridge-tag.txt', import.meta.url)),
);
const PROVINCE = `sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
  - { id: xa, name: Trạm xã, level: xã, parent: tinh }
units:
  - { id: tu-1, kind: refrigerator, site: tinh, name: Tủ 1, samplingSeconds: 60 }
  - { id: tu-2, kind: refrigerator, site: xa, name: Tủ 2, samplingSeconds: 60 }
devices:
  - { id: tag-1, unit: tu-1, profile: fridge-tag-2, via: { gateway: file, address: '999000000001' } }
  - { id: bang-1, unit: tu-2, profile: fridge-tag-2, via: { gateway: file, address: 'a0-77' } }
people:
  - { username: thukho, name: Thủ kho, roles: [depot], site: tinh, password: mat-khau-thu-kho }
  - { username: tramxa, name: Trạm xã, roles: [depot], site: xa, password: mat-khau-tram-xa }
  - { username: tiem, name: Tiêm, roles: [vaccinator], site: tinh, password: mat-khau-nguoi-tiem }
`;
type Json = Record<string, unknown> & { code?: string };

const directory = mkdtempSync(join(tmpdir(), 'giulanh-files-'));
const log = { info() {}, warn() {}, error() {} };
const keeper = new KeeperClient({ directory, clock: Date.now, log });
const reader = new Reader();
let edge: Awaited<ReturnType<typeof startHttp>>;
const tokens = new Map<string, string>();

beforeAll(async () => {
  await keeper.start();
  const applied = await keeper.execute(SYSTEM, { type: 'province.apply', description: PROVINCE, file: null });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
  const port = keeper.port(() => '');
  edge = await startHttp({
    ...{ host: '127.0.0.1', port: 0, keeper: port, webRoot: join(directory, 'none'), log, reader },
    clock: { now: Date.now },
  });
  for (const [username, password] of [
    ['thukho', 'mat-khau-thu-kho'],
    ['tramxa', 'mat-khau-tram-xa'],
    ['tiem', 'mat-khau-nguoi-tiem'],
  ] as const) {
    const reply = await fetch(`http://127.0.0.1:${edge.port}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    tokens.set(username, ((await reply.json()) as { token: string }).token);
  }
});
afterAll(async () => {
  await edge.close();
  await reader.close();
  await keeper.close();
  rmSync(directory, { recursive: true, force: true });
});

async function bring(
  path: '/logger-files' | '/logger-files/look',
  bytes: Uint8Array | string,
  query: Record<string, string> = {},
  { by = 'thukho', type = 'application/octet-stream' } = {},
): Promise<{ status: number; json: Json }> {
  const address = `http://127.0.0.1:${edge.port}/api/v1${path}?${new URLSearchParams(query)}`;
  const headers = { 'content-type': type, authorization: `Bearer ${tokens.get(by)}` };
  const body = typeof bytes === 'string' ? bytes : Buffer.from(bytes);
  const reply = await fetch(address, { method: 'POST', headers, body });
  return { status: reply.status, json: (await reply.json()) as Json };
}
const table = (rows: string[], header = 'time,temp') => `${header}\n${rows.join('\n')}\n`;
const rows = (day: string, celsius: number, n = 10): string[] =>
  Array.from({ length: n }, (_, i) => `${day} 08:0${i},${celsius}`);

describe('a file over HTTP', () => {
  test('is known by its serial number, looked at, stored, and known again', async () => {
    const looked = await bring('/logger-files/look', FRIDGE_TAG, { name: 'ft.txt' });
    expect(looked.status).toBe(200);
    expect(looked.json).toMatchObject({
      refusal: null,
      seen: { format: 'berlinger-fridge-tag', serial: '999000000001', days: { length: 5 } },
      devices: { match: 'tag-1' },
      preview: { device: { id: 'tag-1', unit: 'tu-1' }, units: [{ id: 'tu-1' }], freshDays: 3 },
    });
    const stored = await bring('/logger-files', FRIDGE_TAG, { name: 'ft.txt' });
    expect(stored).toMatchObject({ status: 200, json: { fresh: 3, freshDays: 3 } });
    const again = await bring('/logger-files', FRIDGE_TAG, { name: 'again.txt' });
    expect(again.json).toMatchObject({ fresh: 0, known: 3, freshDays: 0, knownDays: 3 });
  });

  test('that leaves something open is asked about, and the answers are remembered for the next one', async () => {
    const first = table(rows('2026-04-01', 5));
    const open = await bring('/logger-files/look', first);
    expect(open.json).toMatchObject({
      seen: null,
      refusal: { code: 'LOGGER_UNIT_UNKNOWN', vi: expect.any(String) },
    });
    const whose = await bring('/logger-files/look', first, { temperature: 'C' });
    expect(whose.json).toMatchObject({
      seen: { rows: 10, minCelsius: 5 },
      preview: null,
      refusal: { code: 'FILE_DEVICE_UNKNOWN' },
      devices: { items: { length: 2 } },
    });
    const said = { temperature: 'C', device: 'tag-1', zone: 'Asia/Bangkok' };
    expect((await bring('/logger-files', first, said)).status).toBe(200);
    const next = await bring('/logger-files/look', table(rows('2026-04-02', 5)), { device: 'tag-1' });
    expect(next.json).toMatchObject({
      refusal: null,
      way: { temperature: 'C', zone: 'Asia/Bangkok' },
      preview: { fresh: 10 },
    });
  });

  test('shows where it contradicts what is stored', async () => {
    const said = { temperature: 'C', device: 'tag-1', zone: 'Asia/Ho_Chi_Minh' };
    await bring('/logger-files', table(rows('2026-05-01', 5)), said);
    const looked = await bring('/logger-files/look', table(rows('2026-05-01', 6)), said);
    expect(looked.json).toMatchObject({
      preview: {
        fresh: 10,
        conflicts: { count: 10, items: { 0: { fileCelsius: 6, storedCelsius: 5 } } },
      },
    });
  });

  test('of another device is refused, whatever was chosen', async () => {
    const refused = await bring('/logger-files', FRIDGE_TAG, { device: 'bang-1' });
    expect(refused).toMatchObject({ status: 409, json: { code: 'FILE_OF_ANOTHER_DEVICE' } });
    const looked = await bring('/logger-files/look', FRIDGE_TAG, { device: 'bang-1' });
    expect(looked.json).toMatchObject({ preview: null, refusal: { code: 'FILE_OF_ANOTHER_DEVICE' } });
  });

  test('is for depots and administrators, within their place', async () => {
    expect(await bring('/logger-files/look', FRIDGE_TAG, {}, { by: 'tiem' })).toMatchObject({
      status: 403,
      json: { code: 'FORBIDDEN_ROLE' },
    });
    const elsewhere = await bring('/logger-files', FRIDGE_TAG, {}, { by: 'tramxa' });
    expect(elsewhere).toMatchObject({ status: 403, json: { code: 'FORBIDDEN_PLACE' } });
    const looked = await bring('/logger-files/look', FRIDGE_TAG, {}, { by: 'tramxa' });
    expect(looked.json).toMatchObject({
      devices: { match: null, items: [{ id: 'bang-1' }] },
      refusal: { code: 'FORBIDDEN_PLACE' },
    });
  });

  test.each([
    ['a PDF', '%PDF-1.4 something', 'LOGGER_FILE_NOT_TEXT'],
    ['no table', 'hello\nworld\n', 'LOGGER_NO_TIME'],
  ])('%s is told as what it is', async (_, text, code) => {
    expect((await bring('/logger-files/look', text)).json).toMatchObject({
      refusal: { code, vi: expect.any(String) },
    });
    expect((await bring('/logger-files', text)).json).toMatchObject({ code });
  });

  test('only bytes are a file, and no form can send them', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x'])
      expect((await bring('/logger-files', '{}', {}, { type })).status).toBe(415);
    expect((await bring('/logger-files', '')).json.code).toBe('LOGGER_FILE_EMPTY');
  });
});
