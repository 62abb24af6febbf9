/**
 * Kills the real service as often as it is told, and says what that did. Results of many runs may be summed:
 *
 *   npm run kill -- --kills 1000 --seed one --minutes 30 --results kills.jsonl
 *   npm run kill -- --sum kills.jsonl
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { at, type KillResult, killRounds, READY_MS_MAX } from './rounds.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now()) },
    minutes: { type: 'string' },
    results: { type: 'string' },
    sum: { type: 'string' },
  },
});

function report(results: readonly KillResult[]): string {
  const sum = (of: (r: KillResult) => number) => results.reduce((total, r) => total + of(r), 0);
  const ready = results.flatMap((r) => r.readyMs);
  const broken = results.flatMap((r) => r.broken.map((line) => `seed ${r.seed}: ${line}`));
  const kills = sum((r) => r.kills);
  return [
    `runs ${results.length}, kills ${kills}, PUBACKs ${sum((r) => r.pubacks)}`,
    `readings acknowledged ${sum((r) => r.acknowledged)}, stored ${sum((r) => r.stored)}, of them packed ${sum((r) => r.packed)}`,
    `excursions ${sum((r) => r.excursions)}, holds ${sum((r) => r.holds)}`,
    `ready after a kill: p50 ${at(ready, 0.5)} ms, p99 ${at(ready, 0.99)} ms, max ${at(ready, 1)} ms; slower than ${READY_MS_MAX} ms: ${ready.filter((ms) => ms > READY_MS_MAX).length} of ${ready.length}`,
    broken.length === 0
      ? `nothing lost, nothing twice; with 95 % confidence fewer than ${(300 / Math.max(kills, 1) || 0).toFixed(2)} % of kills would`
      : `BROKEN\n  ${broken.join('\n  ')}`,
  ].join('\n');
}

if (values.sum !== undefined) {
  const lines = readFileSync(values.sum, 'utf8').trim().split('\n');
  console.log(report(lines.map((line) => JSON.parse(line) as KillResult)));
} else {
  console.log(`seed ${values.seed}`);
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const result = await killRounds({
    seed: values.seed,
    kills: Number(values.kills),
    minutes,
    say: console.log,
  });
  if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(result)}\n`);
  console.log(report([result]));
  process.exit(result.broken.length === 0 ? 0 : 1);
}
