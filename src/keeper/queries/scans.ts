/** What was scanned at injection tables and what was shown there, for those who look after the place. */
import { accept, type Decision } from '../../lots/refusal.ts';
import type { ScanSaid, ScanView } from '../gate-views.ts';
import { limitOf } from '../pages.ts';
import { iso } from '../show.ts';
import type { Paged } from '../views.ts';
import { type Of, outOfPlace, sees, type View } from './view.ts';

type Kept = ScanSaid & { readonly deliveredBy: string };

/** The newest first. A page may hold fewer than asked for, or none, where scans of other places were left out. */
export async function scans(view: View, query: Of<'scans'>): Promise<Decision<Paged<ScanView>>> {
  const refused = outOfPlace(view, 'scans', query.site ?? null);
  if (refused !== null) return refused;
  const limit = limitOf(query);
  const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(query.cursor);
  const page = await view.store.scansPage(
    query.site ?? null,
    Number.isSafeInteger(before) ? before : 0,
    limit,
  );
  const items = page
    .map(({ doc, receivedAt }) => ({ ...(doc as Kept), receivedAt: iso(receivedAt) }))
    .filter(({ site }) => sees(view, site));
  return accept({ items, next: page.length === limit ? String(page.at(-1)?.number) : null });
}
