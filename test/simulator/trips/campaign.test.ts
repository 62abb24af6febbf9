import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { campaign } from '../../../simulator/trips/campaign.ts';
import { passed, reportText } from '../../../simulator/trips/check.ts';

const directory = mkdtempSync(join(tmpdir(), 'giulanh-trips-'));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

test('the running service knows who held what, after trips on which much went wrong and it was killed now and then', async () => {
  const report = await campaign({
    seed: 'ban-me',
    trips: 8,
    directory,
    endAt: Date.now(),
    kills: 4,
  });
  expect(passed(report), reportText(report)).toBe(true);
  expect(report.record.handoffs).toBeGreaterThan(15);
  expect(report.split).toBeGreaterThan(0);
  expect(report.deaths).toBeGreaterThan(0);
  expect(report.looks).toBeGreaterThan(20);
}, 240_000);
