/**
 * The checkpoints this machine signed, one a line in `ledger/checkpoints.jsonl` of the data directory. They lie beside the database, so a
 * restored older database does not take them back with it: this file is the first witness. Others are told by it.
 */
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CheckSignature,
  checkpointText,
  isSigned,
  parseCheckpoint,
  type SignedCheckpoint,
} from '../custody/checkpoint.ts';
import { appendLine, readEnd, syncFile, writeNewFile } from './files.ts';
import { LEDGER_FOLDER } from './keys.ts';
import { LedgerError } from './refusals.ts';

/** Some 160 checkpoints. Two processes may write one each at the same time; no more are out of their order. */
const END_BYTES = 64 * 1024;

const fileOf = (data: string): string => join(data, LEDGER_FOLDER, 'checkpoints.jsonl');

/**
 * All of them, by size. Two processes may write one each at the same time, the smaller one last.
 * Throws LedgerError CHECKPOINTS_DAMAGED for a line that is no checkpoint or not signed by one of our keys.
 */
export function readCheckpoints(data: string, check: CheckSignature): SignedCheckpoint[] {
  const file = fileOf(data);
  if (!existsSync(file)) return [];
  // What follows the last line break was never answered for.
  const lines = new Set(readFileSync(file, 'utf8').split('\n').slice(0, -1));
  const signed = [...lines].map((line, i) => {
    const read = parseCheckpoint(line);
    if (read === null || !isSigned(read, check))
      throw new LedgerError('CHECKPOINTS_DAMAGED', `Read ${file}: line ${i + 1} is no checkpoint of ours`);
    return read;
  });
  return signed.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
}

/**
 * The one with the most events among the last of them, and whether the file is there at all. Reads its end only, for the start of
 * the service must not take longer every year. Throws LedgerError CHECKPOINTS_DAMAGED as above.
 */
export function newestCheckpoint(data: string, check: CheckSignature): SignedCheckpoint | 'missing' {
  const file = fileOf(data);
  if (!existsSync(file)) return 'missing';
  const text = readEnd(file, END_BYTES);
  // What follows the last line break was never answered for; what precedes the first one may be the end of a line.
  const lines = text.bytes
    .slice(0, text.bytes.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(text.whole ? 0 : 1, -1);
  let newest: SignedCheckpoint | null = null;
  for (const line of lines) {
    const read = parseCheckpoint(line);
    if (read === null || !isSigned(read, check))
      throw new LedgerError(
        'CHECKPOINTS_DAMAGED',
        `Read ${file}: a line near its end is no checkpoint of ours`,
      );
    if (newest === null || read.checkpoint.size > newest.checkpoint.size) newest = read;
  }
  return newest ?? 'missing';
}

/**
 * Puts the file aside, as evidence, and goes on with those of its checkpoints that still hold: with the greatest that does, all
 * smaller ones do. A line that none of our keys signed stays in what is put aside alone. Called when a person accepted a ledger that is not the one that was signed.
 * @param name of what is put aside
 */
export async function putCheckpointsAside(
  data: string,
  name: string,
  check: CheckSignature,
  holds: (signed: SignedCheckpoint) => Promise<boolean>,
): Promise<void> {
  const file = fileOf(data);
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const kept = lines
    .flatMap((line) => parseCheckpoint(line) ?? [])
    .filter((signed) => isSigned(signed, check));
  kept.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  for (let last = kept.at(-1); last !== undefined && !(await holds(last)); last = kept.at(-1)) kept.pop();
  const partial = `${file}.${process.pid}.partial`;
  rmSync(partial, { force: true });
  writeNewFile(partial, kept.map((signed) => `${checkpointText(signed)}\n`).join(''));
  linkSync(file, join(data, LEDGER_FOLDER, name));
  renameSync(partial, file);
  syncFile(join(data, LEDGER_FOLDER));
}

/** Keeps a checkpoint; it is on disk when this returns, and may be given out only then. */
export function keepCheckpoint(data: string, signed: SignedCheckpoint): void {
  mkdirSync(join(data, LEDGER_FOLDER), { recursive: true, mode: 0o700 });
  appendLine(fileOf(data), checkpointText(signed));
}
