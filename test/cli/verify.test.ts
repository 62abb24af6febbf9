import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/custody/canonical.ts';
import { parseCheckpoint } from '../../src/custody/checkpoint.ts';
import { inclusionProofText } from '../../src/custody/checkpoint-proof.ts';
import { hashOfText } from '../../src/custody/leaf.ts';
import { LedgerTree } from '../../src/custody/merkle-blocks.ts';
import { readCanonical } from '../../verifier/canonical.ts';
import { readCheckpoints } from '../../verifier/checkpoint.ts';
import { readKeys } from '../../verifier/keys.ts';
import { sha256 } from '../faults/ledger-world.ts';
import { freshDirectory, giulanh } from './house.ts';
import { PROVINCE, writeProvince } from './province.ts';

/** A data directory with a small ledger, its export, and its public key. */
async function exported(): Promise<{ data: string; file: string; key: string }> {
  const data = freshDirectory();
  await giulanh(data, 'apply', writeProvince(data));
  const file = join(data, 'ledger.jsonl');
  const { out } = await giulanh(data, 'export', file);
  return { data, file, key: /ed25519:[0-9a-f]{64}/.exec(out)?.[0] ?? '' };
}

test('an untouched export and the ledger in the store are found whole, and what nobody can tell is said', async () => {
  const { data, file, key } = await exported();
  for (const args of [[file], []]) {
    const ran = await giulanh(data, 'verify', ...args, '--key', key);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('The ledger is whole: 5 events');
    expect(ran.out).toContain('Without a witness');
  }
});

test('an export that was changed, or is signed by somebody else, is wrong, and the place is named', async () => {
  const { data, file, key } = await exported();
  const changed = join(data, 'changed');
  writeFileSync(changed, readFileSync(file, 'utf8').replace('FK1234', 'FK1235'));
  const wrong = await giulanh(data, 'verify', changed, '--key', key);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toMatch(/line 7 of the export: .*\[CHECKPOINT_ROOT\]/);
  const unknown = await giulanh(data, 'verify', file, '--key', `ed25519:${'a'.repeat(64)}`);
  expect(unknown.code).toBe(1);
  expect(unknown.err).toContain('[CHECKPOINT_KEY_UNKNOWN]');
  expect((await giulanh(data, 'verify', join(data, 'none'), '--key', key)).err).toContain(
    '[VERIFY_UNREADABLE]',
  );
});

test('a key that was replaced counts up to its last checkpoint, the new one from then on', async () => {
  const { data, key } = await exported();
  const file = join(data, 'second');
  const { out } = await giulanh(data, 'export', file, '--new-key');
  const [, next = ''] = out.match(/ed25519:[0-9a-f]{64}/g) ?? [];
  const keys = join(data, 'keys.txt');
  writeFileSync(keys, `# from the printed report\n${key}@5\n${next}\n`);
  expect(await giulanh(data, 'verify', file, '--key', keys)).toMatchObject({ code: 0, err: '' });
  expect((await giulanh(data, 'verify', file, '--key', key)).err).toContain('[CHECKPOINT_KEY_UNKNOWN]');
  const early = await giulanh(data, 'verify', file, '--key', `${key}@4`, '--key', next);
  expect(early.err).toContain('[CHECKPOINT_KEY_RETIRED]');
});

test('a witness agrees with the ledger it saw, and notices when less than that is left', async () => {
  const { data, file, key } = await exported();
  const witness = join(data, 'witness');
  const checkpointOf = (path: string) => `${readFileSync(path, 'utf8').split('\n').at(-3)}\n`;
  writeFileSync(witness, checkpointOf(file));
  const agrees = await giulanh(data, 'verify', file, '--key', key, '--witness', witness);
  expect(agrees).toMatchObject({ code: 0, err: '' });
  expect(agrees.out).not.toContain('Without a witness');

  const more =
    '  - { id: kien-2, gtin: "08930000000002", lot: FK1234, doses: 10, unit: tu-1, since: 2026-03-01 }\n';
  await giulanh(data, 'apply', writeProvince(data, PROVINCE + more));
  await giulanh(data, 'export', join(data, 'later'));
  writeFileSync(witness, checkpointOf(join(data, 'later')));
  const older = await giulanh(data, 'verify', file, '--key', key, '--witness', witness);
  expect(older.code).toBe(1);
  expect(older.err).toContain('[BEHIND_WITNESS]');
  writeFileSync(witness, '');
  expect((await giulanh(data, 'verify', file, '--key', key, '--witness', witness)).code).toBe(1);
});

test('the proof of one event is checked without an export, and one of another event is refused', async () => {
  const { data, file, key } = await exported();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const events = lines.slice(1, -2).map((line) => (JSON.parse(line) as { event: unknown }).event);
  const leaves = events.map((event) => hashOfText(canonicalJson(event), sha256));
  const tree = new LedgerTree(sha256);
  for (const leaf of leaves) tree.append(leaf);
  const path = await tree.inclusion(2, 5, async ({ from, to }) => leaves.slice(from, to));
  const signed = parseCheckpoint(lines.at(-2) ?? '');
  if (signed === null) throw new Error('no checkpoint');
  const proof = join(data, 'proof');
  for (const [index, code] of [
    [2, 0],
    [1, 1],
  ] as const) {
    writeFileSync(proof, inclusionProofText({ event: events[index], index: 2, path, signed }));
    const ran = await giulanh(data, 'verify', '--proof', proof, '--key', key);
    expect(ran.code).toBe(code);
    expect(ran.out + ran.err).toContain(code === 0 ? 'Event 3 is one of 5' : '[PROOF_PATH]');
  }
});

test.each([
  '{"b":1,"a":2}',
  '{"a":1,"a":2}',
  '{"a": 1}',
  '[1.0]',
  '[-0]',
  '[1e2]',
  '[1e400]',
  '["\\u0041"]',
  '["\\ud800"]',
  '["\\/"]',
  '[1]\n',
  '{',
  '',
])('the verifier itself sees that %j is not canonical', (text) => {
  expect(readCanonical(text)).toBeUndefined();
});

test('the verifier is fewer than 650 lines, and uses nothing but itself and Node', () => {
  const folder = fileURLToPath(new URL('../../verifier/', import.meta.url));
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const imported = sources.flatMap((text) =>
    [...text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(([, from]) => from),
  );
  expect(imported.length).toBeGreaterThan(10);
  expect(imported.filter((from) => !/^(node:[a-z]+|\.\/[a-z]+\.ts)$/.test(from ?? ''))).toEqual([]);
  expect(sources.reduce((lines, text) => lines + text.split('\n').length - 1, 0)).toBeLessThan(650);
});

test('the checkpoint that the verifier’s page publishes is signed by the key that stands beside it', () => {
  const page = readFileSync(new URL('../../verifier/README.md', import.meta.url), 'utf8');
  const [key = ''] = /ed25519:[0-9a-f]{64}/.exec(page) ?? [];
  const [, line = ''] = /```json\n(.*)\n```/.exec(page) ?? [];
  const [read] = readCheckpoints(line, readKeys(key, 'the page'), 'the page');
  expect(read).toMatchObject({ size: 8, root: page.match(/root `([0-9a-f]{64})`/)?.[1] });
});
