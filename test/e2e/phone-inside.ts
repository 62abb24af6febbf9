/** What lies on a phone, looked at and changed from a test: its IndexedDB, its clock, and whether it is in a pocket. */
import type { BrowserContext, Page } from 'playwright-core';

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

/** Until this page goes, its disk is busy with the drafts: what it enters is on its way there, and goes as the page goes. */
export const busyDisk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...what) {
      const busy = () => {
        this.count().onsuccess = busy;
      };
      if (this.name === 'drafts') busy();
      return put.apply(this, what);
    };
  });

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
