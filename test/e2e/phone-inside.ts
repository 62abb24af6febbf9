/** What lies on a phone, looked at and changed from a test: its IndexedDB, its clock, and whether it is in a pocket. */
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Merges `change` into the fact of that name; without a former one it becomes the fact. Answers what stands there then. */
export const changeFact = (page: Page, name: string, change: unknown): Promise<unknown> =>
  page.evaluate(
    ({ key, value }) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('giulanh-trip');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('facts', 'readwrite');
          const facts = transaction.objectStore('facts');
          const former = facts.get(key);
          let next: unknown;
          former.onsuccess = () => {
            next = typeof value === 'object' ? { ...former.result, ...value } : value;
            facts.put(next, key);
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(next);
          };
        };
      }),
    { key: name, value: change },
  );

/**
 * Resolves when a draft on the disk holds this text. What was typed is written at once, but a page that goes in the same
 * instant takes with it what the browser has not yet begun to write.
 */
export async function isOnDisk(page: Page, text: string): Promise<void> {
  const drafts = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open('giulanh-trip');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const asked = opening.result.transaction('drafts').objectStore('drafts').getAll();
            asked.onsuccess = () => {
              opening.result.close();
              resolve(JSON.stringify(asked.result));
            };
          };
        }),
    );
  await expect.poll(drafts).toContain(text);
}

/** Hidden for so long, by the phone's clock; then in the hand again. */
export const putAway = (page: Page, ms: number): Promise<void> =>
  page.evaluate((gone) => {
    const show = (visibilityState: string) => {
      Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    show('hidden');
    const realNow = Date.now;
    Date.now = () => realNow() + gone;
    show('visible');
    Date.now = realNow;
  }, ms);

/** From the next page on this phone's clock is wrong by so much. */
export const setClock = (context: BrowserContext, ms: number): Promise<unknown> =>
  context.addInitScript((wrong) => {
    const realNow = Date.now.bind(Date);
    Date.now = () => realNow() + wrong;
  }, ms);
