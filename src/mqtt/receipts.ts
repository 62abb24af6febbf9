/**
 * Tells a device that listens for commands what of its telemetry is on disk: `{"receipt":{"boot":7,"seq":1042,"at":"…"}}`, so
 * that it may free that and everything before it, and set its clock. At most one a second and device, and always of the newest
 * message only: a receipt holds for all that came before on the connection. Nothing waits but that one message, so no
 * device can make anything grow; what a slow device has not read by then it hears of with the next.
 */

/** The connection of a device that listens. */
export interface Listener {
  readonly open: boolean;
  readonly subscribed: boolean;
  /** Sends a command; false: it does not read now, try again later. */
  tell(payload: Buffer): boolean;
}

const EVERY_MS = 1_000;

export class Receipts {
  readonly #now: () => number;
  /** The newest kept message that each was not told of yet. */
  readonly #waiting = new Map<Listener, Uint8Array>();
  readonly #toldAt = new WeakMap<Listener, number>();
  /** How many were sent. */
  sent = 0;

  /** @param now service wall clock, ms UTC */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The commit that holds this telemetry is on disk, and with it all that came before it on this connection. */
  kept(listener: Listener, payload: Uint8Array): void {
    this.#waiting.set(listener, payload);
  }

  /** Called often; sends what is due. */
  tick(): void {
    if (this.#waiting.size === 0) return;
    const now = this.#now();
    for (const [listener, payload] of this.#waiting) {
      const last = this.#toldAt.get(listener);
      // A clock that was set back must not silence it.
      if (last !== undefined && now >= last && now - last < EVERY_MS && listener.open) continue;
      if (!listener.open || !listener.subscribed) this.#waiting.delete(listener);
      else if (listener.tell(receiptOf(payload, now))) {
        this.#waiting.delete(listener);
        this.#toldAt.set(listener, now);
        this.sent++;
      }
    }
  }
}

/** Of a message that counts itself not, a receipt tells the time alone. */
export function receiptOf(payload: Uint8Array, now: number): Buffer {
  const at = new Date(now).toISOString();
  const counted = countersOf(payload);
  return Buffer.from(JSON.stringify({ receipt: { ...counted, at } }));
}

function countersOf(payload: Uint8Array): { boot: number; seq: number } | null {
  try {
    const body: unknown = JSON.parse(Buffer.from(payload).toString());
    if (typeof body !== 'object' || body === null) return null;
    const { boot, seq } = body as { boot?: unknown; seq?: unknown };
    return isCounter(boot) && isCounter(seq) ? { boot, seq } : null;
  } catch {
    return null;
  }
}

const isCounter = (value: unknown): value is number => Number.isSafeInteger(value);
