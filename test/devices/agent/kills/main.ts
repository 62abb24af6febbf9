/** `npm run agent-kill`: the agent is killed (`kill -9`) at random moments; nothing that its station's broker confirmed is lost or doubled. */
import { parseArgs } from 'node:util';
import { killAgent } from './run.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '30' } } });
const result = await killAgent(Number(values.kills), Math.random, (line) => console.log(line));
console.log(result);
process.exitCode = result.missing + result.doubled === 0 ? 0 : 1;
