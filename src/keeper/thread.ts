/** The keeper's thread: opens the store, starts the keeper, does what the messages say, and beats its clock. */
import { flushCompileCache } from 'node:module';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { ledgerSigning } from '../ledger/signing.ts';
import { openSqlite } from '../store/sqlite.ts';
import { CommitTimes } from './commit-times.ts';
import type { Written } from './gate-line.ts';
import { packAnswers, unpackQuestions } from './gate-message.ts';
import type { Incoming } from './intake.ts';
import { Keeper } from './keeper.ts';
import type { LiveChange } from './live.ts';
import { machineOf } from './machine.ts';
import { Unpacker } from './parcelling.ts';
import { Precedence } from './precedence.ts';
import type { Answer } from './protocol.ts';
import { packTiles } from './told-tiles.ts';
import type { FromKeeper, ToKeeper } from './wire.ts';

const TICK = 1_000;
const FRAME = 100;
/** Between two steps of a packing round, so that readings and people come in between. */
const PACK_PAUSE = 5;

type Work =
  | Exclude<ToKeeper, { type: 'ingest' }>
  | { readonly type: 'ingest'; readonly id: number; readonly batch: Incoming[] };

const port = parentPort;
if (port === null) throw new Error('keeper/thread.ts runs as a worker');
const say = (message: FromKeeper) => port.postMessage(message);
const tellScreens = ({ units, ...change }: LiveChange): void => {
  const tiles = packTiles(units);
  const message: FromKeeper = { type: 'live', tiles, change };
  port.postMessage(message, [tiles.bytes.buffer]);
};

/** What this thread worked, in ms: its waiting for the disk or for a core is no part of it, and no smaller batch would shorten that. */
const workedMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

const { directory, packAfter, connections } = workerData as {
  directory: string;
  packAfter?: number;
  connections?: readonly string[];
};

async function main(): Promise<void> {
  const store = openSqlite(directory);
  const keeper = await Keeper.start({
    store,
    clock: Date.now,
    signing: ledgerSigning(directory),
    machine: machineOf(directory),
    connections: connections ?? [],
    onMirror: (mirror) => say({ type: 'mirror', mirror }),
    ...(packAfter === undefined ? {} : { packAt: packAfter }),
  });
  const unpacker = new Unpacker();
  const times = new CommitTimes(() => performance.now());
  let failing = false;
  const fail = (error: unknown) => {
    if (failing) return;
    failing = true;
    say({ type: 'failed', message: String(error), code: codeOf(error) });
  };
  /** A command or question that broke on a defect: told as such, and the keeper goes on unless its memory is in doubt. */
  const answer = (id: number, promise: Promise<Answer>) =>
    promise.then(
      (given) => say({ type: 'answer', id, answer: given }),
      (error: unknown) => {
        if (keeper.failed) return fail(error);
        say({
          type: 'answer',
          id,
          answer: { ok: false, refusal: { code: 'INTERNAL_ERROR', message: String(error) } },
        });
      },
    );
  /** The same for a message of many questions. */
  const tell = (id: number, promise: Promise<readonly Written[]>, many: number) =>
    promise.then(
      (answers) => say({ type: 'verdicts', id, answers: packAnswers(answers) }),
      (error: unknown) => {
        if (keeper.failed) return fail(error);
        const refusal = { code: 'INTERNAL_ERROR', message: String(error) };
        say({ type: 'verdicts', id, answers: new Array(many).fill(refusal) });
      },
    );
  const timers = [
    setInterval(() => {
      keeper.tick().then(() => {
        const heapUsedBytes = getHeapStatistics().used_heap_size;
        say({ type: 'counts', counts: { ...keeper.counts(), ...times.counts(), heapUsedBytes } });
      }, fail);
    }, TICK),
    setInterval(() => keeper.live.frame(), FRAME),
  ];
  let packing: NodeJS.Timeout;
  const packOn = () => {
    keeper.pack().then((more) => {
      packing = setTimeout(packOn, more ? PACK_PAUSE : TICK);
    }, fail);
  };
  packing = setTimeout(packOn, TICK);

  const obey = (message: Work): void => {
    switch (message.type) {
      case 'ingest': {
        const before = workedMs();
        const tellDone = () => say({ type: 'ingested', id: message.id, workMs: workedMs() - before });
        times.of(keeper.ingest(message.batch)).then(tellDone, fail);
        break;
      }
      case 'execute':
        answer(message.id, keeper.execute(message.actor, message.command));
        break;
      case 'ask':
        answer(message.id, keeper.ask(message.actor, message.query));
        break;
      case 'gate':
        tell(message.id, keeper.verdicts(unpackQuestions(message.questions)), message.questions.by.length);
        break;
      case 'watch':
        keeper.live.onChange = message.on ? tellScreens : null;
        break;
      case 'close':
        for (const timer of timers) clearInterval(timer);
        clearTimeout(packing);
        keeper.close().then(() => {
          say({ type: 'closed' });
          port?.close();
        }, fail);
        break;
      default:
        throw new Error(`No message ${JSON.stringify(message satisfies never)}`);
    }
  };
  // One message a turn of the event loop: a port under load is never empty, and would keep time itself from being heard.
  const waiting = new Precedence<Work>();
  const next = (): void => {
    const message = waiting.next();
    if (waiting.size > 0) setImmediate(next);
    if (message !== undefined) obey(message);
  };
  port?.on('message', (message: ToKeeper) => {
    const isBacklog = message.type === 'ingest' && message.lane === 'backlog';
    // Unpacked in the order in which they were packed: each knows the senders that those before it named.
    const work = message.type === 'ingest' ? { ...message, batch: unpacker.unpack(message.batch) } : message;
    waiting.add(work, isBacklog || message.type === 'close');
    if (waiting.size === 1) setImmediate(next);
  });
  say({ type: 'ready', settings: { ...(await store.settings()), ...keeper.startedIn } });
  flushCompileCache();
}

/** The store's own code, or SQLite's. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

main().catch((error: unknown) => {
  say({ type: 'failed', message: String(error), code: codeOf(error) });
});
