/**
 * The service worker: keeps the app so that the escort's pages and the scan gate open without a network, and shows pushed messages
 * while no page is open. It never answers for the service's data, and a new version waits until the page asks for it, so that no
 * reload falls into a handoff.
 */
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { type Shown, shownOf } from './notices/message.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
};

const SCANNER_CACHE = 'giulanh-scanner';
/** These open from the phone at once; every other page prefers the service's own answer. */
const KEPT_PAGES = /^\/(chuyen|hop-thu-di|may-nay|quet)(\/|$)/;

precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (
    request.method !== 'GET' ||
    url.origin !== location.origin ||
    /^\/(api|metrics)(\/|$)/.test(url.pathname)
  )
    return;
  if (request.mode === 'navigate') event.respondWith(page(request, url));
  else event.respondWith(file(request));
});

async function page(request: Request, { pathname }: URL): Promise<Response> {
  const kept = await matchPrecache('/index.html');
  if (kept !== undefined && KEPT_PAGES.test(pathname)) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept !== undefined) return kept;
    throw error;
  }
}

async function file(request: Request): Promise<Response> {
  const kept = (await matchPrecache(request)) ?? (await caches.match(request, { cacheName: SCANNER_CACHE }));
  return kept ?? fetch(request);
}

// A browser takes the right to push away from whoever pushes and shows nothing: something is shown for every message.
self.addEventListener('push', (event) => {
  const { title, body, tag, isCritical, data } = shownOf(event.data?.text() ?? null, location.origin);
  const shown = { body, tag, data, renotify: true, requireInteraction: isCritical, icon: '/icon-192.png' };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { notice, path } = event.notification.data as Shown['data'];
  event.waitUntil(Promise.all([open(path), notice === null ? null : tellRead(notice)]));
});

/** In a window that is there already, else in a new one. */
async function open(path: string): Promise<void> {
  const [window] = await self.clients.matchAll({ type: 'window' });
  const shown = await window?.navigate(path).catch(() => null);
  if (shown) await shown.focus();
  else await self.clients.openWindow(path);
}

async function tellRead(notice: string): Promise<void> {
  // Whoever is signed out, or has no network, has not told; that they were told stands in the service's own record.
  await fetch(`/api/v1/notices/${encodeURIComponent(notice)}/read`, { method: 'POST' }).catch(() => null);
}
