/** Reads the bytes of a file into what the keeper takes and what a person sees; runs in a thread of its own. */
import { createHash } from 'node:crypto';
import { readLoggerFile, statedSerial } from '../../devices/loggers/read.ts';
import type { ReadOptions, Refusal } from '../../devices/loggers/types.ts';
import type { FileContents } from '../keeper/file-protocol.ts';
import { evidenceOf } from './command.ts';
import { packReadings } from './packed.ts';
import { type FileSeen, seenOf } from './seen.ts';

/** `serial`: also of a file that cannot be read yet, for who it belongs to may settle how it is read. */
export type ReadFile =
  | {
      readonly ok: true;
      readonly serial: string | null;
      readonly contents: FileContents;
      readonly seen: FileSeen;
    }
  | { readonly ok: false; readonly serial: string | null; readonly refusal: Refusal };

/** 400 days at one reading in five minutes. One file is one commit, and nothing else is judged meanwhile. */
export const ROWS_MOST = 120_000;

export function readBytes(bytes: Uint8Array, options: ReadOptions): ReadFile {
  const read = readLoggerFile(bytes, options);
  if (!read.ok) return { ok: false, serial: statedSerial(bytes), refusal: read.refusal };
  const { file } = read;
  const { serial } = file.device;
  const rows = file.readings.length;
  if (rows > ROWS_MOST)
    return {
      ...{ ok: false, serial },
      refusal: {
        code: 'FILE_ROWS_TOO_MANY',
        message: `Cannot take ${rows} rows at once, at most ${ROWS_MOST}`,
      },
    };
  const contents: FileContents = {
    source: createHash('sha256').update(bytes).digest('hex'),
    serial,
    readings: packReadings(file.readings),
    evidence: evidenceOf(file),
  };
  return { ok: true, serial, contents, seen: seenOf(file) };
}
