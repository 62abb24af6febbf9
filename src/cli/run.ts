/** Finds the verb that was typed, runs it, and answers the exit status: 0 only when it did what it said. */

import { apply } from './apply.ts';
import { backupVerb } from './backup.ts';
import { describeVerb } from './describe.ts';
import { deviceVerb } from './device.ts';
import { exportVerb } from './export.ts';
import { failureText } from './failure.ts';
import { importVerb } from './import.ts';
import { influx } from './influx.ts';
import { ledgerVerb } from './ledger.ts';
import { WrongUsage } from './refused.ts';
import { repairVerb } from './repair.ts';
import { restoreVerb } from './restore.ts';
import { both, type Terminal, type Verb } from './verb.ts';
import { verifyVerb } from './verify.ts';

const VERBS: readonly Verb[] = [
  apply,
  describeVerb,
  importVerb,
  backupVerb,
  restoreVerb,
  repairVerb,
  exportVerb,
  verifyVerb,
  ledgerVerb,
  deviceVerb,
  influx,
];
const DONE = 0;
const NOT_DONE = 1;
const NOT_UNDERSTOOD = 2;

const overview = (): string =>
  [
    both('Giữ Lạnh: theo dõi dây chuyền lạnh vắc xin', 'Giữ Lạnh: the cold chain of a province’s vaccines'),
    '',
    ...VERBS.map(
      ({ name, operands, vi, en }) =>
        `  giulanh ${`${name} ${operands}`.padEnd(42)} ${vi}\n${' '.repeat(53)}${en}`,
    ),
    '',
    `  giulanh <verb> --help    ${both('chi tiết của từng lệnh', 'each command in detail')}`,
    `  GIULANH_DATA             ${both('thư mục dữ liệu (mặc định ./data)', 'the data directory (default ./data)')}`,
  ].join('\n');

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...operands] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview());
    return DONE;
  }
  const whole = VERBS.find((one) => one.name === name);
  if (whole === undefined) {
    const wrong =
      name === undefined
        ? both('thiếu lệnh', 'no command given')
        : both(`không có lệnh "${name}"`, `no command "${name}"`);
    terminal.err(`giulanh: ${wrong} [USAGE_VERB]\n\n${overview()}`);
    return NOT_UNDERSTOOD;
  }
  const part = ownPart(whole, operands[0]);
  const [verb, rest] = part === undefined ? [whole, operands] : [part, operands.slice(1)];
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(verb.usage.trimEnd());
    return DONE;
  }
  try {
    await verb.run(rest, terminal);
    return DONE;
  } catch (error) {
    terminal.err(`giulanh ${verb.name}: ${failureText(error)}`);
    if (!(error instanceof WrongUsage)) return NOT_DONE;
    terminal.err(`\n${verb.usage.trimEnd()}`);
    return NOT_UNDERSTOOD;
  }
}

const ownPart = ({ parts = {} }: Verb, name: string | undefined): Verb | undefined =>
  name !== undefined && Object.hasOwn(parts, name) ? parts[name] : undefined;
