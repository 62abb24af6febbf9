import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freshDirectory, giulanh } from './house.ts';
import { writeProvince } from './province.ts';

async function province(): Promise<string> {
  const data = freshDirectory();
  await giulanh(data, 'apply', writeProvince(data));
  return data;
}
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

test('the ledger is written with its events in order and a checkpoint over all of them', async () => {
  const data = await province();
  const file = join(data, 'ledger.jsonl');
  const ran = await giulanh(data, 'export', file);
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toMatch(/Public key: ed25519:[0-9a-f]{64}/);
  const lines = linesOf(file).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toMatchObject({ format: 'giulanh-ledger-export', version: 1 });
  expect(lines.flatMap(({ seq }) => (seq === undefined ? [] : [seq]))).toEqual([1, 2, 3, 4, 5]);
  expect(lines.at(-2)).toMatchObject({ checkpoint: { size: 5, origin: lines[0]?.origin } });
  expect(lines.at(-1)).toEqual({ end: { checkpoints: 1, events: 5 } });
});

test('the key and what it signed are for nobody else’s eyes, and are the same the next time', async () => {
  const data = await province();
  const first = await giulanh(data, 'export', join(data, 'a'));
  const second = await giulanh(data, 'export', join(data, 'b'));
  const keyIn = (text: string) => /ed25519:\S+/.exec(text)?.[0];
  expect(keyIn(second.out)).toBe(keyIn(first.out));
  for (const name of readdirSync(join(data, 'ledger')))
    expect([name, statSync(join(data, 'ledger', name)).mode & 0o777]).toEqual([name, 0o600]);
  expect(linesOf(join(data, 'b')).at(-1)).toContain('"checkpoints":2');
});

test('a file that is there is left, unless it shall be replaced; a folder never is', async () => {
  const data = await province();
  const file = join(data, 'there');
  writeFileSync(file, 'mine');
  const refused = await giulanh(data, 'export', file);
  expect(refused.err).toContain('[EXPORT_EXISTS]');
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect((await giulanh(data, 'export', file, '--force')).code).toBe(0);
  expect(linesOf(file)).toHaveLength(8);
  expect((await giulanh(data, 'export', join(data, 'ledger'), '--force')).err).toContain('[EXPORT_EXISTS]');
});

/** Changes the database as somebody could who owns the machine: without the triggers. */
function tamper(data: string, ...sql: string[]): void {
  const db = new Database(join(data, 'giulanh.db'));
  for (const trigger of ['ledger_keeps', 'ledger_stays']) db.exec(`DROP TRIGGER ${trigger}`);
  for (const one of sql) db.exec(one);
  db.close();
}

test.each([
  [
    'an event was rewritten',
    `UPDATE ledger SET event = replace(event, '240', '239') WHERE event LIKE '%parcel.received%'`,
    'DAMAGED',
  ],
  ['an event was taken out', 'DELETE FROM ledger WHERE seq = 2', 'DAMAGED'],
  ['the last event was taken out', 'DELETE FROM ledger WHERE seq = 5', 'BEHIND'],
  ['all events were taken out', 'DELETE FROM ledger', 'BEHIND'],
])('a ledger that was signed before is neither signed nor written when %s', async (_, sql, code) => {
  const data = await province();
  await giulanh(data, 'export', join(data, 'a'));
  const kept = readFileSync(join(data, 'ledger', 'checkpoints.jsonl'), 'utf8');
  tamper(data, sql);
  const ran = await giulanh(data, 'export', join(data, 'b'));
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain(`[LEDGER_${code}]`);
  expect(readdirSync(data).filter((name) => name.startsWith('b'))).toEqual([]);
  expect(readFileSync(join(data, 'ledger', 'checkpoints.jsonl'), 'utf8')).toBe(kept);
});

test('a line that a crash cut short was never answered for; one that nobody signed is a refusal', async () => {
  const data = await province();
  const file = join(data, 'ledger', 'checkpoints.jsonl');
  await giulanh(data, 'export', join(data, 'a'));
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, `${whole}{"checkpoint":{"key`);
  expect((await giulanh(data, 'export', join(data, 'b'))).code).toBe(0);
  expect(linesOf(file)).toHaveLength(2);
  writeFileSync(file, whole.replace('"size":5', '"size":4'));
  expect((await giulanh(data, 'export', join(data, 'c'))).err).toContain('[CHECKPOINTS_DAMAGED]');
});
