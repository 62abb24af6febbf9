/** `npm run agent-days`: thirty days without a network, a reading a minute and probe, told to the real service at once. */
import { parseArgs } from 'node:util';
import { thirtyDays } from './run.ts';

const { values } = parseArgs({
  options: { days: { type: 'string', default: '30' }, seconds: { type: 'string', default: '60' } },
});
const result = await thirtyDays(Number(values.days), Number(values.seconds) * 1000, (line) =>
  console.log(line),
);
console.log(result);
const isWhole = result.missing === 0 && result.doubled === 0 && result.excursions.length === 1;
console.log(isWhole ? 'whole' : 'NOT WHOLE');
process.exitCode = isWhole ? 0 : 1;
