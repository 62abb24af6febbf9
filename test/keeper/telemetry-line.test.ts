/** Telemetry on its way to the keeper: when is a batch sent, who hears of its commit, and who must wait meanwhile? */
import { afterEach, expect, test, vi } from 'vitest';
import { APART_MS } from '../../src/keeper/pace.ts';
import { TelemetryLine } from '../../src/keeper/telemetry-line.ts';
import type { ToKeeper } from '../../src/keeper/wire.ts';
import type { Delivery } from '../../src/mqtt/ports.ts';

type Ingest = Extract<ToKeeper, { type: 'ingest' }>;
afterEach(() => void vi.useRealTimers());
const turn = () => new Promise(setImmediate);

function open() {
  const sent: Ingest[] = [];
  const settled: [device: string, error: string | null][] = [];
  let id = 0;
  let isReady = true;
  let now = 0;
  const line = new TelemetryLine({
    post: (message) => void sent.push(message as Ingest),
    nextId: () => id++,
    isReady: () => isReady,
    clock: () => now,
  });
  const say = (device: string, bytes: number) => {
    const delivery: Delivery = {
      device,
      kind: 'telemetry',
      payload: new Uint8Array(bytes),
      size: bytes,
      receivedAt: 0,
      settle: (error) => void settled.push([device, error?.message ?? null]),
    };
    return line.offer(delivery);
  };
  return {
    line,
    sent,
    settled,
    say,
    fail: () => {
      isReady = false;
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('what is live is sent though two batches of a backlog are on their way', async () => {
  const { line, sent, settled, say } = open();
  for (let i = 0; i < 120; i++) say(`night-${i}`, 2_000);
  await turn();
  line.flush();
  line.flush();
  expect(sent.map((one) => one.lane)).toEqual(['backlog', 'backlog']);
  say('now', 60);
  await turn();
  expect(sent.map((one) => one.lane)).toEqual(['backlog', 'backlog', 'live']);
  expect(settled).toEqual([]);
  line.ingested(2, 1);
  expect(settled).toEqual([['now', null]]);
  line.ingested(0, 1);
  expect(sent.at(-1)?.lane).toBe('backlog');
  expect(settled.length).toBe(1 + (sent[0]?.batch.length ?? 0));
});

test('a backlog goes in large batches while nothing is live, in small ones for a second after something was', async () => {
  const { line, sent, say, pass } = open();
  const bytesOf = (one: Ingest | undefined): number => one?.batch.bytes.byteLength ?? 0;
  for (let i = 0; i < 400; i++) say(`night-${i}`, 1_900);
  await turn();
  line.flush();
  const alone = sent.map(bytesOf);
  expect(alone).toHaveLength(2);
  expect(Math.min(...alone)).toBeGreaterThan(80_000);
  say('now', 60);
  await turn();
  expect(sent.at(-1)?.lane).toBe('live');
  line.ingested(0, 20);
  expect(bytesOf(sent.at(-1))).toBeLessThan(30_000);
  pass(999);
  line.ingested(1, 20);
  expect(bytesOf(sent.at(-1))).toBeLessThan(30_000);
  pass(1);
  line.ingested(3, 5);
  expect(bytesOf(sent.at(-1))).toBeGreaterThan(80_000);
});

test('little of a backlog goes at once after a pause, and right after a batch when it is enough or a moment has passed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { line, sent, settled, say, pass } = open();
  const sizes = () => sent.map((one) => one.batch.length);
  say('night-1', 2_000);
  await turn();
  expect(sizes()).toEqual([1]);
  for (const i of [2, 3, 4]) say(`night-${i}`, 2_000);
  await turn();
  line.ingested(0, 1);
  expect(sizes()).toEqual([1]);
  expect(settled).toHaveLength(1);
  pass(APART_MS);
  vi.advanceTimersByTime(APART_MS);
  expect(sizes()).toEqual([1, 3]);
  for (let i = 5; i < 13; i++) say(`night-${i}`, 2_000);
  await turn();
  expect(sizes()).toEqual([1, 3, 8]);
  line.ingested(1, 1);
  line.ingested(2, 1);
  say('now', 60);
  await turn();
  expect(sent.map((one) => one.lane)).toEqual(['backlog', 'backlog', 'backlog', 'live']);
});

test('what the batches of a backlog took the keeper decides how large they become; those of the live say nothing of it', async () => {
  const { line, sent, say } = open();
  const sizes: number[] = [];
  const room = () => say(`night-${sizes.length}-${line.length}`, 1_900);
  say('now', 60);
  await turn();
  line.ingested(0, 500);
  for (let done = 1; done <= 24; done++) {
    while (line.length < 500) room();
    line.flush();
    sizes.push(sent[done]?.batch.length ?? 0);
    line.ingested(done, done <= 12 ? 2 : 40);
  }
  expect(sizes[0]).toBe(12);
  expect(sizes[11]).toBeGreaterThan(40);
  expect(sizes[23]).toBeLessThan(12);
});

test('no room for a backlog: those who wait for all or for it are told when it is drained, the live never waited', () => {
  const { line, sent, say } = open();
  const told: string[] = [];
  while (say('night', 60_000));
  expect(line.holdsBacklogOnly()).toBe(true);
  expect(line.hasRoom()).toBe(false);
  line.whenDrained(() => told.push('live'), 'live');
  line.whenDrained(() => told.push('backlog'), 'backlog');
  line.whenDrained(() => told.push('all'));
  expect(told).toEqual(['live']);
  line.flush();
  for (let done = 0; told.length === 1; done++) {
    expect(done).toBeLessThan(sent.length);
    line.ingested(done, 1);
  }
  expect(told).toEqual(['live', 'backlog', 'all']);
  expect(line.hasRoom()).toBe(true);
});

test('when the keeper fails, everyone who waits hears it once and may go on', async () => {
  const { line, settled, say, fail } = open();
  const told: string[] = [];
  for (let i = 0; i < 300; i++) say('night', 60_000);
  say('now', 60);
  line.whenDrained(() => told.push('all'));
  await turn();
  fail();
  line.refuse(new Error('the disk'));
  expect(settled).toHaveLength(301);
  expect(new Set(settled.map(([, error]) => error))).toEqual(new Set(['the disk']));
  expect(told).toEqual(['all']);
  expect(line.length).toBe(0);
  line.ingested(0, 1);
  expect(settled).toHaveLength(301);
});
