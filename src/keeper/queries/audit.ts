/** The ledger searched from its newest entry backwards, in words. A page looks through a bounded stretch of it. */

import type { LedgerEvent } from '../../custody/events.ts';
import { may } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { fold } from '../../wording/fold.ts';
import { ledgerWords } from '../../wording/ledger-events.ts';
import type { AuditEntryView, AuditView } from '../official-views.ts';
import { limitOf } from '../pages.ts';
import type { Province } from '../province.ts';
import { type InTurns, Pace } from './turns.ts';
import type { Of, View } from './view.ts';

const PAGE = 250;
/** An answer that found little says how far it looked, and can be asked to go on. */
const LOOKED_MOST = 20_000;

type Row = { seq: number; event: unknown; leaf: string };

export async function* ledgerSearch(view: View, query: Of<'ledger.search'>): InTurns<Decision<AuditView>> {
  const allowed = may(view.actor, 'ledger.search', null, view.province.tree);
  if (!allowed.ok) return allowed;
  const size = await view.store.ledgerSize();
  const limit = Math.min(limitOf(query), 200);
  const matches = matcher(view.province, query);
  const items: AuditEntryView[] = [];
  const pace = new Pace();
  const begin = Math.min(Number(query.cursor ?? size + 1) - 1, size);
  let reached: string | null = null;
  let top = begin;
  while (top > 0 && begin - top < LOOKED_MOST) {
    const bottom = Math.max(0, top - PAGE);
    const rows: Row[] = await view.store.ledgerPage(bottom, top - bottom);
    for (const row of rows.toReversed()) {
      const event = row.event as LedgerEvent;
      reached = event.recorded;
      // They are written in the order of `recorded`: what was written before the wanted time began happened before it, too.
      if (query.from !== undefined && Date.parse(event.recorded) < query.from)
        return accept({ items, next: null, reached, size });
      if (!matches(event)) continue;
      items.push(showEntry(view.province, row, event));
      if (items.length === limit)
        return accept({ items, next: row.seq > 1 ? String(row.seq) : null, reached, size });
    }
    top = bottom;
    yield* pace.rest();
  }
  return accept({ items, next: top > 0 ? String(top + 1) : null, reached, size });
}

function matcher(
  { people }: Province,
  { by, kind, text, from, to }: Of<'ledger.search'>,
): (event: LedgerEvent) => boolean {
  const wantedBy = by === undefined ? null : fold(by);
  const wantedText = text === undefined ? null : fold(text);
  const named = new Map<string, boolean>();
  const isBy = (username: string): boolean => {
    const known = named.get(username);
    if (known !== undefined || wantedBy === null) return known ?? true;
    const found = fold(`${username} ${people.get(username)?.name ?? ''}`).includes(wantedBy);
    named.set(username, found);
    return found;
  };
  return (event) =>
    (kind === undefined || event.type === kind || event.type.startsWith(`${kind}.`)) &&
    (wantedBy === null || isBy(event.by)) &&
    (from === undefined || Date.parse(event.recorded) >= from) &&
    (to === undefined || Date.parse(event.recorded) < to) &&
    (wantedText === null || says(event, wantedText));
}

/** Keys and signatures are no words: only what people name things by is looked through. */
const NO_WORDS = new Set(['jwk', 'signature', 'codeHash', 'code', 'recorded', 'at', 'type', 'v']);

function says(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return fold(value).includes(wanted);
  if (Array.isArray(value)) return value.some((one) => says(one, wanted));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, one]) => !NO_WORDS.has(name) && says(one, wanted));
}

export function showEntry(province: Province, { seq, leaf }: Row, event: LedgerEvent): AuditEntryView {
  const { id, type, at, recorded, by } = event;
  return {
    seq,
    hash: leaf,
    id,
    type,
    at,
    recorded,
    by,
    byName: by === 'system' ? 'Giữ Lạnh' : (province.people.get(by)?.name ?? by),
    words: ledgerWords(event, {
      person: (username) => province.people.get(username)?.name ?? username,
      site: (site) => province.sites.get(site)?.name ?? site,
      unit: (unit) => province.units.get(unit)?.name ?? unit,
      product: (gtin) => province.products.get(gtin)?.name ?? gtin,
    }),
    event: { ...event },
  };
}
