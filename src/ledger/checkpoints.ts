/**
 * The checkpoints this machine signed, one a line in `ledger/checkpoints.jsonl` of the data directory. They lie beside the database, so a
 * restored older database does not take them back with it: this file is the first witness. Others are told by it.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CheckSignature,
  checkpointText,
  isSigned,
  parseCheckpoint,
  type SignedCheckpoint,
} from '../custody/checkpoint.ts';
import { appendLine } from './files.ts';
import { LEDGER_FOLDER } from './keys.ts';
import { LedgerError } from './refusals.ts';

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

/** Keeps a checkpoint; it is on disk when this returns, and may be given out only then. */
export function keepCheckpoint(data: string, signed: SignedCheckpoint): void {
  mkdirSync(join(data, LEDGER_FOLDER), { recursive: true, mode: 0o700 });
  appendLine(fileOf(data), checkpointText(signed));
}
