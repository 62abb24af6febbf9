import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { Sample } from '../../../../devices/agent/round.ts';
import type { SourceOf } from '../../../../devices/agent/settings.ts';
import { readLocal } from '../../../../devices/agent/sources/local-mqtt.ts';
import { readLine, SerialSource } from '../../../../devices/agent/sources/serial.ts';

const named = /^(?<probe>\w+)=(?<celsius>[-+]?[\d.,]*)/;
test.each([
  ['a line of a probe', 'a=4.1 C', { a: '1' }, { probe: '1', celsius: 4.1 }],
  ['a decimal comma', 'a=-18,5', { a: '1' }, { probe: '1', celsius: -18.5 }],
  ['no number', 'a=', { a: '1' }, { probe: '1', celsius: null }],
  ['two points', 'a=4.1.2', { a: '1' }, { probe: '1', celsius: null }],
  ['a probe that is not known', 'b=4.1', { a: '1' }, null],
  ['noise', '\u0000\u00ff#', { a: '1' }, null],
  ['a line without an end', `a=${'1'.repeat(2_000)}`, { a: '1' }, null],
])('%s', (_, line, probes, sample) => {
  expect(readLine(line, named, probes)).toEqual(sample);
});

test('lines of one thermometer name no probe', () => {
  expect(readLine('T 4.5', /^T (?<celsius>\S+)$/, {})).toEqual({ probe: '1', celsius: 4.5 });
  expect(readLine('T 4.5', /^T (?<celsius>\S+)$/, { '*': 'tu' })).toEqual({ probe: 'tu', celsius: 4.5 });
});

const NOW = Date.parse('2026-11-23T08:00:00Z');
const local = (profile: string | undefined, probes: Record<string, string>): SourceOf<'mqtt'> => ({
  ...{ kind: 'mqtt', url: 'mqtt://127.0.0.1', topics: ['t'], probes },
  ...(profile === undefined ? {} : { profile }),
});
const say = (settings: SourceOf<'mqtt'>, text: string, topic = 't') =>
  readLocal(settings, topic, Buffer.from(text), NOW);

test.each([
  ['a number', '4.25', { t: '2' }, [{ probe: '2', celsius: 4.25 }]],
  ['nothing', '', { t: '2' }, [{ probe: '2', celsius: null }]],
  ['words', 'unavailable', { t: '2' }, [{ probe: '2', celsius: null }]],
  ['a topic that is not known', '4.25', { u: '2' }, []],
  ['any topic', '4.25', { '*': '2' }, [{ probe: '2', celsius: 4.25 }]],
])('a message that is %s', (_, text, probes, samples) => {
  expect(say(local(undefined, probes), text)).toEqual(samples);
});

test('a local sensor that speaks our own format keeps its own times and whatever else it measures', () => {
  const text = JSON.stringify({
    readings: [
      { at: '2026-11-23T07:00:00Z', celsius: 4, probe: 'a', battery: 80 },
      { celsius: 5, probe: 'b', door: true },
      { celsius: 500, probe: 'b' },
    ],
  });
  expect(say(local('giulanh', { '*': '*' }), text)).toEqual([
    { probe: 'a', celsius: 4, battery: 80, at: NOW - 3_600_000 },
    { probe: 'b', celsius: 5, door: true },
    { probe: 'b', celsius: null },
  ]);
  expect(say(local('giulanh', { t: '7' }), text).map(({ probe }) => probe)).toEqual(['7', '7', '7']);
});

/** Two ends of a line: what is written to the one comes out of the other, whose name is its first line. */
const PTY = `
import os, pty, sys
near, far = pty.openpty()
print(os.ttyname(far), flush=True)
for line in sys.stdin: os.write(near, line.encode())
`;

test('a serial line is read as it comes, in pieces or several lines at once', async () => {
  const python = spawn('python3', ['-c', PTY], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void python.kill());
  const path = await new Promise<string>((resolve) => {
    python.on('error', () => resolve(''));
    createInterface(python.stdout).once('line', resolve);
  });
  if (path === '') {
    console.warn('Not tried here, for there is no python3 to make one: a serial line');
    return;
  }
  const source = new SerialSource(
    {
      kind: 'serial',
      path,
      baud: 9_600,
      line: '^(?<probe>\\w+)=(?<celsius>\\S+)$',
      probes: { a: '1', b: '2' },
    },
    () => {},
  );
  onTestFinished(() => source.close());
  const taken: Sample[] = [];
  const whole = new Promise<void>((resolve) =>
    source.start((samples) => {
      taken.push(...samples);
      if (taken.some(({ celsius }) => celsius === 99)) resolve();
      return true;
    }),
  );
  // What is written before the line is open may be lost, as on a real one: it is said until it was heard.
  const saying = setInterval(() => python.stdin.write('a=4.1\nb=-18.5\nx=1\na=99\n'), 100);
  await whole;
  clearInterval(saying);
  expect(taken.slice(-3)).toEqual([
    { probe: '1', celsius: 4.1 },
    { probe: '2', celsius: -18.5 },
    { probe: '1', celsius: 99 },
  ]);
});
