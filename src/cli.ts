/** The command line, `giulanh <verb>`: finds the verb, runs it, and says with the exit status whether it was done. */

import { apply } from './cli/apply.ts';
import { backupVerb } from './cli/backup.ts';
import { failureText } from './cli/failure.ts';
import { importVerb } from './cli/import.ts';
import { WrongUsage } from './cli/refused.ts';
import { restoreVerb } from './cli/restore.ts';
import { both, type Terminal, type Verb } from './cli/verb.ts';
import { readEnvironment } from './environment.ts';

const VERBS: readonly Verb[] = [apply, importVerb, backupVerb, restoreVerb];
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

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${overview()}\n`);
    return DONE;
  }
  const verb = VERBS.find((one) => one.name === name);
  if (verb === undefined) {
    const wrong =
      name === undefined
        ? both('thiếu lệnh', 'no command given')
        : both(`không có lệnh "${name}"`, `no command "${name}"`);
    process.stderr.write(`giulanh: ${wrong} [USAGE_VERB]\n\n${overview()}\n`);
    return NOT_UNDERSTOOD;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(verb.usage);
    return DONE;
  }
  try {
    await verb.run(rest, terminalOf());
    return DONE;
  } catch (error) {
    process.stderr.write(`giulanh ${verb.name}: ${failureText(error)}\n`);
    if (!(error instanceof WrongUsage)) return NOT_DONE;
    process.stderr.write(`\n${verb.usage}`);
    return NOT_UNDERSTOOD;
  }
}

const terminalOf = (): Terminal => ({
  data: readEnvironment(process.env).data,
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});

process.exitCode = await main(process.argv.slice(2));
