/** Bringing the outbox to the service: in order, as often as it takes, and "sent" only with a receipt that was checked. */
import { signal } from '@preact/signals';
import type { RecordedView } from '../../../../src/keeper/custody-views.ts';
import { call, type Failure } from '../api/http.ts';
import { askSession, session } from '../session/session.ts';
import { keepItem, outbox, ready, reload } from './kept.ts';
import { receiptHolds } from './keys.ts';
import {
  answered,
  BATCH_MOST,
  isLineTrouble,
  KEY_REFUSED,
  nextBatch,
  type OutboxItem,
  tryFailed,
} from './outbox.ts';
import { enrol, ownKey } from './own-key.ts';
import { serviceKey } from './phone.ts';
import { knowService } from './service-key.ts';

const EVERY_MS = 60_000;
const TIMEOUT_MS = 30_000;

export const sending = signal(false);

let started = false;
/** Delivers now, every minute, and whenever the line or the page comes back. */
export function startDelivery(): void {
  if (started) return;
  started = true;
  const go = () => void deliver();
  addEventListener('online', go);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') go();
  });
  setInterval(go, EVERY_MS);
  session.subscribe(go);
  go();
}

/**
 * One tab delivers at a time; a second call while one is running does nothing. A disk that keeps no receipt is said by the
 * pages; what has none is delivered again.
 */
export const deliver = (): Promise<void> =>
  ready.peek() ? deliverAlone().catch(() => {}) : Promise.resolve();

async function deliverAlone(): Promise<void> {
  await navigator.locks.request('giulanh-delivery', { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    await reload();
    // Also with nothing to send: whoever loads a trip afterwards gets this phone's key with it.
    const who = session.peek();
    if (who !== null) await enrol(who.username);
    if (nextBatch(outbox.peek(), 0).length === 0) return;
    await knowService();
    sending.value = true;
    try {
      const isKeyDoubted = await deliverAll();
      if (isKeyDoubted && who !== null) {
        // Either the service takes the key again, or another one takes its place: then it is clear what must be signed anew.
        await enrol(who.username, true);
        await deliverAll();
      }
    } finally {
      sending.value = false;
    }
  });
}

/** True when an answer has spoken against this phone's own key. */
async function deliverAll(): Promise<boolean> {
  let isKeyDoubted = false;
  let after = 0;
  let most = BATCH_MOST;
  for (
    let batch = nextBatch(outbox.peek(), after, most);
    batch.length > 0;
    batch = nextBatch(outbox.peek(), after, most)
  ) {
    const answer = await call<{ items: RecordedView[] }>('/custody/events', {
      method: 'POST',
      body: { events: batch.map(({ delivered }) => delivered) },
      timeoutMs: TIMEOUT_MS,
    });
    if (answer.ok) {
      // It answers again: no page need say any longer that it is away.
      if (session.peek() === null) void askSession();
      if (await takeAnswers(batch, answer.value.items)) isKeyDoubted = true;
    } else if (!isLineTrouble(answer.status) && batch.length > 1) {
      // One of them is what the service cannot read; each by itself, so that it holds up no other.
      most = 1;
      continue;
    } else {
      // The pages then ask for a sign-in; what was recorded stays as it is, signed.
      if (answer.status === 401) void askSession();
      for (const item of batch) await keepItem(tryFailed(item, troubleOf(answer)));
      if (isLineTrouble(answer.status)) return isKeyDoubted;
    }
    after = batch.at(-1)?.seq ?? after;
  }
  return isKeyDoubted;
}

async function takeAnswers(batch: readonly OutboxItem[], answers: readonly RecordedView[]): Promise<boolean> {
  let isKeyDoubted = false;
  for (const [i, item] of batch.entries()) {
    const answer = answers[i];
    if (answer === undefined) continue;
    const holds = await receiptHolds(answer.receipt, item.id, serviceKey.peek());
    const { body, key } = item.delivered;
    const isOwn = body.by === session.peek()?.username;
    const isPresent = key === ownKey.peek()?.id;
    if (isOwn && isPresent && KEY_REFUSED.has(answer.code ?? '')) isKeyDoubted = true;
    await keepItem(answered(item, answer, holds, Date.now(), isOwn && !isPresent));
  }
  return isKeyDoubted;
}

const troubleOf = ({ status, code, said }: Failure) => ({ status, code, said, at: Date.now() });
