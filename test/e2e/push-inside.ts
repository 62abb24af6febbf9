/**
 * Web Push of a browser in a test. The push service of its maker is far away and its own affair: a subscription names the test's
 * instead, and what comes there is handed to the service worker as the browser would do it.
 */
import type { BrowserContext, Page } from 'playwright-core';

type Keys = { readonly p256dh: string; readonly auth: string };

/** From the next page on this browser subscribes at `endpoint`. */
export const takePushes = (context: BrowserContext, endpoint: string, keys: Keys): Promise<unknown> =>
  context.addInitScript(
    ([at, json]) => {
      const kept = 'push-of-the-test';
      const subscription = {
        endpoint: at,
        toJSON: () => ({ endpoint: at, expirationTime: null, keys: json }),
        unsubscribe: async () => {
          localStorage.removeItem(kept);
          return true;
        },
      } as unknown as PushSubscription;
      PushManager.prototype.subscribe = async (options) => {
        if (!options?.userVisibleOnly || typeof options.applicationServerKey !== 'string')
          throw new TypeError('A browser wants a key, and that every message is shown');
        localStorage.setItem(kept, 'yes');
        return subscription;
      };
      PushManager.prototype.getSubscription = async () =>
        localStorage.getItem(kept) === null ? null : subscription;
    },
    [endpoint, keys] as const,
  );

/** Hands a message to the page's service worker, and answers the titles of what it then shows. */
export async function deliverPush(page: Page, origin: string, data: string): Promise<string[]> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations;
      if (registration !== undefined) resolve(registration.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  const titles = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    for (;;) {
      const shown = await registration.getNotifications();
      if (shown.length > 0) return shown.map(({ title }) => title);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  await session.detach();
  return titles;
}

/** As if the person pressed on the one notification that is shown. */
export async function pressNotification(page: Page): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  if (worker === undefined) throw new Error('there is no service worker');
  await worker.evaluate(async () => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
      dispatchEvent(event: Event): void;
    };
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  });
}
