/**
 * Kills the real service between an alert and its message as often as it is told, and says what that did:
 *
 *   npm run notice-kill -- --kills 100 --seed one
 */
import { parseArgs } from 'node:util';
import { killNotices } from './rounds.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now()) },
  },
});
console.log(`seed ${values.seed}`);
const result = await killNotices({ seed: values.seed, kills: Number(values.kills), say: console.log });
console.log(
  [
    `kills ${result.kills}, alerts acknowledged ${result.alerts}, messages ${result.notices}`,
    `sent once ${result.once}, sent twice ${result.twice}`,
    result.broken.length === 0
      ? 'never less than once, never more than twice'
      : `BROKEN\n  ${result.broken.join('\n  ')}`,
  ].join('\n'),
);
process.exit(result.broken.length === 0 ? 0 : 1);
