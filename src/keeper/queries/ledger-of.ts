/** Which entries of the ledger were written at a given moment? Found by halving, for entries are in the order of that time. */
import type { LedgerEvent } from '../../custody/events.ts';
import type { Store } from '../../store/store.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { InTurns } from './turns.ts';

const PAGE = 250;

export type LedgerRow = { readonly seq: number; readonly event: LedgerEvent; readonly leaf: string };

/** Those that `isWanted`, the first `most` of them. A moment of which nothing was written has none. */
export async function* entriesAt(
  store: Store,
  at: UtcMs,
  most: number,
  isWanted: (event: LedgerEvent) => boolean,
): InTurns<LedgerRow[]> {
  const found: LedgerRow[] = [];
  let after = await before(store, at);
  for (;;) {
    const rows = await store.ledgerPage(after, PAGE);
    for (const row of rows) {
      const event = row.event as LedgerEvent;
      if (Date.parse(event.recorded) > at || found.length === most) return found;
      if (Date.parse(event.recorded) === at && isWanted(event)) found.push({ ...row, event });
    }
    if (rows.length < PAGE) return found;
    after += PAGE;
    yield;
  }
}

/** The last entry that was written earlier; 0 for none. */
async function before(store: Store, at: UtcMs): Promise<number> {
  let low = 0;
  let high = await store.ledgerSize();
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [row] = await store.ledgerPage(middle - 1, 1);
    const isEarlier = row !== undefined && Date.parse((row.event as LedgerEvent).recorded) < at;
    if (isEarlier) low = middle;
    else high = middle - 1;
  }
  return low;
}
