/** The PIN of whoever uses this phone: set, taken away, and tried, with every try on disk before its digits are compared. */
import { signal } from '@preact/signals';
import { get, put, write } from '../db.ts';
import { isRight, type Pin, pinOf } from './pin.ts';
import { NO_WAITING, oneMoreWrong, passed } from './waiting.ts';

export const pin = signal<Pin | null>(null);

const TICK_MS = 1_000;
/** One try or change at a time, in however many tabs. */
const LOCK = 'giulanh-pin';
const nameOf = (username: string): string => `pin ${username}`;

export async function readPin(username: string): Promise<void> {
  pin.value = (await get<Pin>('facts', nameOf(username))) ?? null;
}

async function keep(username: string, next: Pin): Promise<void> {
  await put('facts', next, nameOf(username));
  pin.value = next;
}

export async function setPin(username: string, digits: string): Promise<void> {
  const made = await pinOf(digits);
  await navigator.locks.request(LOCK, () => keep(username, made));
}

export async function forgetPin(username: string): Promise<void> {
  await navigator.locks.request(LOCK, () =>
    write(['facts'], (store) => {
      store('facts').delete(nameOf(username));
    }),
  );
  pin.value = null;
}

/** `waiting`: not compared at all. Whoever ends the page while a try is being compared has used it up. */
export function tryPin(username: string, digits: string): Promise<'right' | 'wrong' | 'waiting'> {
  return navigator.locks.request(LOCK, async () => {
    await readPin(username);
    const kept = pin.peek();
    if (kept === null) return 'right';
    if (kept.leftMs > 0) return 'waiting';
    await keep(username, { ...kept, ...oneMoreWrong(kept) });
    if (!(await isRight(digits, kept))) return 'wrong';
    await keep(username, { ...kept, ...NO_WAITING });
    return 'right';
  });
}

/** Lets the wait pass, in one tab at a time; the others read what is left of it. Ends with the function it returns. */
export function passWaiting(username: string): () => void {
  const end = new AbortController();
  const read = setInterval(() => void readPin(username), TICK_MS);
  end.signal.addEventListener('abort', () => clearInterval(read));
  const tickUntilEnd = () =>
    new Promise<void>((resolve) => {
      let last = performance.now();
      const tick = async () => {
        const at = performance.now();
        const gone = at - last;
        last = at;
        await navigator.locks.request(LOCK, async () => {
          const kept = await get<Pin>('facts', nameOf(username));
          if (kept !== undefined && kept.leftMs > 0) await keep(username, { ...kept, ...passed(kept, gone) });
        });
      };
      const timer = setInterval(() => void tick(), TICK_MS);
      end.signal.addEventListener('abort', () => {
        clearInterval(timer);
        resolve();
      });
    });
  navigator.locks.request('giulanh-pin-wait', { signal: end.signal }, tickUntilEnd).catch(() => {
    // Ended while another tab let the wait pass.
  });
  return () => end.abort();
}
