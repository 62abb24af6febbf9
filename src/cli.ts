/** The command line, `giulanh <verb>`. The exit status is 0 only when it did what it said. */
import { run } from './cli/run.ts';
import { readEnvironment } from './environment.ts';

try {
  process.exitCode = await run(process.argv.slice(2), {
    data: readEnvironment(process.env).data,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
  });
} catch (error) {
  process.stderr.write(`giulanh: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
