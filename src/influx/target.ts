/** Opens the InfluxDB that the settings mean: the writing and the reading half of its line as one Target. */
import { TARGET_LIMITS, type TargetLimits } from './limits.ts';
import { targetName } from './settings.ts';
import type { Target, TargetSettings } from './types.ts';
import { writerV1 } from './v1.ts';
import { openClientV1 } from './v1-client.ts';
import { queriesV1 } from './v1-queries.ts';
import { writerV2 } from './v2.ts';
import { openClientV2 } from './v2-client.ts';
import { queriesV2 } from './v2-queries.ts';

/** Connects to nothing yet. Closed, it lets its connections go. */
export function openTarget(settings: TargetSettings, options: Partial<TargetLimits> = {}): Target {
  const limits = { ...TARGET_LIMITS, ...options };
  const name = targetName(settings);
  if (settings.version === 1) {
    const client = openClientV1(settings);
    return {
      version: 1,
      name,
      ...writerV1(client, limits),
      ...queriesV1(client, limits.readWithinMs),
      close: async () => client.close(),
    };
  }
  const client = openClientV2(settings);
  return {
    version: 2,
    name,
    ...writerV2(client, settings, limits),
    ...queriesV2(client, settings, limits),
    close: async () => client.close(),
  };
}
