import { expect, test } from 'vitest';
import { hasMosquitto } from '../bridge/mosquitto.ts';
import { killBridge } from './bridge/rounds.ts';

const serviceKills = Number(process.env.GIULANH_BRIDGE_KILLS ?? 3);

test.skipIf(!hasMosquitto)(
  `nothing that others sent is lost or there twice when the service is killed ${serviceKills} times and their broker once`,
  async () => {
    const seed = `test-${Date.now()}`;
    const say = (line: string) => console.log(`${seed}: ${line}`);
    const result = await killBridge({ seed, serviceKills, brokerKills: 1, say });
    expect(result.broken).toEqual([]);
    expect(result).toMatchObject({ serviceKills, brokerKills: 1, missing: 0 });
    expect(result.stored).toBeGreaterThan(0);
  },
  300_000 + serviceKills * 90_000,
);
