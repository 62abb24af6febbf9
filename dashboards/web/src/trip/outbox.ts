/**
 * What waits to be delivered, and what became of it. Pure: which items go next, and what an answer changes. Nothing
 * leaves the list; "confirmed" means that the service's receipt is in it.
 */
import type { Delivered } from '../../../../src/custody/types.ts';
import type { ReceiptView, RecordedView } from '../../../../src/keeper/custody-views.ts';

export type Said = { readonly vi: string; readonly en: string };
export type Trouble = {
  readonly code: string;
  readonly status: number;
  readonly said: Said | null;
  readonly at: number;
};
/**
 * `waiting`: no receipt yet; `confirmed` and `conflict`: the receipt is stored; `refused`: kept by the service without
 * effect, to be repaired by a person.
 */
export type OutboxItem = {
  readonly seq: number;
  readonly id: string;
  /** The shipment it belongs to; order within it is kept. */
  readonly trip: string | null;
  readonly delivered: Delivered;
  /** Taken over from the other side's screen: they deliver it too, and whoever is first has delivered it. */
  readonly carried: boolean;
  /** The one-time code of an offer of one's own, to show it again. */
  readonly code: string | null;
  readonly savedAt: number;
  readonly state: 'waiting' | 'confirmed' | 'conflict' | 'refused';
  readonly tries: number;
  readonly trouble: Trouble | null;
  readonly receipt: ReceiptView | null;
  readonly confirmedAt: number | null;
  /** The id of the event that says the same again, signed with another key; this one stays as it was. */
  readonly replacedBy?: string;
};
export type NewItem = Omit<OutboxItem, 'seq'>;

/** One request; the service takes up to 200 at once, a weak signal takes fewer. */
export const BATCH_MOST = 20;

/** The signer's phone has not told the service its key yet: it will, and until then there is nothing to repair. */
const KEY_UNKNOWN = 'EVENT_KEY_UNKNOWN';
/** The service does not take the key; what it signed must be signed anew by its author. */
export const KEY_REFUSED: ReadonlySet<string> = new Set([KEY_UNKNOWN, 'EVENT_KEY_REVOKED']);

export const newItem = (
  delivered: Delivered,
  savedAt: number,
  { carried = false, code = null }: { carried?: boolean; code?: string | null } = {},
): NewItem => ({
  id: delivered.body.id,
  trip: delivered.body.shipment,
  delivered,
  carried,
  code,
  savedAt,
  state: 'waiting',
  tries: 0,
  trouble: null,
  receipt: null,
  confirmedAt: null,
});

export const inOrder = (items: readonly OutboxItem[]): OutboxItem[] =>
  [...items].sort((a, b) => a.seq - b.seq);

/** Those that go next, oldest first, after `seq`; everything before them has been tried. */
export const nextBatch = (items: readonly OutboxItem[], afterSeq: number, most = BATCH_MOST): OutboxItem[] =>
  inOrder(items)
    .filter(({ state, seq }) => state === 'waiting' && seq > afterSeq)
    .slice(0, most);

export const tryFailed = (item: OutboxItem, trouble: Trouble): OutboxItem => ({
  ...item,
  tries: item.tries + 1,
  trouble,
});

/**
 * What the service's answer makes of an item. `receiptHolds`: the receipt's signature was checked with the service's
 * key, and it names this event. Without that the item goes on waiting, whatever the answer says. `isKeyGone`: no phone
 * will ever tell the service the key, for its author signs with another one now.
 */
export function answered(
  item: OutboxItem,
  answer: RecordedView,
  receiptHolds: boolean,
  at: number,
  isKeyGone = false,
): OutboxItem {
  const said = answer.vi !== null && answer.en !== null ? { vi: answer.vi, en: answer.en } : null;
  const tried = { ...item, tries: item.tries + 1 };
  if (answer.status === 'refused' && answer.code === KEY_UNKNOWN && !isKeyGone) {
    return { ...tried, trouble: { code: KEY_UNKNOWN, status: 200, said, at } };
  }
  if (answer.status === 'refused') {
    return {
      ...tried,
      state: 'refused',
      receipt: receiptHolds ? answer.receipt : null,
      trouble: { code: answer.code ?? 'unknown', status: 200, said, at },
    };
  }
  if (!receiptHolds) {
    return { ...tried, trouble: { code: 'RECEIPT_INVALID', status: 200, said: null, at } };
  }
  return {
    ...tried,
    state: answer.status === 'conflict' ? 'conflict' : 'confirmed',
    receipt: answer.receipt,
    confirmedAt: at,
    trouble: answer.status === 'conflict' ? { code: answer.code ?? 'unknown', status: 200, said, at } : null,
  };
}

/** To be sent once more by hand. What has its receipt needs no second sending. */
export const again = (item: OutboxItem): OutboxItem =>
  item.state === 'refused' ? { ...item, state: 'waiting' } : item;

/** Refused for its key alone, recorded by this person and not said again yet: it can be signed anew. */
export const mayBeSignedAnew = (item: OutboxItem, username: string, key: string): boolean =>
  item.state === 'refused' &&
  item.replacedBy === undefined &&
  KEY_REFUSED.has(item.trouble?.code ?? '') &&
  item.delivered.body.by === username &&
  item.delivered.key !== key;

/** Does it still ask for the network or for a person? */
export const isOpen = ({ state, replacedBy }: OutboxItem): boolean =>
  state !== 'confirmed' && replacedBy === undefined;

/** Is the failure one of the line, so that everything behind it would fail as well? */
export const isLineTrouble = (status: number): boolean =>
  status === 0 || status === 401 || status === 429 || status >= 500;

export type Tally = { readonly waiting: number; readonly refused: number; readonly conflict: number };
export function tallyOf(items: readonly OutboxItem[]): Tally {
  const open = items.filter(isOpen);
  const count = (state: OutboxItem['state']) => open.filter((item) => item.state === state).length;
  return { waiting: count('waiting'), refused: count('refused'), conflict: count('conflict') };
}
