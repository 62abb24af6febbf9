/**
 * `node simulator/replay-file.ts FILE --device ID --secret SECRET [--zone ZONE] [--temperature C|F] [--column NAME]
 * [--end-now]`: a logger's export, played through MQTT as that device.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_ZONE, readLoggerFile } from '../devices/loggers/read.ts';
import { replay, shiftToEndAt } from './replay.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    device: { type: 'string' },
    secret: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    'mqtt-port': { type: 'string', default: '1883' },
    zone: { type: 'string', default: DEFAULT_ZONE },
    temperature: { type: 'string' },
    column: { type: 'string' },
    'end-now': { type: 'boolean', default: false },
  },
});
const [file] = positionals;
const { device, secret, temperature } = values;
if (file === undefined || device === undefined || secret === undefined) {
  throw new Error('Cannot replay: FILE, --device and --secret are wanted');
}
if (temperature !== undefined && temperature !== 'C' && temperature !== 'F') {
  throw new Error(`Cannot replay: temperature ${temperature}, C or F wanted`);
}
const read = readLoggerFile(readFileSync(file), {
  zone: values.zone,
  unit: temperature,
  column: values.column,
});
if (!read.ok) throw new Error(`${read.refusal.code}: ${read.refusal.message}`);
const recording = read.file.readings;
if (recording.length === 0)
  throw new Error(`Cannot replay ${file}: it holds no reading, only what a day summed up`);
const shiftMs = values['end-now'] ? shiftToEndAt(recording, Date.now()) : 0;
const port = Number(values['mqtt-port']);
const sent = await replay({ recording, device, secret, host: values.host, port, shiftMs });
console.log(`${file}: ${sent} of ${recording.length} readings acknowledged as ${device}`);
