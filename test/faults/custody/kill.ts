/**
 * Kills the real service while people hand vaccine from one to another, as often as it is told, and says what that did:
 *
 *   npm run custody-kill -- --kills 200 --seed one --minutes 10
 */
import { parseArgs } from 'node:util';
import { at } from '../rounds.ts';
import { type CustodyResult, custodyRounds } from './rounds.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now()) },
    minutes: { type: 'string' },
  },
});

function report({
  counts,
  kills,
  receipts,
  answers,
  commands,
  statuses,
  readyMs,
  broken,
}: CustodyResult): string {
  const sum = (of: (one: CustodyResult['counts'][number]) => number) =>
    counts.reduce((all, one) => all + of(one), 0);
  const states = [...new Set(counts.flatMap(({ handoffs }) => Object.keys(handoffs)))].sort();
  const doses = ['entered', 'held', 'given', 'discarded', 'missing'] as const;
  return [
    `kills ${kills}, directories ${counts.length}, trips ${sum((c) => c.trips)}, parcels ${sum((c) => c.parcels)}`,
    `events kept ${sum((c) => c.events)} (waiting or counting no more ${sum((c) => c.waiting)}, refused ${sum((c) => c.refused)}), refused at the door ${sum((c) => c.atDoor)}`,
    `answers ${answers}, receipts ${receipts}, commands answered ${commands}`,
    `handoffs: ${states.map((s) => `${s} ${sum((c) => c.handoffs[s] ?? 0)}`).join(', ')}; parcels in conflict ${sum((c) => c.conflicts)}, decided ${sum((c) => c.resolutions)}`,
    `doses: ${doses.map((d) => `${d} ${sum((c) => c.doses[d])}`).join(', ')}`,
    `ledger ${sum((c) => c.ledger)}, checkpoints ${sum((c) => c.signed)}`,
    `answers by kind: ${Object.entries(statuses)
      .sort((a, b) => b[1] - a[1])
      .map(([name, n]) => `${name} ${n}`)
      .join(', ')}`,
    `ready after a kill: p50 ${at(readyMs, 0.5)} ms, p99 ${at(readyMs, 0.99)} ms, max ${at(readyMs, 1)} ms`,
    broken.length === 0 ? 'nothing broke' : `BROKEN\n  ${broken.join('\n  ')}`,
  ].join('\n');
}

console.log(`seed ${values.seed}`);
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const result = await custodyRounds({
  seed: values.seed,
  kills: Number(values.kills),
  minutes,
  say: console.log,
});
console.log(report(result));
process.exit(result.broken.length === 0 ? 0 : 1);
