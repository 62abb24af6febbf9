/** Bringing a trip onto the phone: the service's signed bundle, the scanner, and the promise to keep them. */
import { signal } from '@preact/signals';
import type { ShipmentView, SignedTripView } from '../../../../src/keeper/custody-views.ts';
import { call } from '../api/http.ts';
import { keepTrip, trips } from './kept.ts';
import { tripHolds } from './keys.ts';
import { keepServiceKey, serviceKey } from './phone.ts';
import { keepScanner } from './scanner-kept.ts';

/** One page of shipments is more than anybody escorts at once. */
const SHIPMENTS_MOST = 100;

export type Listed =
  | { readonly kind: 'asking' | 'failed' }
  | { readonly kind: 'ready'; readonly items: readonly ShipmentView[] };
export const listed = signal<Listed>({ kind: 'asking' });

export async function askShipments(): Promise<void> {
  const answer = await call<{ items: ShipmentView[] }>(`/shipments?limit=${SHIPMENTS_MOST}`);
  if (answer.ok) listed.value = { kind: 'ready', items: answer.value.items };
  else if (listed.peek().kind === 'asking') listed.value = { kind: 'failed' };
}

export type Loaded = 'loaded' | 'failed' | 'wrong-key';

/** Replaces what was there only by something complete that the service signed with the key this phone knows. */
export async function loadTrip(id: string): Promise<Loaded> {
  const answer = await call<SignedTripView>(`/trips/${id}`, { timeoutMs: 60_000 });
  if (!answer.ok) return 'failed';
  const signed = answer.value;
  const pinned = serviceKey.peek();
  const key = pinned ?? signed.trip.service;
  if (signed.trip.service.key !== key.key || !(await tripHolds(signed, key))) return 'wrong-key';
  // Asked here, where a person has just shown that the data matters; browsers decide by that.
  void navigator.storage?.persist?.();
  try {
    if (pinned === null) await keepServiceKey(key);
    const scanner = await keepScanner();
    await keepTrip({ id, signed, loadedAt: Date.now(), scanner });
    return 'loaded';
  } catch {
    // A full disk refuses it: what was there stays, and it can be tried again once there is room.
    return 'failed';
  }
}

const REFRESH_MS = 60_000;
/** While there is a signal, an open trip stays fresh by itself; a failed refresh leaves the former one. */
export async function refreshTrip(id: string): Promise<void> {
  const former = trips.peek().find((trip) => trip.id === id);
  if (former !== undefined && Date.now() - former.loadedAt < REFRESH_MS) return;
  if (former !== undefined) await loadTrip(id);
}
