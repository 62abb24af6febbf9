import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { signCheckpoint } from '../../src/custody/checkpoint.ts';
import { ledgerSigning } from '../../src/ledger/signing.ts';

function signing() {
  const data = mkdtempSync(join(tmpdir(), 'giulanh-ledger-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const parts = ledgerSigning(data);
  const at = (size: number) =>
    signCheckpoint(
      { origin: `giulanh/${'ab'.repeat(32)}`, root: 'cd'.repeat(32), size, time: '2026-11-22T03:00:00.000Z' },
      parts.signer(),
    );
  return { ...parts, at, file: join(data, 'ledger/checkpoints.jsonl'), folder: join(data, 'ledger') };
}

test('the newest checkpoint is found at the end of a long file, also when the smaller of two came last', () => {
  const { at, keep, newest, file } = signing();
  expect(newest()).toBe('missing');
  keep(at(1));
  // Longer than what is read of it, and not ours: only the end is looked at.
  const line = readFileSync(file, 'utf8');
  writeFileSync(file, line.repeat(400));
  keep(at(9));
  keep(at(8));
  expect(newest()).toEqual(at(9));
});

test('a line that a crash cut off was never answered for', () => {
  const { at, keep, newest, file } = signing();
  keep(at(1));
  keep(at(2));
  truncateSync(file, readFileSync(file).length - 7);
  expect(newest()).toEqual(at(1));
  keep(at(3));
  expect(newest()).toEqual(at(3));
});

test.each([
  ['somebody else’s text', 'xin chào\n'],
  ['a forged one', ''],
])('%s among the last is told as damage', (_, text) => {
  const { at, keep, newest, file } = signing();
  keep(at(1));
  appendFileSync(file, text === '' ? readFileSync(file, 'utf8').replace('"size":1', '"size":2') : text);
  expect(() => newest()).toThrow(expect.objectContaining({ code: 'CHECKPOINTS_DAMAGED' }));
});

test('what does not hold any more is put aside with all of the file, and the rest goes on', async () => {
  const { at, keep, newest, file, folder, putAside } = signing();
  for (const size of [1, 4, 6]) keep(at(size));
  const before = readFileSync(file, 'utf8');
  await putAside('aside.jsonl', async ({ checkpoint }) => checkpoint.size <= 4);
  expect(newest()).toEqual(at(4));
  expect(readFileSync(join(folder, 'aside.jsonl'), 'utf8')).toBe(before);
  keep(at(5));
  expect(newest()).toEqual(at(5));
});
