/**
 * What waits for a person, and when does it become a message? What is told is noted at once, one document each; all that waits is
 * looked through when something of it may be due, and not before.
 */
import { type Composed, compose, emptyInbox, gather, notBefore } from '../alerts/compose.ts';
import type { Waiting } from '../alerts/pending.ts';
import type { Inbox, Notice, Telling } from '../alerts/telling.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import type { Composing } from './notice-composing.ts';
import type { Notices } from './notices.ts';
import type { Province } from './province.ts';
import { tellingKey } from './tellings.ts';

/** The kind of its deadlines. */
export const INBOX = 'inbox';

type Parts = {
  readonly province: Province;
  readonly deadlines: Deadlines;
  readonly notices: Notices;
  readonly composing: Composing;
  readonly onMade: (notice: Notice) => void;
};

export class Inboxes {
  readonly #parts: Parts;
  /** People whose moment has come. */
  readonly #due = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get isDue(): boolean {
    return this.#due.size > 0;
  }

  /** The person's moment has come. */
  note(person: string): void {
    this.#due.add(person);
  }

  /** Everyone is looked at: after a start anything may have been due meanwhile. */
  noteAll(): void {
    const { inboxes, tellings } = this.#parts.province;
    for (const person of inboxes.keys()) this.note(person);
    for (const person of tellings.people()) this.note(person);
  }

  /** Takes in what is told, and makes what is due a message. */
  async deliver(told: readonly Telling[], draft: Draft): Promise<void> {
    const byPerson = Map.groupBy(told, ({ person }) => person);
    for (const [person, tellings] of byPerson)
      if (this.#takeIn(person, tellings, draft) <= draft.now) this.note(person);
    // In an order that is the same after a start.
    const people = [...this.#due].sort();
    this.#due.clear();
    for (const person of people) await this.#compose(person, draft);
  }

  /** Answers when the person must be looked at for it. */
  #takeIn(person: string, told: readonly Telling[], draft: Draft): UtcMs {
    const { province, deadlines } = this.#parts;
    const inbox = this.#inboxOf(person);
    let at = Number.POSITIVE_INFINITY;
    for (const [alert, telling] of gather(province.tellings.of(person), told)) {
      draft.put('telling', tellingKey(alert, person), telling);
      if (telling !== null) at = Math.min(at, notBefore(inbox, telling));
    }
    deadlines.setEarlier(`${INBOX}:${person}`, at);
    return at;
  }

  async #compose(person: string, draft: Draft): Promise<void> {
    const { province, deadlines, composing, notices, onMade } = this.#parts;
    const before = this.#inboxOf(person);
    const waiting = province.tellings.of(person);
    const { inbox, messages, pending, nextAt }: Composed = compose(before, waiting.values(), draft.now);
    for (const message of messages) {
      const notice = await composing.message(person, message, draft);
      notices.put(notice, draft);
      onMade(notice);
    }
    if (!isSame(before, inbox)) draft.put('inbox', person, inbox);
    for (const [alert, telling] of changesOf(waiting, pending))
      draft.put('telling', tellingKey(alert, person), telling);
    deadlines.set(`${INBOX}:${person}`, nextAt ?? Number.POSITIVE_INFINITY);
  }

  #inboxOf(person: string): Inbox {
    return this.#parts.province.inboxes.get(person) ?? emptyInbox(person);
  }
}

/** What waits no more, as null, and what does so otherwise than before. */
function changesOf(waiting: Waiting, pending: readonly Telling[]): [string, Telling | null][] {
  const left = new Map(pending.map((telling) => [telling.alert, telling]));
  return [...waiting].flatMap(([alert, telling]): [string, Telling | null][] => {
    const now = left.get(alert) ?? null;
    return now === telling ? [] : [[alert, now]];
  });
}

const isSame = (a: Inbox, b: Inbox): boolean =>
  a.limited === b.limited && areAlike(a.sent, b.sent) && areAlike(a.groups, b.groups);

const areAlike = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);
