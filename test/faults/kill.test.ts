import { expect, test } from 'vitest';
import { killRounds } from './rounds.ts';

const kills = Number(process.env.GIULANH_KILLS ?? (process.env.CI === 'true' ? 50 : 5));

test(
  `nothing acknowledged is lost and nothing happens twice when the service is killed ${kills} times under load`,
  async () => {
    const seed = `test-${Date.now()}`;
    const result = await killRounds({ seed, kills, say: (line) => console.log(`${seed}: ${line}`) });
    expect(result.broken).toEqual([]);
    expect(result.kills).toBe(kills);
    expect(result.acknowledged).toBeGreaterThan(0);
  },
  30_000 + kills * 15_000,
);
