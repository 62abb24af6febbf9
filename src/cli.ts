/** The command line, `giulanh <verb>`. The exit status is 0 only when it did what it said. */
import { run } from './cli/run.ts';
import { readEnvironment } from './environment.ts';

// A reader that has seen enough (`| head`) is no failure; output that went nowhere for another reason is one.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = 1;
  });

try {
  const { data, influx } = readEnvironment(process.env);
  const status = await run(process.argv.slice(2), {
    data,
    influx,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    ...(process.stderr.isTTY ? { progress: (text) => void process.stderr.write(`\r${text}\u001b[K`) } : {}),
  });
  process.exitCode ||= status;
} catch (error) {
  process.stderr.write(`giulanh: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
