/** Questions about what happened and what was decided: excursions, holds, dispositions, alerts, the ledger. */
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Hold } from '../../lots/types.ts';
import { limitOf, paged } from '../pages.ts';
import * as show from '../show.ts';
import { type Of, sees, siteOf, type View } from './view.ts';

export async function excursions(view: View, query: Of<'excursions'>): Promise<Decision<unknown>> {
  const records = [...view.province.allExcursions()].filter((e) => {
    if (!e.present) return false;
    if (query.unit !== undefined && (e.subject.kind !== 'unit' || e.subject.id !== query.unit)) return false;
    if (query.parcel !== undefined && (e.subject.kind !== 'parcel' || e.subject.id !== query.parcel))
      return false;
    const site =
      e.subject.kind === 'unit'
        ? siteOfUnit(view.province.units.get(e.subject.id), view.now)
        : siteOf(view, e.subject.id);
    return sees(view, site);
  });
  return accept(paged(records, (e) => e.id, show.showExcursion, query));
}

export function holds(view: View, query: Of<'holds'>) {
  const from =
    query.parcel === undefined ? [...view.province.holds.values()] : view.province.holdsOf(query.parcel);
  const holds = from.filter(
    (h: Hold) =>
      (query.lot === undefined || h.lot === query.lot) &&
      (query.state === undefined || h.state === query.state) &&
      sees(view, siteOf(view, h.parcel)),
  );
  return paged(
    holds,
    (h) => h.id,
    (h) => show.showHold(view.province, h, view.now),
    query,
  );
}

export function dispositions(view: View, query: Of<'dispositions'>) {
  const all = [...view.province.dispositions.values()].filter(
    (d) => (query.state === undefined || d.state === query.state) && sees(view, siteOf(view, d.parcel)),
  );
  return paged(all, (d) => d.id, show.showDisposition, query);
}

export async function alerts(view: View, query: Of<'alerts'>) {
  if (query.state === 'resolved') {
    const limit = limitOf(query);
    const page = await view.store.documentsPage('alert', query.cursor ?? '', limit);
    const alerts = page.map(({ doc }) => doc as Parameters<typeof show.showAlert>[1]);
    const items = alerts
      .filter((a) => a.resolvedAt !== null && sees(view, a.site))
      .map((a) => show.showAlert(view.province, a));
    return { items, next: page.length === limit ? (page.at(-1)?.id ?? null) : null };
  }
  const open = [...view.province.alerts.values()].filter((a) => sees(view, a.site));
  return paged(
    open,
    (a) => a.id,
    (a) => show.showAlert(view.province, a),
    query,
  );
}

/** Only who looks after the whole province, or audits it, reads the ledger: its events are of every place. */
export async function ledger(view: View, query: Of<'ledger'>) {
  const limit = limitOf(query);
  const page = await view.store.ledgerPage(Number(query.cursor ?? 0), limit);
  const items = inPlace(view.actor, null, view.province.tree) ? page : [];
  return { items, next: items.length === limit ? String(items.at(-1)?.seq) : null };
}

/** Readings that were kept as rejected, of devices within one's place. */
export async function rejected(view: View, query: Of<'rejected'>) {
  const limit = limitOf(query);
  const page = await view.store.rejectedPage(query.device ?? null, Number(query.cursor ?? 0), limit);
  const items = page
    .filter((r) => {
      const unit = unitOfDevice(view.province.devices.get(r.device), view.now);
      return sees(view, siteOfUnit(view.province.units.get(unit ?? ''), view.now));
    })
    .map((r) => ({
      ...r,
      receivedAt: show.iso(r.receivedAt),
      at: r.at === null ? null : show.instantText(r.at),
    }));
  return { items, next: page.length === limit ? String(page.at(-1)?.id) : null };
}
