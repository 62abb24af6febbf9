/** Is a socket thread that stood still seen from outside? */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EventLoop } from '../../src/watchdog/event-loop.ts';

const figure = (lines: readonly string[], name: string): number =>
  Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? Number.NaN);

test('a loop that something held up shows for how long, and its heap is told beside it', async () => {
  const loop = new EventLoop();
  // Timers run in the order in which they are due: after each wait it was looked at once more.
  await wait(30);
  await wait(30);
  const held = performance.now() + 300;
  while (performance.now() < held);
  await wait(30);
  const lines = loop.metrics();
  loop.close();
  const most = figure(lines, 'giulanh_event_loop_delay_max_seconds');
  expect(most).toBeGreaterThan(0.25);
  expect(figure(lines, 'giulanh_event_loop_delay_p99_seconds')).toBeLessThanOrEqual(most);
  expect(figure(lines, 'giulanh_event_loop_delay_p50_seconds')).toBeGreaterThanOrEqual(0);
  expect(figure(lines, 'nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6);
  expect(figure(lines, 'nodejs_external_memory_bytes')).toBeGreaterThan(0);
});
