/** The service worker seen from the page: registered once, and a new version taken over only when a person says so. */
import { signal } from '@preact/signals';

/** A newer version of the app is on the phone and waits. */
export const updateWaits = signal<ServiceWorker | null>(null);

export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/sw.js');
    const note = () => {
      // The very first worker replaces nothing.
      if (registration.waiting && navigator.serviceWorker.controller)
        updateWaits.value = registration.waiting;
    };
    note();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', note);
    });
  } catch {
    // No network at the first visit, a browser that forbids it, or no worker built: the pages work as long as they are open.
  }
}

/** Asks the service for a newer version; false when it cannot be asked. What is found then waits like any other. */
export async function lookForUpdate(): Promise<boolean> {
  try {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    return true;
  } catch {
    return false;
  }
}

/** Reloads once the new version is in charge. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  updateWaits.value?.postMessage('take-over');
}
