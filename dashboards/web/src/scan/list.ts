/**
 * The signed list of the site in use: fetched every minute and whenever a stop is heard of, kept for when nothing can be
 * asked, and believed only with the signature of the service that this browser knows.
 */
import { computed, signal } from '@preact/signals';
import type { SignedLotsView } from '../../../../src/keeper/gate-views.ts';
import { call } from '../api/http.ts';
import { onFrame } from '../live/connection.ts';
import { isSignedByService } from '../trip/keys.ts';
import { keepServiceKey, loadPhone, serviceKey } from '../trip/phone.ts';
import { listTime } from './by-list.ts';
import { type KeptList, keep, kept } from './gate-kept.ts';

const REFRESH_MS = 60_000;

/** Checked lists by site. */
const lists = signal<ReadonlyMap<string, KeptList>>(new Map());
const wanted = signal<string | null>(null);
/** A list came that the known key did not sign: it is not used, and somebody must look at it. */
export const isForged = signal(false);
/** Could the list be fetched the last time it was asked for? Null before the first try. */
export const isFresh = signal<boolean | null>(null);

export const list = computed(() => (wanted.value === null ? null : (lists.value.get(wanted.value) ?? null)));
/** The sites that this browser could answer for without the service. */
export const keptSites = computed(() =>
  [...lists.value.values()].map(({ signed }) => ({ id: signed.list.site, name: signed.list.siteName })),
);

let loading: Promise<void> | null = null;
/** Reads what is kept; each list is checked again, for what lies on a disk can be changed there. */
export function loadLists(): Promise<void> {
  loading ??= (async () => {
    await loadPhone();
    for (const one of await kept('lists')) if (await holds(one.signed)) take(one);
  })().catch(() => {
    // Private windows refuse storage: then only the service answers.
  });
  return loading;
}

async function holds({ list: said, key, signature }: SignedLotsView): Promise<boolean> {
  const pinned = serviceKey.peek();
  return pinned !== null && pinned.key === key && (await isSignedByService(said, signature, pinned));
}

const take = (one: KeptList): void => {
  lists.value = new Map([...lists.peek(), [one.site, one]]);
};

/** From now on the list of this site is kept fresh. */
export function keepListOf(site: string | null): void {
  if (wanted.peek() === site) return;
  wanted.value = site;
  isFresh.value = null;
  void refresh();
}

let timer: ReturnType<typeof setTimeout> | undefined;
let inFlight = false;
let isAskedAgain = false;

export async function refresh(): Promise<void> {
  const site = wanted.peek();
  clearTimeout(timer);
  if (site === null) return;
  if (inFlight) {
    isAskedAgain = true;
    return;
  }
  inFlight = true;
  try {
    await loadLists();
    const answer = await call<SignedLotsView>(`/lots/signed?${new URLSearchParams({ site })}`);
    isFresh.value = answer.ok;
    if (answer.ok) await accept(site, answer.value);
    await look(site);
  } catch {
    // Whatever answered, it was no list.
    isFresh.value = false;
  } finally {
    inFlight = false;
    timer = setTimeout(refresh, isAskedAgain ? 0 : REFRESH_MS);
    isAskedAgain = false;
  }
}

async function accept(site: string, signed: SignedLotsView): Promise<void> {
  const pinned = serviceKey.peek();
  const { list: said } = signed;
  if (
    pinned === null &&
    said.service.key === signed.key &&
    (await isSignedByService(said, signed.signature, said.service))
  )
    await keepServiceKey(said.service).catch(() => {
      // Kept for this visit only.
      serviceKey.value = said.service;
    });
  isForged.value = said.site !== site || !(await holds(signed));
  if (isForged.peek() || isOlder(said, lists.peek().get(site))) return;
  const now = Date.now();
  const one: KeptList = { site, signed, fetchedAt: now, seenAt: now };
  take(one);
  await keep('lists', one).catch(() => {
    // Kept for this visit only.
  });
}

/** A list that knows of fewer events than the kept one may lack a stop; it is taken only when the kept one says nothing any more. */
function isOlder({ sequence }: SignedLotsView['list'], former: KeptList | undefined): boolean {
  if (former === undefined || sequence >= former.signed.list.sequence) return false;
  const time = listTime(former, Date.now());
  return time !== null && time < Date.parse(former.signed.list.validUntil);
}

/** Notes that it was looked at now, so that a clock set back later is noticed. */
async function look(site: string): Promise<void> {
  const one = lists.peek().get(site);
  if (one === undefined || Date.now() <= one.seenAt) return;
  const seen = { ...one, seenAt: Date.now() };
  take(seen);
  await keep('lists', seen).catch(() => {});
}

onFrame((frame) => {
  if (wanted.peek() === null || frame === 'lost') return;
  // A stop that was heard of belongs on the list at once.
  if (frame === 'snapshot' || frame.holds.length > 0) void refresh();
});
addEventListener('online', () => void refresh());
