/** What was scanned at injection tables and what was shown there, for those who look after the place. */
import { accept, type Decision } from '../../lots/refusal.ts';
import { fold } from '../../wording/fold.ts';
import type { ScanSaid, ScanView } from '../gate-views.ts';
import { limitOf } from '../pages.ts';
import { iso } from '../show.ts';
import type { Paged } from '../views.ts';
import type { InTurns } from './turns.ts';
import { type Of, outOfPlace, sees, type View } from './view.ts';

type Kept = ScanSaid & { readonly deliveredBy: string };

/** An answer looks through so many at most; `next` goes on from there. */
const LOOKED_MOST = 2_000;

/** The newest first. A page may hold fewer than asked for, or none, where scans of other places or kinds were left out. */
export async function* scans(view: View, query: Of<'scans'>): InTurns<Decision<Paged<ScanView>>> {
  const refused = outOfPlace(view, 'scans', query.site ?? null);
  if (refused !== null) return refused;
  const limit = limitOf(query);
  const isWanted = wanted(view, query);
  const begin = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(query.cursor);
  let before = Number.isSafeInteger(begin) ? begin : 0;
  const items: ScanView[] = [];
  for (let looked = 0; looked < LOOKED_MOST; looked += limit) {
    const page = await view.store.scansPage(query.site ?? null, before, limit);
    for (const { doc, number, receivedAt } of page) {
      before = number;
      const scan = { ...(doc as Kept), receivedAt: iso(receivedAt) };
      if (isWanted(scan)) items.push(scan);
      if (items.length === limit) return accept({ items, next: String(number) });
    }
    if (page.length < limit) return accept({ items, next: null });
    yield;
  }
  return accept({ items, next: String(before) });
}

function wanted(view: View, { verdict, offline, lot, by }: Of<'scans'>): (scan: ScanView) => boolean {
  const has = (text: string | null, part: string | undefined): boolean =>
    part === undefined || (text !== null && fold(text).includes(fold(part)));
  return (scan) =>
    sees(view, scan.site) &&
    (verdict === undefined || scan.verdict === verdict) &&
    (offline === undefined || scan.offline === offline) &&
    has(scan.lot, lot) &&
    has(`${scan.by} ${view.province.people.get(scan.by)?.name ?? ''}`, by);
}
