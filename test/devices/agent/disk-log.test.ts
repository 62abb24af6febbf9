import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskFull, DiskLog } from '../../../devices/agent/disk-log.ts';
import type { Place, Round } from '../../../devices/agent/round.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'giulanh-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MINUTE = 60_000;
const round = (seq: number, boot = 1): Round => ({
  ...{ boot, seq, machine: 'm', mono: 1_000_000_000 + seq * MINUTE, base: 0, clock: 'trusted' },
  readings: [{ probe: '1', celsius: 4.1 }],
});
const rounds = (from: number, to: number, boot = 1) =>
  Array.from({ length: to - from + 1 }, (_, i) => round(from + i, boot));

function read(log: DiskLog, after: Place | null = null): number[] {
  const reader = log.reader(after);
  const found: number[] = [];
  for (let one = reader.next(); one !== null; one = reader.next()) found.push(one.seq);
  return found;
}
const numbers = (from: number, to: number) => rounds(from, to).map(({ seq }) => seq);

const SHARE = 131_072;
const filled = (log: DiskLog): number => {
  for (let seq = 1; ; seq++) {
    try {
      log.append([round(seq)]);
    } catch (error) {
      expect(error).toBeInstanceOf(DiskFull);
      return seq - 1;
    }
  }
};

test('what was appended is read back in order after a restart, over many files', () => {
  const log = new DiskLog(folder, SHARE);
  for (let seq = 1; seq <= 500; seq++) log.append([round(seq)]);
  log.close();
  expect(readdirSync(folder).length).toBeGreaterThan(1);
  const again = new DiskLog(folder, SHARE);
  expect(read(again)).toEqual(numbers(1, 500));
  expect(read(again, { boot: 1, seq: 250 })).toEqual(numbers(251, 500));
  expect(again.last).toEqual({ boot: 1, seq: 500 });
  again.append(rounds(1, 3, 2));
  expect(read(again, { boot: 1, seq: 499 })).toEqual([500, 1, 2, 3]);
  again.close();
});

test('a reader goes on with what is appended after it came to the end', () => {
  const log = new DiskLog(folder, SHARE);
  const reader = log.reader(null);
  expect(reader.next()).toBeNull();
  for (let seq = 1; seq <= 300; seq++) {
    log.append([round(seq)]);
    expect(reader.next()?.seq).toBe(seq);
    expect(reader.next()).toBeNull();
  }
  log.close();
});

test('a torn end is cut off, whatever byte the power cut came at, and appending goes on behind the last whole round', () => {
  const log = new DiskLog(folder, SHARE);
  log.append(rounds(1, 5));
  log.close();
  const [name = ''] = readdirSync(folder);
  const path = join(folder, name);
  const bytes = readFileSync(path);
  fc.assert(
    fc.property(fc.nat(bytes.length), fc.uint8Array({ maxLength: 20 }), (cut, dirt) => {
      writeFileSync(path, bytes);
      truncateSync(path, cut);
      appendFileSync(path, dirt);
      const found = new DiskLog(folder, SHARE);
      const whole = read(found).length;
      expect(read(found)).toEqual(numbers(1, whole));
      // Everything that lay whole before the cut is there: five rounds of the same length.
      expect(whole).toBe(Math.floor(cut / (bytes.length / 5)));
      found.append([round(9)]);
      expect(read(found)).toEqual([...numbers(1, whole), 9]);
      found.close();
    }),
    { numRuns: 60 },
  );
});

test('a damaged round in the middle is left out, counted, and takes no other with it', () => {
  const log = new DiskLog(folder, SHARE);
  log.append(rounds(1, 9));
  log.close();
  const [name = ''] = readdirSync(folder);
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const at = Math.floor((bytes.length / 9) * 4.5);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const found = new DiskLog(folder, SHARE);
  expect(read(found)).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
  expect(found.damaged).toBe(bytes.length / 9);
  found.close();
});

test('when its share is full of what nobody has, nothing is freed and the append is refused whole', () => {
  const log = new DiskLog(folder, SHARE);
  const last = filled(log);
  expect(log.burden).toBeGreaterThan(0.95);
  expect(() => log.append(rounds(last + 1, last + 2))).toThrow(DiskFull);
  expect(read(log)).toEqual(numbers(1, last));
  log.close();
  const again = new DiskLog(folder, SHARE);
  expect(read(again)).toEqual(numbers(1, last));
  again.close();
});

test('what was receipted gives way to new rounds, oldest first, and never what was not', () => {
  const log = new DiskLog(folder, SHARE);
  const last = filled(log);
  const half = Math.floor(last / 2);
  log.release({ boot: 1, seq: half }, 0);
  let seq = last;
  for (; ; seq++) {
    try {
      log.append([round(seq + 1)]);
    } catch (error) {
      expect(error).toBeInstanceOf(DiskFull);
      break;
    }
  }
  expect(seq).toBeGreaterThan(last + half * 0.8);
  expect(read(log, { boot: 1, seq: half })).toEqual(numbers(half + 1, seq));
  log.close();
});

test('what was receipted is kept until it is older than what is to be kept', () => {
  const log = new DiskLog(folder, SHARE);
  for (let seq = 1; seq <= 900; seq++) log.append([round(seq)]);
  log.release({ boot: 1, seq: 900 }, 0);
  expect(read(log)).toEqual(numbers(1, 900));
  log.release({ boot: 1, seq: 900 }, 1_000_000_000 + 600 * MINUTE);
  const left = read(log);
  expect(left.at(-1)).toBe(900);
  expect(left[0]).toBeGreaterThan(300);
  expect(left[0]).toBeLessThanOrEqual(600);
  log.close();
});
