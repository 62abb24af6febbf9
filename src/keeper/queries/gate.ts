/** The scan gate's question, and the first picture of a live screen. */
import { may } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { reasonsOf } from '../../wording/verdicts.ts';
import * as show from '../show.ts';
import type { EligibilityView, LiveSnapshot } from '../views.ts';
import type { Of, View } from './view.ts';

export function eligibility(view: View, query: Of<'eligibility'>): Decision<EligibilityView> {
  const allowed = may(view.actor, 'eligibility', query.site, view.province.tree);
  if (!allowed.ok) return allowed;
  const { eligibility: e, product, lot, parcels } = view.verdicts.judge(query.barcode, query.site, view.now);
  const holds = parcels.flatMap((p) => view.province.holdsOf(p.id)).filter((h) => h.state === 'open');
  const since = holds.reduce((least, h) => Math.min(least, h.placedAt), Number.POSITIVE_INFINITY);
  return accept({
    verdict: e.verdict,
    reasons: reasonsOf(e.codes),
    lot:
      e.gtin === null || e.lot === null
        ? null
        : { gtin: e.gtin, lot: e.lot, product: product?.name ?? null, expiry: lot?.expiry ?? null },
    notJudged: [...(product?.versions.findLast((v) => v.effective <= view.now)?.notJudged ?? [])],
    since: show.isoOrNull(since),
    asOf: show.iso(view.now),
    validUntil: show.isoOrNull(e.validUntil),
  });
}

export function snapshot(view: View): LiveSnapshot {
  return {
    type: 'snapshot',
    revision: 0,
    serverTime: show.iso(view.now),
    sites: [...view.province.sites.values()],
    units: [...view.province.units.values()].map((u) => view.tiles.show(u, view.now)),
    alerts: [...view.province.alerts.values()].map((a) => show.showAlert(view.province, a)),
    holds: [...view.province.holds.values()]
      .filter((h) => h.state === 'open')
      .map((h) => show.showHold(view.province, h, view.now)),
  };
}
