/**
 * The peer's own code, as the usual guides write it: a plain mqtt.js subscriber (QoS 1, session kept) that parses each message, tells an
 * alert when a reading is past the limit, and writes line protocol to InfluxDB 1.x by HTTP, 5,000 points or 500 ms at a time.
 * Arguments: the broker's port, the database's write address. Prints the broker's port when it is subscribed.
 */
import { Agent, request } from 'node:http';
import { connect } from 'mqtt';

const [port, address] = process.argv.slice(2);
const LIMIT_CELSIUS = 8;
const POINTS_MOST = 5_000;
const EVERY_MS = 500;

const agent = new Agent({ keepAlive: true });
let lines: string[] = [];

function flush(): void {
  if (lines.length === 0) return;
  const body = lines.join('\n');
  lines = [];
  const asked = request(address ?? '', { agent, method: 'POST' }, (answer) => {
    answer.resume();
    if (answer.statusCode !== 204) fail(new Error(`InfluxDB answered ${answer.statusCode}`));
  });
  asked.on('error', fail);
  asked.end(body);
}

/** What it could not write is missing for ever: the measurement must not count it as stored. */
function fail(error: Error): void {
  process.stderr.write(`subscriber: ${error.message}\n`);
  process.exit(1);
}

type Message = { readings: { at: number; celsius: number }[] };

const client = connect(`mqtt://127.0.0.1:${port}`, { clientId: 'kho-du-lieu', clean: false });
client.on('message', (topic, payload) => {
  const device = topic.split('/')[2] ?? '';
  const { readings } = JSON.parse(payload.toString()) as Message;
  for (const { at, celsius } of readings) {
    if (celsius > LIMIT_CELSIUS)
      client.publish(`alerts/${device}`, JSON.stringify({ device, at, celsius, limit: LIMIT_CELSIUS }));
    lines.push(`temperature,device=${device} celsius=${celsius} ${at}`);
  }
  if (lines.length >= POINTS_MOST) flush();
});
client.on('error', fail);
setInterval(flush, EVERY_MS);
await client.subscribeAsync('giulanh/v1/+/telemetry', { qos: 1 });
process.stdout.write(`${port}\n`);
