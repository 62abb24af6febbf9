import { expect, test } from 'vitest';
import { custodyRounds } from './custody/rounds.ts';

const kills = Number(process.env.GIULANH_CUSTODY_KILLS ?? (process.env.CI === 'true' ? 10 : 3));

test(
  `no signed event is lost or counts twice, no dose vanishes and no handoff is done by half when the service is killed ${kills} times`,
  async () => {
    const seed = `test-${Date.now()}`;
    const result = await custodyRounds({ seed, kills, say: (line) => console.log(`${seed}: ${line}`) });
    expect(result.broken).toEqual([]);
    expect(result.kills).toBe(kills);
    expect(result.receipts).toBeGreaterThan(0);
    expect(result.counts[0]?.handoffs.complete).toBeGreaterThan(0);
  },
  120_000 + kills * 60_000,
);
