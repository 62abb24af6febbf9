/**
 * The agent of a station or a truck: `giulanh-agent FILE` runs until it is ended, `giulanh-agent --check FILE` says what the file
 * means and what it needs. Any failure of the disk ends it: its supervisor starts it again from what is really there.
 */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { openDevices } from './agent.ts';
import { needOf } from './need.ts';
import { readAgentSettings } from './settings-file.ts';
import { machineTime } from './time.ts';

const USAGE = `giulanh-agent [--check] FILE

  FILE      cấu hình YAML của trạm / the station's configuration (docs/agent.md)
  --check   chỉ kiểm tra, không chạy / check it and run nothing
`;
/** What is under way by then is sent again after the next start. */
const END_WITHIN = 5_000;

function run(file: string): void {
  const log = pino({ level: process.env.GIULANH_LOG ?? 'info' }, pino.destination({ sync: true }));
  const settings = readAgentSettings(file);
  const devices = openDevices(settings, file, process.env, machineTime(), (what, facts) =>
    log.warn(facts, what),
  );
  for (const device of devices) device.start();
  log.info({ devices: devices.map(({ id, keeping }) => ({ id, boot: keeping.boot })) }, 'ready');
  let ending = false;
  const end = async (signal: string) => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'ending');
    setTimeout(() => process.exit(1), END_WITHIN).unref();
    await Promise.all(devices.map((device) => device.close()));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(signal));
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [file, ...more] = positionals;
  if (values.help) process.stdout.write(USAGE);
  else if (file === undefined || more.length > 0) throw new Error(USAGE);
  else if (values.check) {
    const { enough, text } = needOf(readAgentSettings(file));
    process.stdout.write(`${text}\n`);
    process.exitCode = enough ? 0 : 1;
  } else run(file);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
