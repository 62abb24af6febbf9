import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type State, StateFile } from '../../../devices/agent/state-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'giulanh-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const state = (boot: number): State => ({
  boot,
  receipted: { boot, seq: 3 },
  latest: 5,
  clock: null,
  lost: null,
});

function read(path: string): State | null {
  const { file, state: found } = StateFile.open(path);
  file.close();
  return found;
}

test('what was written last is what is read, and the file never grows', () => {
  const path = join(folder, 'state');
  expect(read(path)).toBeNull();
  const { size } = statSync(path);
  for (const boot of [1, 2, 3]) {
    const { file } = StateFile.open(path);
    file.write(state(boot));
    file.write(state(boot + 10));
    file.close();
    expect(read(path)).toEqual(state(boot + 10));
  }
  expect(statSync(path).size).toBe(size);
});

test('a power cut at any byte of a write leaves the former state or the new one', () => {
  const path = join(folder, 'state');
  const { file } = StateFile.open(path);
  file.write(state(1));
  file.write(state(2));
  const before = readFileSync(path);
  file.write(state(3));
  file.close();
  const after = readFileSync(path);
  const torn = join(folder, 'torn');
  const [from = 0] = [...after.entries()].find(([i, byte]) => byte !== before[i]) ?? [];
  for (let cut = from; cut <= from + 400; cut += 1) {
    writeFileSync(torn, Buffer.concat([after.subarray(0, cut), before.subarray(cut)]));
    expect([2, 3]).toContain(read(torn)?.boot);
  }
  copyFileSync(path, torn);
  expect(read(torn)?.boot).toBe(3);
});

test('a state of which nothing can be read is none', () => {
  const path = join(folder, 'state');
  writeFileSync(path, Buffer.alloc(8_192, 7));
  expect(read(path)).toBeNull();
});
