import { expect, test } from 'vitest';
import { ledgerMutations, TAMPERINGS } from './ledger-rounds.ts';

const mutations = Number(process.env.GIULANH_MUTATIONS ?? 1000);

test(
  `whoever tampers with an exported ledger in one of ${Object.keys(TAMPERINGS).length} ways is noticed, ${mutations} times`,
  async () => {
    const seed = `test-${Date.now()}`;
    const result = await ledgerMutations({ seed, mutations });
    console.log(`${seed}: ${[...result.codes].map(([code, count]) => `${code} ${count}`).join(', ')}`);
    expect(result.broken).toEqual([]);
    expect([...result.kinds.values()].every(({ tried, found }) => tried > 0 && found === tried)).toBe(true);
    expect(result.untouched).toBeGreaterThan(0);
  },
  20_000 + mutations * 100,
);
