import { expect, test } from 'vitest';
import { killNotices } from './notices/rounds.ts';

const kills = Number(process.env.GIULANH_NOTICE_KILLS ?? 3);

test(
  `a message about an alert is sent once more at most and never less when the service is killed ${kills} times in between`,
  async () => {
    const seed = `test-${Date.now()}`;
    const result = await killNotices({ seed, kills, say: (line) => console.log(`${seed}: ${line}`) });
    expect(result.broken).toEqual([]);
    expect(result.kills).toBe(kills);
    expect(result.notices).toBeGreaterThan(0);
    expect(result.once + result.twice).toBe(result.notices);
  },
  300_000 + kills * 90_000,
);
