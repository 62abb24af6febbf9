/** What time the service has: this machine's clock plus the offset that the live feed measured. Ticks once a second. */
import { signal } from '@preact/signals';

const offsetMs = signal(0);

/** Service time in ms UTC, for ages and countdowns; changes every second. */
export const now = signal(Date.now());

export const serviceNow = (): number => Date.now() + offsetMs.peek();

/** Takes over the service's clock from a frame that has just arrived. */
export function setClock(serverTime: string): void {
  const at = Date.parse(serverTime);
  if (Number.isNaN(at)) return;
  const offset = at - Date.now();
  // Frames travel for different times; a jitter below a quarter second is not worth a jump of the ages.
  if (Math.abs(offset - offsetMs.peek()) <= 250) return;
  offsetMs.value = offset;
  // Otherwise the time goes on with its own ticks: frames come ten times a second, and every age on the page follows it.
  now.value = serviceNow();
}

setInterval(() => {
  now.value = serviceNow();
}, 1000);
