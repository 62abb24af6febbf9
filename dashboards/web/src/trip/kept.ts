/** What is on this phone, as the screens show it: trips, drafts and outbox, each written to disk before it is shown. */
import { computed, signal } from '@preact/signals';
import type { Delivered } from '../../../../src/custody/types.ts';
import type { SignedTripView } from '../../../../src/keeper/custody-views.ts';
import { all, get, put, write } from './db.ts';
import type { Draft } from './draft.ts';
import { lastWords, sayLast, unsay } from './last-words.ts';
import { newItem, type OutboxItem, tallyOf } from './outbox.ts';
import { loadPhone } from './phone.ts';

export type StoredTrip = {
  readonly id: string;
  readonly signed: SignedTripView;
  readonly loadedAt: number;
  /** Can codes be scanned without a network? */
  readonly scanner: boolean;
};

export const trips = signal<readonly StoredTrip[]>([]);
export const drafts = signal<readonly Draft[]>([]);
export const outbox = signal<readonly OutboxItem[]>([]);
export const ready = signal(false);
/** A disk that is full or refused: nothing may look saved that is not. */
export const storageTrouble = signal<string | null>(null);
export const tally = computed(() => tallyOf(outbox.value));

let loading: Promise<void> | null = null;
export function loadKept(): Promise<void> {
  loading ??= (async () => {
    try {
      await loadPhone();
      await reload();
      ready.value = true;
    } catch (error) {
      storageTrouble.value = String(error);
      loading = null;
    }
  })();
  return loading;
}

/** Writings that are under way, and how many began or ended so far. */
const pending = new Set<Promise<unknown>>();
let turns = 0;
/** Drafts that could not be written: they are nowhere but on the screen. */
const unsaved = new Map<string, Draft>();

function writing<T>(act: Promise<T>): Promise<T> {
  const end = () => {
    turns++;
    pending.delete(act);
  };
  turns++;
  pending.add(act);
  act.then(end, end);
  return act;
}

/** Another tab may have written meanwhile. What is being written here while it is read would be lost from sight: read again. */
export async function reload(): Promise<void> {
  for (;;) {
    await Promise.allSettled(pending);
    const turn = turns;
    const [onTrips, inDrafts, inOutbox] = [
      await all<StoredTrip>('trips'),
      await all<Draft>('drafts'),
      await all<OutboxItem>('outbox'),
    ];
    if (turn !== turns) continue;
    trips.value = onTrips;
    const nearer = new Map([...lastWords().map((draft) => [draft.key, draft] as const), ...unsaved]);
    drafts.value = [...inDrafts.filter(({ key }) => !nearer.has(key)), ...nearer.values()];
    outbox.value = inOutbox;
    return;
  }
}

export async function keepTrip(trip: StoredTrip): Promise<void> {
  await writing(put('trips', trip));
  trips.value = [...trips.value.filter(({ id }) => id !== trip.id), trip];
}

/** Shows the change at once and writes it; a failed writing is said, never hidden. */
export async function keepDraft(draft: Draft): Promise<void> {
  drafts.value = [...drafts.value.filter(({ key }) => key !== draft.key), draft];
  const takeBack = sayLast(draft);
  try {
    await writing(put('drafts', draft));
    takeBack();
    unsaved.delete(draft.key);
    storageTrouble.value = null;
  } catch (error) {
    unsaved.set(draft.key, draft);
    storageTrouble.value = String(error);
  }
}

export async function dropDraft(key: string): Promise<void> {
  unsay(key);
  await writing(
    write(['drafts'], (store) => {
      store('drafts').delete(key);
    }),
  );
  unsaved.delete(key);
  drafts.value = drafts.value.filter((draft) => draft.key !== key);
}

type Post = { delivered: Delivered; carried?: boolean; code?: string | null };

/**
 * Puts events into the outbox and the draft they came from to its end, in one transaction. What is already there stays
 * as it was: pressing twice, or once more after a kill, adds nothing.
 */
export async function post(events: readonly Post[], draft: Draft | null): Promise<void> {
  // Said before: were it still there after a kill, what is signed would look unsigned.
  if (draft !== null) unsay(draft.key);
  const posting = write(['outbox', 'drafts'], (store) => {
    const items = store('outbox');
    for (const { delivered, ...how } of events) {
      const there = items.index('id').getKey(delivered.body.id);
      there.onsuccess = () => {
        if (there.result === undefined) items.add(newItem(delivered, Date.now(), how));
      };
    }
    if (draft !== null) store('drafts').put(draft);
  });
  // Said here too, for every page whose signature could not be kept; and no longer said once there is room again.
  storageTrouble.value = await posting.then(
    () => null,
    (error: unknown) => {
      // A full disk has it nowhere else: it is entered still, and not signed.
      const entered = unsaved.get(draft?.key ?? '');
      if (entered !== undefined) sayLast(entered);
      return String(error);
    },
  );
  await posting;
  if (draft !== null) unsaved.delete(draft.key);
  await reload();
}

export async function keepItem(item: OutboxItem): Promise<void> {
  try {
    await writing(put('outbox', item));
    storageTrouble.value = null;
  } catch (error) {
    storageTrouble.value = String(error);
    throw error;
  }
  outbox.value = outbox.value.map((each) => (each.seq === item.seq ? item : each));
}

/**
 * Puts what says the same again beside the item it stands for, in one transaction: pressing twice adds one. The former
 * item stays as it was, with the id of the new one.
 */
export async function sayAgain(former: OutboxItem, delivered: Delivered): Promise<void> {
  await write(['outbox'], (store) => {
    const items = store('outbox');
    const there = items.get(former.seq);
    there.onsuccess = () => {
      const item = there.result as OutboxItem | undefined;
      if (item === undefined || item.replacedBy !== undefined) return;
      items.put({ ...item, replacedBy: delivered.body.id });
      items.add(newItem(delivered, Date.now(), { code: item.code }));
    };
  });
  await reload();
}

export const tripOf = (id: string): Promise<StoredTrip | undefined> => get('trips', id);
/** The item of an event, or of the one that says the same again. */
export function itemOf(event: string): OutboxItem | undefined {
  const item = outbox.value.find(({ id }) => id === event);
  return item?.replacedBy === undefined ? item : itemOf(item.replacedBy);
}
