/**
 * The service worker: keeps the app so that the escort's pages and the scan gate open without a network. It never answers for
 * the service's data, and a new version waits until the page asks for it, so that no reload falls into a handoff.
 */
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';

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
