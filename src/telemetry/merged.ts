/** Several lists of one probe's readings as one, in the order of time and each reading once. */
import type { Kept } from './tail.ts';

/**
 * Each list is ordered by time. Lists that follow one another, as chunks and the tail nearly always do, are only put together; two
 * readings are the same when time and value are, and the earlier list's is kept.
 */
export function merged(lists: readonly (readonly Kept[])[]): Kept[] {
  const all: Kept[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let isRising = true;
  for (const list of lists)
    for (const reading of list) {
      if (reading.at <= last) isRising = false;
      last = reading.at;
      all.push(reading);
    }
  return isRising ? all : distinct(all.sort((a, b) => a.at - b.at));
}

function distinct(sorted: readonly Kept[]): Kept[] {
  const out: Kept[] = [];
  for (const k of sorted) {
    let i = out.length - 1;
    while (i >= 0 && out[i]?.at === k.at && out[i]?.milli !== k.milli) i--;
    if (i < 0 || out[i]?.at !== k.at) out.push(k);
  }
  return out;
}
