/** Saying again, with the key that counts now, what a key had signed that the service no longer takes. */

import { sayAgain } from '../kept.ts';
import type { OutboxItem } from '../outbox.ts';
import { keyOf } from '../own-key.ts';
import { signatureOf } from '../sign.ts';
import { newId } from '../uuid.ts';

/** The same content and the same times of when it happened, as an event of its own: what was signed is never altered. */
export async function signAnew(item: OutboxItem): Promise<void> {
  const { id: key, pair } = await keyOf(item.delivered.body.by);
  const body = { ...item.delivered.body, id: newId() };
  await sayAgain(item, { body, key, signature: await signatureOf(body, pair.privateKey) });
}
