import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SignedCheckpoint } from '../../src/custody/checkpoint.ts';
import type { Submission } from '../../src/keeper/protocol.ts';
import { folderWitness } from '../../src/witness/folder-witness.ts';

const ORIGIN = `giulanh/${'ab'.repeat(32)}`;
const signed = (size: number): SignedCheckpoint => ({
  checkpoint: {
    key: '0123456789abcdef',
    origin: ORIGIN,
    root: 'cd'.repeat(32),
    size,
    time: '2026-11-22T03:00:00.000Z',
  },
  signature: 'ef'.repeat(64),
});
const submission = (size: number): Submission => ({
  signed: signed(size),
  key: '',
  path: [],
  accepted: null,
});
function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-witness-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test('a folder keeps a line for each checkpoint, once, and tells the last', async () => {
  const directory = folder();
  const witness = folderWitness(directory);
  expect(await witness.newest(ORIGIN)).toBeNull();
  for (let size = 1; size <= 60; size++) await witness.take(ORIGIN, submission(size));
  await witness.take(ORIGIN, submission(60));
  expect(await witness.newest(ORIGIN)).toEqual(signed(60));
  const [file = ''] = readdirSync(directory);
  expect(readFileSync(join(directory, file), 'utf8').trimEnd().split('\n')).toHaveLength(60);
  expect(await witness.newest(`giulanh/${'ba'.repeat(32)}`)).toBeNull();
});

test('a share that is not mounted is not taken for one that keeps nothing', async () => {
  const witness = folderWitness(join(folder(), 'not-mounted'));
  await expect(witness.newest(ORIGIN)).rejects.toThrow('ENOENT');
  await expect(witness.take(ORIGIN, submission(1))).rejects.toThrow('ENOENT');
});

test('a file that somebody wrote into is told, and not gone by', async () => {
  const directory = folder();
  const witness = folderWitness(directory);
  await witness.take(ORIGIN, submission(1));
  const [file = ''] = readdirSync(directory);
  writeFileSync(join(directory, file), 'xin chào\n');
  await expect(witness.newest(ORIGIN)).rejects.toMatchObject({ code: 'WITNESS_ANSWER' });
});
