/** The chain of a real service tries itself: from its own MQTT door to a webhook, and tells a receiver outside. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { ServiceProcess } from '../faults/process.ts';
import { quietPort } from '../ports.ts';
import { receiver } from '../watchdog/receiver.ts';

test('a reading of its own becomes a message that a webhook takes, again and again, and somebody outside hears of it', {
  timeout: 300_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-canary-'));
  const data = join(directory, 'data');
  mkdirSync(data);
  const [hook, outside] = await Promise.all([receiver(), receiver()]);
  writeFileSync(join(directory, 'hook'), 'bi-mat-cua-hook');
  const to = [{ name: 'canary', url: hook.url, secret: { file: 'hook' } }];
  const settings = {
    webhooks: { privateHosts: [`127.0.0.1:${hook.port}`], to },
    canary: { everyMinutes: 0.05, deadMan: { url: outside.url, everySeconds: 1 } },
  };
  writeFileSync(join(directory, 'kenh.json'), JSON.stringify(settings));
  const httpPort = await quietPort();
  const mqttPort = await quietPort();
  const service = new ServiceProcess(
    { data, mqttPort, httpPort, log: join(directory, 'log') },
    { environment: { GIULANH_NOTIFY: join(directory, 'kenh.json') } },
  );
  onTestFinished(async () => {
    await service.end('SIGTERM');
    rmSync(directory, { recursive: true });
  });
  await service.ready();

  await hook.heardOf(2);
  await outside.heardOf(2);
  const bodies = hook.heard.map(({ body }) => JSON.parse(body) as { id: string; reason: string });
  expect(bodies.every(({ reason }) => reason === 'canary')).toBe(true);
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(bodies.length);
  expect(outside.heard[0]).toMatchObject({ method: 'GET', path: '/song' });

  const metrics = await (await fetch(`http://127.0.0.1:${httpPort}/metrics`)).text();
  for (const line of [
    /^giulanh_canary_whole 1$/m,
    /^giulanh_canary_age_seconds \d+$/m,
    /^giulanh_dead_man_last_success_seconds \d+$/m,
    /^giulanh_keeper_alerts_critical 0$/m,
    /^giulanh_keeper_alerts_warning 0$/m,
    /^giulanh_keeper_notices_waiting \d+$/m,
    /^giulanh_keeper_notices_oldest_seconds \d+$/m,
  ])
    expect(metrics).toMatch(line);

  const guess = { clientId: '_canary', username: '_canary', password: 'bi-mat-cua-hook', reconnectPeriod: 0 };
  await expect(connectAsync(`mqtt://127.0.0.1:${mqttPort}`, guess)).rejects.toThrow();
});
