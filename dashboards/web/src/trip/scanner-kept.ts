/** The barcode reader is large and only few pages need it: it is fetched with a trip and kept for when there is no network. */
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** The service worker answers from this cache (sw.ts). */
export const SCANNER_CACHE = 'giulanh-scanner';
export { wasmUrl };

/** Fetches the reader unless it is there; false when it could not be. Older readers go. */
export async function keepScanner(): Promise<boolean> {
  try {
    const cache = await caches.open(SCANNER_CACHE);
    if ((await cache.match(wasmUrl)) === undefined) await cache.add(wasmUrl);
    const wanted = new URL(wasmUrl, location.href).href;
    for (const request of await cache.keys()) if (request.url !== wanted) await cache.delete(request);
    // Its script, so that the browser has both.
    await import('./read-codes.ts');
    return true;
  } catch {
    return false;
  }
}

export const hasScanner = async (): Promise<boolean> =>
  'caches' in globalThis && (await caches.match(wasmUrl, { cacheName: SCANNER_CACHE })) !== undefined;
