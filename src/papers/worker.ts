/** The thread that sets papers in type, one after the other, so that no socket waits for a table to be measured. */
import { parentPort } from 'node:worker_threads';
import {
  decisionRecord,
  deliveryNote,
  handoffRecord,
  recallNotice,
  receiptNote,
  temperatureBook,
} from './papers.ts';
import type { PaperDone, PaperOrder } from './wire.ts';

const port = parentPort;
if (port === null) throw new Error('papers/worker.ts runs as a worker');

function make(order: PaperOrder): Promise<Uint8Array<ArrayBuffer>> {
  switch (order.kind) {
    case 'handoff-record':
      return handoffRecord(order.data);
    case 'delivery-note':
      return deliveryNote(order.data);
    case 'receipt-note':
      return receiptNote(order.data);
    case 'temperature-book':
      return temperatureBook(order.data);
    case 'decision-record':
      return decisionRecord(order.data);
    case 'recall-notice':
      return recallNotice(order.data);
  }
}

port.on('message', (order: PaperOrder) => {
  make(order).then(
    (pdf) => port.postMessage({ id: order.id, pdf, reason: '' } satisfies PaperDone, [pdf.buffer]),
    (error: unknown) =>
      port.postMessage({ id: order.id, pdf: null, reason: String(error) } satisfies PaperDone),
  );
});
