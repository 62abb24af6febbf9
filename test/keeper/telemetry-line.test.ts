/** Telemetry on its way to the keeper: when is a batch sent, who hears of its commit, and who must wait meanwhile? */
import { expect, test } from 'vitest';
import { TelemetryLine } from '../../src/keeper/telemetry-line.ts';
import type { ToKeeper } from '../../src/keeper/wire.ts';
import type { Delivery } from '../../src/mqtt/ports.ts';

type Ingest = Extract<ToKeeper, { type: 'ingest' }>;
const turn = () => new Promise(setImmediate);

function open() {
  const sent: Ingest[] = [];
  const settled: [device: string, error: string | null][] = [];
  let id = 0;
  let isReady = true;
  const line = new TelemetryLine({
    post: (message) => void sent.push(message as Ingest),
    nextId: () => id++,
    isReady: () => isReady,
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
  };
}

test('what is live is sent though two batches of a backlog are on their way', async () => {
  const { line, sent, settled, say } = open();
  for (let i = 0; i < 60; i++) say(`night-${i}`, 2_000);
  await turn();
  line.flush();
  line.flush();
  expect(sent.map((one) => one.lane)).toEqual(['backlog', 'backlog']);
  say('now', 60);
  await turn();
  expect(sent.map((one) => one.lane)).toEqual(['backlog', 'backlog', 'live']);
  expect(settled).toEqual([]);
  line.ingested(2);
  expect(settled).toEqual([['now', null]]);
  line.ingested(0);
  expect(sent.at(-1)?.lane).toBe('backlog');
  expect(settled.length).toBe(1 + (sent[0]?.batch.length ?? 0));
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
    line.ingested(done);
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
  line.ingested(0);
  expect(settled).toHaveLength(301);
});
