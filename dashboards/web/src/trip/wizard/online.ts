/** Is there a network, as far as the browser can tell? */
import { signal } from '@preact/signals';

export const isOnline = signal(navigator.onLine);

const look = (): void => {
  isOnline.value = navigator.onLine;
};
addEventListener('online', look);
addEventListener('offline', look);
