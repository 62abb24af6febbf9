/** The thread that speaks with InfluxDB: reads the store beside the keeper, runs the sender, and answers questions about the past. */
import { setTimeout as after, setImmediate as breathe } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openArchive } from '../store/archive.ts';
import { openOutbox } from '../store/outbox.ts';
import type { HistoryAnswer, HistoryRequest } from './history-reader.ts';
import { startNightly } from './nightly.ts';
import { servicePoint } from './points.ts';
import { Sender } from './sender.ts';
import { openTarget } from './target.ts';
import { InfluxError } from './types.ts';
import { ANSWER_WITHIN } from './verify.ts';
import type { Beginning, FromInflux, ToInflux } from './wire.ts';

/** How often the counts are told. */
const COUNT_EVERY = 1_000;

const port = parentPort;
if (port === null) throw new Error('influx/thread.ts runs as a worker');
const say = (message: FromInflux) => port.postMessage(message);

const { directory, settings, cursor, health: healthAtFirst } = workerData as Beginning;
const target = openTarget(settings);
/** For the nightly comparison, whose questions are large. */
const patient = openTarget(settings, { readWithinMs: ANSWER_WITHIN });
const outbox = openOutbox(directory);
let health = healthAtFirst;
const settling = new Map<number, (done: boolean) => void>();
let settlements = 0;

const sender = new Sender({
  outbox,
  target,
  cursor,
  settle: (to, setAside) =>
    new Promise((resolve) => {
      const id = settlements++;
      settling.set(id, resolve);
      say({ type: 'settle', id, cursor: to, setAside });
    }),
  report: (link) => say({ type: 'report', link }),
  health: () => servicePoint(Date.now(), health),
  now: Date.now,
  elapsed: () => performance.now(),
  random: Math.random,
  wait: (ms, signal) => after(ms, undefined, { signal }).catch(() => {}),
  breathe: () => breathe(),
});
const counting = setInterval(() => {
  sender.tell();
  say({ type: 'counts', counts: sender.counts });
}, COUNT_EVERY);
const nightly = startNightly({
  zone: zoneOf(directory),
  directory,
  target: patient,
  report: (result) => say({ type: 'verified', result }),
});

/** As it is when the thread begins: a province moves into another zone about never. */
function zoneOf(store: string): string {
  const archive = openArchive(store);
  try {
    return archive.zone();
  } finally {
    archive.close();
  }
}

async function stop(): Promise<void> {
  clearInterval(counting);
  nightly.stop();
  await sender.stop();
  say({ type: 'counts', counts: sender.counts });
  outbox.close();
  await Promise.all([target.close(), patient.close()]);
  say({ type: 'stopped' });
  port?.close();
}

async function read(id: number, request: HistoryRequest): Promise<void> {
  try {
    say({ type: 'read', id, answer: await asked(request) });
  } catch (error) {
    const code = error instanceof InfluxError ? error.code : 'INFLUX_FAILED';
    say({ type: 'unread', id, code, message: error instanceof Error ? error.message : String(error) });
  }
}

function asked(request: HistoryRequest): Promise<HistoryAnswer> {
  const { unit, from, to } = request;
  return request.kind === 'buckets'
    ? target.buckets({ unit, from, to, everyMs: request.everyMs })
    : target.readings({ unit, from, to });
}

port.on('message', (message: ToInflux) => {
  switch (message.type) {
    case 'settled':
      settling.get(message.id)?.(message.done);
      settling.delete(message.id);
      break;
    case 'health':
      health = message.health;
      break;
    case 'read':
      void read(message.id, message.request);
      break;
    case 'stop':
      void stop();
      break;
    default:
      throw new Error(`No message ${JSON.stringify(message satisfies never)}`);
  }
});

// An outbox that cannot be read ends this thread with its error, and whoever started it starts another.
await sender.run();
