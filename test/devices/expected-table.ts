/**
 * Prints a table of every shared logger export, series, DS01 file and payload: what was found in it independently, and what is
 * read here. `node test/devices/expected-table.ts`; exit status 1 when any differs.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Row, rowOf } from './expected-rows.ts';
import { type Facts, hasShared, sharedFiles } from './shared.ts';

const FOLDERS = ['loggers', 'series', 'cce-ds01', 'payloads'];
const MOST_SHOWN = 6;
/** A fact that fills lines is told by its length. */
const LONGEST = 40;

function shown(facts: Facts, keys: readonly string[]): string {
  return keys
    .map((key) => {
      const value = facts[key];
      if (Array.isArray(value)) return `${key} (${value.length})`;
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return `${key} ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
    })
    .join(', ');
}

function line({ file, expected, got, note }: Row): { text: string; same: boolean } {
  const keys = Object.keys(expected);
  const wrong = keys.filter((key) => !isDeepStrictEqual(expected[key], got[key]));
  const first = [...wrong, ...keys.filter((key) => !wrong.includes(key))].slice(0, MOST_SHOWN);
  const same = wrong.length === 0 && keys.length > 0;
  const verdict = same ? `all ${keys.length} as expected` : `differs in ${wrong.join(', ')}`;
  const told = note === undefined ? verdict : `${verdict}; ${note}`;
  return { text: `| ${file} | ${shown(expected, first)} | ${shown(got, first)} | ${told} |`, same };
}

if (!hasShared) {
  process.stderr.write('Cannot print the table: ../shared/data is not here\n');
  process.exit(1);
}
const lines = FOLDERS.flatMap(sharedFiles).map((file) => ({ file, row: rowOf(file) }));
const told = lines.flatMap(({ row }) => (row === null ? [] : [line(row)]));
const without = lines.filter(({ row }) => row === null).map(({ file }) => file);
process.stdout.write(
  `${['| file | expected | got | verdict |', '| --- | --- | --- | --- |', ...told.map(({ text }) => text)].join('\n')}\n\n`,
);
process.stdout.write(`${told.filter(({ same }) => same).length} of ${told.length} files as expected. `);
process.stdout.write(`Without measurements of their own: ${without.join(', ')}.\n`);
process.exitCode = told.every(({ same }) => same) ? 0 : 1;
