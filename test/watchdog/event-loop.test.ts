/** Is a socket thread that stood still seen from outside? */
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EventLoop } from '../../src/watchdog/event-loop.ts';

const figure = (lines: readonly string[], name: string): number =>
  Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? Number.NaN);

test('a loop that something held up shows for how long, and its heap is told beside it', async () => {
  const loop = new EventLoop();
  // It is looked at for the first time when the loop turns.
  const beginning = performance.now();
  while (performance.now() - beginning < 30) await turn();
  const held = performance.now() + 300;
  while (performance.now() < held);
  const after = performance.now();
  while (performance.now() - after < 30) await turn();
  const lines = loop.metrics();
  loop.close();
  const most = figure(lines, 'giulanh_event_loop_delay_max_seconds');
  expect(most).toBeGreaterThan(0.25);
  expect(figure(lines, 'giulanh_event_loop_delay_p99_seconds')).toBeLessThanOrEqual(most);
  expect(figure(lines, 'giulanh_event_loop_delay_p50_seconds')).toBeGreaterThanOrEqual(0);
  expect(figure(lines, 'nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6);
  expect(figure(lines, 'nodejs_external_memory_bytes')).toBeGreaterThan(0);
});
