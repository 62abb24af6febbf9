import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshDirectory, giulanh } from './house.ts';
import { writeProvince } from './province.ts';

async function applied(): Promise<string> {
  const data = freshDirectory();
  expect((await giulanh(data, 'apply', writeProvince(data))).code).toBe(0);
  return data;
}

describe('giulanh describe', () => {
  test('prints what apply takes back without a change, and an empty store takes whole', async () => {
    const data = await applied();
    const told = await giulanh(data, 'describe');
    expect(told.code).toBe(0);
    const file = join(data, 'told.yaml');
    writeFileSync(file, told.out);
    expect((await giulanh(data, 'apply', file)).out).toContain('Nothing changed.');

    const empty = freshDirectory();
    const made = await giulanh(empty, 'apply', file);
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/device do-1: \S+/);
    expect((await giulanh(empty, 'describe')).out).toBe(told.out);
  });

  test('writes a file that only its owner reads, and replaces one only when told to', async () => {
    const data = await applied();
    const file = join(data, 'out.yaml');
    expect((await giulanh(data, 'describe', file)).out).toContain('Wrote the registry');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await giulanh(data, 'describe', file);
    expect([again.code, again.err.includes('[EXPORT_EXISTS]')]).toEqual([1, true]);
    writeFileSync(file, 'old');
    expect((await giulanh(data, 'describe', file, '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('name: Tủ lạnh 1');
  });

  test('makes no store where there is none', async () => {
    const data = freshDirectory();
    const told = await giulanh(data, 'describe');
    expect([told.code, told.err.includes('STORE_MISSING')]).toEqual([1, true]);
    expect(existsSync(join(data, 'giulanh.db'))).toBe(false);
  });
});
