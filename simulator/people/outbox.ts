/**
 * What a phone has signed and not yet got a receipt for. It leaves in order or in any order, once or many times over, in pieces
 * of any size; nothing is dropped without an answer, and what was refused is put aside to be looked at.
 */
import type { Delivered } from '../../src/custody/types.ts';
import type { Random } from '../random.ts';

/** `times`: how often each event is sent. `atOnce`: events in one request, at most. */
export type Manner = {
  readonly order: 'in-order' | 'reversed' | 'shuffled';
  readonly times: number;
  readonly atOnce: number;
};
export type Answer = { readonly id: string | null; readonly status: string; readonly code: string | null };
/** One request to the service; throws when there is no answer. */
export type Deliver = (events: readonly Delivered[]) => Promise<readonly Answer[]>;

/** More than the service takes in one request are never sent. */
const AT_ONCE_MOST = 200;

export class Outbox {
  #waiting: Delivered[] = [];
  #lost = false;
  /** Everything that was said of an event, in the order of the answers. */
  readonly answers = new Map<string, Answer[]>();
  /** Events that reached the service. */
  readonly sent = new Set<string>();

  get waiting(): number {
    return this.#waiting.length;
  }

  put(event: Delivered): void {
    if (!this.#lost) this.#waiting.push(event);
  }

  /** The phone is gone, and with it all that waits. */
  lose(): Delivered[] {
    this.#lost = true;
    return this.#waiting.splice(0);
  }

  /** Sends everything. What got no answer waits on, and the error goes to whoever called. */
  async flush(deliver: Deliver, manner: Manner, draw: Random): Promise<void> {
    const copies = this.#waiting.flatMap((event) => Array.from({ length: manner.times }, () => event));
    const list = arranged(copies, manner.order, draw);
    const size = Math.min(manner.atOnce, AT_ONCE_MOST);
    for (let from = 0; from < list.length; from += size) {
      const piece = list.slice(from, from + size);
      const answers = await deliver(piece);
      for (const [i, { body }] of piece.entries()) {
        const answer = answers[i];
        if (answer === undefined) continue;
        this.sent.add(body.id);
        this.answers.set(body.id, [...(this.answers.get(body.id) ?? []), answer]);
      }
    }
    this.#waiting = this.#waiting.filter(({ body }) => !this.answers.has(body.id));
  }
}

function arranged(list: readonly Delivered[], order: Manner['order'], draw: Random): Delivered[] {
  if (order === 'in-order') return [...list];
  return order === 'reversed' ? list.toReversed() : draw.shuffle(list);
}
