import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { finished, freshDirectory, giulanh, startGiulanh } from './house.ts';

describe('the command line', () => {
  test.each([
    [['--help'], 0, 'giulanh restore FILE'],
    [['apply', '--help'], 0, '--dry-run'],
    [['import', '--help'], 0, '--temperature'],
    [['backup', '--help'], 0, '--force'],
    [['restore', '--help'], 0, 'replaced-'],
    [['export', '--help'], 0, '--new-key'],
    [['verify', '--help'], 0, '--witness'],
  ])('%j explains itself in Vietnamese and English', async (args, code, words) => {
    const ran = await giulanh(freshDirectory(), ...args);
    expect(ran).toMatchObject({ code, err: '' });
    expect(ran.out).toContain(words);
    expect(ran.out).toMatch(/[ạảấầậắằặ]/);
  });

  test.each([
    [[], 'USAGE_VERB'],
    [['prove'], 'USAGE_VERB'],
    [['verify'], 'USAGE_KEY'],
    [['verify', 'a', 'b', '--key', 'k'], 'USAGE_FILE'],
    [['verify', '--fast'], 'USAGE_UNKNOWN_OPTION'],
    [['export'], 'USAGE_FILE'],
    [['apply'], 'USAGE_FILE'],
    [['apply', 'a', 'b'], 'USAGE_FILE'],
    [['backup', 'a', '--fast'], 'USAGE_UNKNOWN_OPTION'],
    [['import', 'a.txt', '--unit', 'tu-1'], 'IMPORT_USAGE_WRONG'],
  ])('%j is not understood, and the way to do it is shown', async (args, code) => {
    const ran = await giulanh(freshDirectory(), ...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err).toContain('giulanh');
  });

  test.each([
    [['apply', '/no/such/file'], 'ENOENT'],
    [['backup', '/tmp/never-made'], 'STORE_MISSING'],
    [['export', '/tmp/never-made'], 'STORE_MISSING'],
    [['restore', '/no/such/file'], 'ENOENT'],
  ])('%j cannot be done, and says why', async (args, code) => {
    const ran = await giulanh(freshDirectory(), ...args);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(`[${code}]`);
  });

  test('as a process it says with its exit status whether it did what was asked', async () => {
    const data = freshDirectory();
    const [good, bad] = await Promise.all([
      finished(startGiulanh(data, 'apply', '--help')),
      finished(startGiulanh(data, 'backup', 'copy')),
    ]);
    expect(good).toMatchObject({ code: 0, err: '' });
    expect(bad).toMatchObject({ code: 1, out: '' });
    expect(bad.err).toContain('[STORE_MISSING]');
  });

  test('a reader that stops reading is no failure', async () => {
    const child = startGiulanh(freshDirectory(), '--help');
    child.stdout?.destroy();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});
