/** The thread that reads files, one after the other, so that no socket waits while a year of rows is cut into cells. */
import { parentPort } from 'node:worker_threads';
import { readLetter } from './letter.ts';
import type { ReadDone, ReadOrder } from './reader-wire.ts';
import { readBytes } from './reading.ts';

const port = parentPort;
if (port === null) throw new Error('import/reader-worker.ts runs as a worker');

port.on('message', (order: ReadOrder) => {
  work(order).then(
    (done) => port.postMessage(done, handedOver(done)),
    (error: unknown) =>
      port.postMessage({ id: order.id, kind: 'failed', reason: String(error) } satisfies ReadDone),
  );
});

async function work(order: ReadOrder): Promise<ReadDone> {
  const { id } = order;
  if (order.kind === 'letter') return { id, kind: 'letter', letter: await readLetter(order.bytes) };
  return { id, kind: 'file', file: readBytes(order.bytes, order.options) };
}

function handedOver(done: ReadDone): ArrayBuffer[] {
  if (done.kind !== 'file' || !done.file.ok) return [];
  const { at, celsius, probe } = done.file.contents.readings;
  return [at.buffer, celsius.buffer, probe.buffer] as ArrayBuffer[];
}
