/** When the service last answered this person as somebody who is signed in, by this phone's clock. */
import { signal } from '@preact/signals';
import { get, put } from '../db.ts';

export const contactAt = signal<number | null>(null);

const nameOf = (username: string): string => `contact-at ${username}`;

export async function noteContact(username: string): Promise<void> {
  contactAt.value = Date.now();
  await put('facts', contactAt.peek(), nameOf(username)).catch(() => {
    // Known for this visit; the next contact is noted again.
  });
}

/** A phone that has noted none yet begins to count now. */
export async function readContact(username: string): Promise<void> {
  const kept = await get<number>('facts', nameOf(username));
  if (kept === undefined) await noteContact(username);
  else contactAt.value = kept;
}
