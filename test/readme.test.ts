import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { problemsIn } from './fleet/province.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

test('the province in the README can be applied as it stands', () => {
  const [, province] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(province).toContain('sites:');
  expect(problemsIn(province ?? '')).toEqual([]);
});

test('every npm script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: object };
  const named = [...readme.matchAll(/npm (?:run ([\w:-]+)|(start|test))\b/g)].map(
    ([, run, short]) => run ?? short,
  );
  expect(new Set(named).size).toBeGreaterThan(5);
  for (const name of named) expect(scripts).toHaveProperty([name ?? '']);
});

test('every environment variable that the service reads is in the README, and no other', () => {
  const source = readFileSync(`${root}src/environment.ts`, 'utf8');
  const names = (text: string) => [...new Set(text.match(/GIULANH_[A-Z_]+/g))].sort();
  expect(names(readme)).toEqual(names(source));
});

test('every file that the README points to exists', () => {
  const paths = [...readme.matchAll(/`((?:src|devices|simulator|dashboards)\/[\w./-]*)`/g)].map(
    ([, path]) => path,
  );
  expect(paths.length).toBeGreaterThan(8);
  for (const path of paths) expect(() => readFileSync(`${root}${path}`)).not.toThrow(/ENOENT/);
});
