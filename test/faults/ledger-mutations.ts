/**
 * Tampers with exported ledgers as often as it is told, and says whether the independent verifier noticed every time:
 *
 *   npm run ledger-mutations -- --mutations 10000 --seed one
 */
import { parseArgs } from 'node:util';
import { ledgerMutations } from './ledger-rounds.ts';

const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now()) },
  },
});

console.log(`seed ${values.seed}`);
const began = performance.now();
const result = await ledgerMutations({ seed: values.seed, mutations: Number(values.mutations) });
for (const [name, { tried, found }] of result.kinds)
  console.log(`${String(found).padStart(6)} of ${tried}  ${name}`);
console.log([...result.codes].map(([code, count]) => `${code} ${count}`).join(', '));
console.log(
  `untouched exports accepted: ${result.untouched}; ${Math.round((performance.now() - began) / 1000)} s`,
);
console.log(
  result.broken.length === 0
    ? `all ${result.mutations} mutations were found`
    : `BROKEN\n  ${result.broken.join('\n  ')}`,
);
process.exit(result.broken.length === 0 ? 0 : 1);
