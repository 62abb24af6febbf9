/**
 * The few things that must be rewritten for ever, also on a full disk: two places in a file that never grows, written in turn,
 * each with a count and a CRC. A power cut while one is written leaves the other.
 */
import { closeSync, existsSync, fdatasyncSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Known } from './clock.ts';
import type { Lost, Place } from './round.ts';

export type State = {
  readonly boot: number;
  /** The service has everything up to here. */
  readonly receipted: Place | null;
  /** The time of the newest round, as far as it is known. */
  readonly latest: number | null;
  readonly clock: Known | null;
  /** Rounds that no disk had room for, not told yet. */
  readonly lost: Lost | null;
};

const SLOT = 4_096;
const HEAD = 12;

export class StateFile {
  readonly #fd: number;
  #count: number;

  private constructor(fd: number, count: number) {
    this.#fd = fd;
    this.#count = count;
  }

  /** What was written last; null where there is nothing, or nothing that can be read. */
  static open(path: string): { file: StateFile; state: State | null } {
    const isNew = !existsSync(path) || readFileSync(path).length < 2 * SLOT;
    const fd = openSync(path, isNew ? 'w+' : 'r+', 0o600);
    if (isNew) {
      // All of its blocks are taken now, while there is room.
      writeSync(fd, Buffer.alloc(2 * SLOT), 0, 2 * SLOT, 0);
      fsyncSync(fd);
      syncFolder(dirname(path));
    }
    const bytes = readFileSync(path);
    const slots = [slotAt(bytes, 0), slotAt(bytes, SLOT)].flatMap((slot) => slot ?? []);
    const newest = slots.sort((a, b) => b.count - a.count)[0];
    return { file: new StateFile(fd, newest?.count ?? 0), state: newest?.state ?? null };
  }

  write(state: State): void {
    const text = Buffer.from(JSON.stringify(state), 'utf8');
    if (text.length > SLOT - HEAD) throw new Error(`The state is ${text.length} bytes long`);
    const slot = Buffer.alloc(SLOT);
    const count = this.#count + 1;
    slot.writeUInt32LE(text.length, 4);
    slot.writeUInt32LE(count, 8);
    text.copy(slot, HEAD);
    slot.writeUInt32LE(crc32(slot.subarray(4, HEAD + text.length)), 0);
    writeSync(this.#fd, slot, 0, SLOT, (count % 2) * SLOT);
    fdatasyncSync(this.#fd);
    this.#count = count;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function slotAt(bytes: Buffer, at: number): { count: number; state: State } | null {
  const slot = bytes.subarray(at, at + SLOT);
  const length = slot.readUInt32LE(4);
  if (length === 0 || length > SLOT - HEAD) return null;
  if (crc32(slot.subarray(4, HEAD + length)) !== slot.readUInt32LE(0)) return null;
  return {
    count: slot.readUInt32LE(8),
    state: JSON.parse(slot.subarray(HEAD, HEAD + length).toString()) as State,
  };
}

/** A new name in a folder is on disk when the folder is. */
export function syncFolder(path: string): void {
  const fd = openSync(path, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
