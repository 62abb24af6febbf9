/** The thread that sets papers in type, one after the other, so that no socket waits for a table to be measured. */
import { parentPort } from 'node:worker_threads';
import { makePaper } from './papers.ts';
import type { PaperDone, PaperOrder } from './wire.ts';

const port = parentPort;
if (port === null) throw new Error('papers/worker.ts runs as a worker');

port.on('message', (order: PaperOrder) => {
  makePaper(order.kind, order.data).then(
    (pdf) => port.postMessage({ id: order.id, pdf, reason: '' } satisfies PaperDone, [pdf.buffer]),
    (error: unknown) =>
      port.postMessage({ id: order.id, pdf: null, reason: String(error) } satisfies PaperDone),
  );
});
