import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { freshDirectory } from './house.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The machine's own Node, where it is too old for TypeScript. */
const old = [process.env.OLD_NODE ?? '', '/usr/bin/node', '/usr/local/bin/node'].find(
  (path) =>
    existsSync(path) &&
    spawnSync(path, ['-p', 'process.features.typescript']).stdout.toString().trim() === 'undefined',
);
if (old === undefined) console.warn('Skipped: the tests with an old Node, for this machine has none');

describe.skipIf(old === undefined)('under a Node that is too old', () => {
  test('the command line starts itself again with the Node that npm installed', () => {
    const ran = spawnSync(old ?? '', [join(root, 'src/cli.js'), 'apply', '/no/such/file'], {
      encoding: 'utf8',
    });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('[ENOENT]');
  });

  test('without one it says in a line what is missing', () => {
    const ran = spawnSync(old ?? '', [clone()], { encoding: 'utf8' });
    expect(ran.status).toBe(1);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
    expect(ran.stderr).toContain('22.18 or later wanted; run npm ci first');
  });

  test('and one that is too old itself is not started for ever', () => {
    const program = clone();
    const bin = join(dirname(dirname(program)), 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(old ?? '', join(bin, 'node'));
    const ran = spawnSync(old ?? '', [program], { encoding: 'utf8', timeout: 10_000 });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('22.18 or later wanted');
  });
});

/** The first file of the command line, in a folder where nothing was installed. */
function clone(): string {
  const folder = freshDirectory();
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['cli.js', 'launch.js'])
    copyFileSync(join(root, 'src', name), join(folder, 'src', name));
  return join(folder, 'src/cli.js');
}
