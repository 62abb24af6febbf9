import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Logger } from '../e2e/enrol-house.ts';
import { freshDirectory, giulanh, startService } from './house.ts';

const PROVINCE = `
sites: [{ id: tinh }]
units: [{ id: tu-1, kind: refrigerator, site: tinh }]
devices: [{ id: do-1, unit: tu-1, secret: a-secret-of-one }]
`;

async function applied(): Promise<string> {
  const data = freshDirectory();
  const file = join(data, 'province.yaml');
  writeFileSync(file, PROVINCE);
  expect(await giulanh(data, 'apply', file)).toMatchObject({ code: 0 });
  return data;
}

describe('giulanh device revoke', () => {
  test('closes the connection of a device while the service runs, and lets it in no more', async () => {
    const data = await applied();
    const { mqttPort } = await startService(data);
    const logger = await Logger.connect(mqttPort, 'do-1', 'a-secret-of-one');
    const ended = logger.ended();
    const ran = await giulanh(data, 'device', 'revoke', 'do-1', '--reason', 'mất cắp');
    expect(ran).toMatchObject({ code: 0, err: '', out: expect.stringContaining('do-1') });
    await ended;
    await expect(Logger.connect(mqttPort, 'do-1', 'a-secret-of-one')).rejects.toThrow();
  });

  test('works as well while the service is down', async () => {
    const data = await applied();
    expect(await giulanh(data, 'device', 'revoke', 'do-1', '--reason', 'lost')).toMatchObject({ code: 0 });
    const { mqttPort } = await startService(data);
    await expect(Logger.connect(mqttPort, 'do-1', 'a-secret-of-one')).rejects.toThrow();
  });

  test.each([
    [['device'], 2, 'USAGE_VERB'],
    [['device', 'kill'], 2, 'USAGE_VERB'],
    [['device', 'revoke'], 2, 'USAGE_DEVICE'],
    [['device', 'revoke', 'do-1'], 2, 'USAGE_REASON'],
    [['device', 'revoke', 'do-1', '--reason', ' '], 1, 'REASON_REQUIRED'],
    [['device', 'revoke', 'nix', '--reason', 'x'], 1, 'DEVICE_UNKNOWN'],
  ])('%j is not done, and says why', async (args, code, reason) => {
    const ran = await giulanh(await applied(), ...args);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(`[${reason}]`);
  });
});
