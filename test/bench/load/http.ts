/**
 * The generator of questions: a process of its own with so many keep-alive connections, closed loop (each asks again at once)
 * or open loop (so many a second, and the *intended* moment counts). Reads its orders from its one argument; says `start` and
 * `stop` around what it measures, then its findings as one line of JSON.
 */
import { Histogram, type Quantiles } from '../histogram.ts';
import { type Answered, getRequest, HttpClient } from './http-client.ts';
import { readOrders } from './orders.ts';

export type HttpOrders = {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  /** Asked in turn. */
  readonly paths: readonly string[];
  readonly token: string;
  /** Questions a second over all connections; 0: closed loop. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
};
export type HttpFindings = {
  readonly perSecond: number;
  readonly latency: Quantiles;
  /** Of one core, in percent. */
  readonly generatorCpu: number;
  /** Answers other than 200, and connections that ended. */
  readonly failed: number;
  /** Due and never asked, in the open loop. */
  readonly unasked: number;
  /** The length of the last answer's body. */
  readonly bytes: number;
  /** By what `"verdict"` says; of a peer that says none: empty. */
  readonly verdicts: Readonly<Record<string, number>>;
};

const VERDICT = '"verdict":"';

const orders = readOrders<HttpOrders>();
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const now = () => performance.now();
const requests = orders.paths.map((path) => getRequest(path, `${orders.host}:${orders.port}`, orders.token));

const latency = new Histogram();
const verdicts: Record<string, number> = {};
const due: number[] = [];
const idle: HttpClient[] = [];
let asked = 0;
let measured = 0;
let failed = 0;
let bytes = 0;
let measuring = false;
let running = false;

function hear(answer: Answered, since: number, client: HttpClient): void {
  if (answer.status !== 200) failed++;
  if (measuring) {
    measured++;
    latency.add(now() - since);
    bytes = answer.bytes;
    const at = answer.text.indexOf(VERDICT) + VERDICT.length;
    if (at >= VERDICT.length) {
      const verdict = answer.text.slice(at, answer.text.indexOf('"', at));
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
  }
  if (!running) return;
  if (orders.rate === 0) ask(client, now());
  else {
    const waiting = due.shift();
    if (waiting === undefined) idle.push(client);
    else ask(client, waiting);
  }
}

function ask(client: HttpClient, since: number): void {
  const request = requests[asked++ % requests.length];
  if (request !== undefined) client.ask(request, since);
}

async function openLoop(began: number, end: number): Promise<void> {
  let planned = 0;
  for (let t = began; t < end; t = now()) {
    const want = Math.floor(((t - began) / 1000) * orders.rate);
    for (; planned < want; planned++) {
      const moment = began + (planned / orders.rate) * 1000;
      const client = idle.pop();
      if (client === undefined) due.push(moment);
      else ask(client, moment);
    }
    await sleep(1);
  }
}

const aim = { host: orders.host, port: orders.port };
const lost = () => {
  failed++;
};
const clients = await Promise.all(
  Array.from({ length: orders.connections }, () => HttpClient.open(aim, hear, lost)),
);
const began = now();
const end = began + (orders.warmupSeconds + orders.seconds) * 1000;
running = true;
const warm = sleep(orders.warmupSeconds * 1000).then(() => {
  measuring = true;
  process.stdout.write('start\n');
  return { at: now(), cpu: process.cpuUsage() };
});
if (orders.rate === 0) {
  for (const client of clients) ask(client, now());
  await sleep(end - now());
} else {
  idle.push(...clients);
  await openLoop(began, end);
}
const start = await warm;
const span = (now() - start.at) / 1000;
const cpu = process.cpuUsage(start.cpu);
measuring = false;
running = false;
process.stdout.write('stop\n');
for (const client of clients) client.close();
const findings: HttpFindings = {
  perSecond: measured / span,
  latency: latency.quantiles(),
  generatorCpu: (cpu.user + cpu.system) / 1e4 / span,
  failed,
  unasked: due.length,
  bytes,
  verdicts,
};
process.stdout.write(`${JSON.stringify(findings)}\n`);
process.exit(0);
