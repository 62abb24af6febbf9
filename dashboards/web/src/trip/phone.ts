/** This phone's own things: the distance of its clock, the service's key, a number to call. */
import { signal } from '@preact/signals';
import { onServiceTime } from '../api/http.ts';
import { isOtherOffset, type Offset, offsetFrom } from './clock-offset.ts';
import { get, put } from './db.ts';
import type { ServiceKey } from './keys.ts';

export const offset = signal<Offset | null>(null);
/** Taken over with the first trip; a trip signed by another key is not believed. */
export const serviceKey = signal<ServiceKey | null>(null);
export const contact = signal('');

export async function loadPhone(): Promise<void> {
  offset.value = (await get<Offset>('facts', 'offset')) ?? null;
  serviceKey.value = (await get<ServiceKey>('facts', 'service-key')) ?? null;
  contact.value = (await get<string>('facts', 'contact')) ?? '';
}

onServiceTime((date, sentAt, receivedAt) => {
  const found = offsetFrom(date, sentAt, receivedAt);
  if (found === null || !isOtherOffset(offset.peek(), found)) return;
  offset.value = found;
  void put('facts', found, 'offset').catch(() => {
    // Kept for this visit only; the next answer tells it again.
  });
});

/** The time that everybody shares, as far as this phone knows it. */
export const sharedNow = (): number => Date.now() + (offset.peek()?.ms ?? 0);

/** A moment of this phone's clock, told by the one that everybody shares. */
export const sharedOf = (here: number): number => here + (offset.value?.ms ?? 0);

export async function keepServiceKey(key: ServiceKey): Promise<void> {
  await put('facts', key, 'service-key');
  serviceKey.value = key;
}

export async function keepContact(phone: string): Promise<void> {
  contact.value = phone;
  await put('facts', phone, 'contact').catch(() => {
    // Kept for this visit; what is typed next is kept again.
  });
}
