import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { needOf } from '../../../devices/agent/need.ts';
import { readAgentSettings, secretOf } from '../../../devices/agent/settings-file.ts';

const EXAMPLE = fileURLToPath(new URL('../../../devices/agent/agent.example.yaml', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'giulanh-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The example with one thing changed. */
function changed(from: string, to: string): string {
  const text = readFileSync(EXAMPLE, 'utf8');
  expect(text).toContain(from);
  const file = join(folder, 'agent.yaml');
  writeFileSync(file, text.replace(from, to));
  return file;
}

test('the example is whole, and says what thirty days of it need', () => {
  const settings = readAgentSettings(EXAMPLE);
  expect(settings.devices[0]?.sources.map(({ kind }) => kind)).toEqual([
    'one-wire',
    'modbus',
    'serial',
    'mqtt',
  ]);
  expect(needOf(settings)).toMatchObject({ enough: true });
});

test.each([
  ['an unknown field', 'keepDays: 30', 'keepDay: 30', /: keepDay: /],
  ['no days at all', 'keepDays: 30', 'keepDays: 0', /: keepDays/],
  ['an address of another kind', 'mqtts://', 'http://', /: service\.url/],
  ['an expression without celsius', '(?<celsius>-?[\\d.]+)', '(-?[\\d.]+)', /: .*line/],
  ['a broken expression', '(?<celsius>-?[\\d.]+)', '(?<celsius>[', /: .*line/],
  ['a probe with a space', "'5' }", "'5 a' }", /: .*probes/],
  ['both ways of Modbus', 'host: 192.168.1.20', 'path: /dev/ttyS0\n        host: a', /: .*either host/],
  ['a limit no sensor shows', 'limitCelsius: 8,', 'limitCelsius: 800,', /: .*limitCelsius/],
  ['no YAML', 'keepDays: 30', 'keepDays: "30" days', /: /],
])('%s is refused with its line', (_, from, to, message) => {
  const file = changed(from, to);
  const text = readFileSync(file, 'utf8');
  const line = text.slice(0, text.indexOf(to)).split('\n').length;
  expect(() => readAgentSettings(file)).toThrow(message);
  // Of two fields that exclude each other the whole they are in is named, which begins a line before.
  const named = [line, line - 1].map((one) => `${file}:${one}: `);
  expect(said(file)).toSatisfy((all: string) => named.some((place) => all.includes(place)));
});

function said(file: string): string {
  try {
    readAgentSettings(file);
  } catch (error) {
    return String(error);
  }
  return '';
}

test('a device that is there twice is refused', () => {
  const file = changed(
    'devices:\n',
    'devices:\n  - { id: tram-ba-vi-1, sources: [{ kind: one-wire, probes: {} }] }\n',
  );
  expect(() => readAgentSettings(file)).toThrow(/there twice/);
});

test('too little disk for the days is said before anything runs', () => {
  const { enough, text } = needOf(readAgentSettings(changed('diskMegabytes: 256', 'diskMegabytes: 20')));
  expect(enough).toBe(false);
  expect(text).toContain('KHÔNG ĐỦ');
});

test('a secret comes from a file beside the settings or from the environment, and its absence is named', () => {
  writeFileSync(join(folder, 's'), 'abc\n');
  expect(secretOf({ file: 's' }, folder, {})).toBe('abc');
  expect(secretOf({ env: 'S' }, folder, { S: 'def' })).toBe('def');
  expect(() => secretOf({ file: 'none' }, folder, {})).toThrow(/none/);
  expect(() => secretOf({ env: 'NONE' }, folder, {})).toThrow(/NONE/);
});
