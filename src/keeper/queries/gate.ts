/** The scan gate's question, and the first picture of a live screen. */
import { may } from '../../fleet/rights.ts';
import { unitAt } from '../../lots/parcels.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Hold, HoldKind } from '../../lots/types.ts';
import { excursionCause, writtenCause } from '../../wording/holds.ts';
import { reasonsOf } from '../../wording/verdicts.ts';
import type { Words } from '../../wording/words.ts';
import { type Written, writtenOf } from '../gate-line.ts';
import { subjectKey } from '../province.ts';
import * as show from '../show.ts';
import type { EligibilityView, LiveSnapshot } from '../views.ts';
import type { Of, View } from './view.ts';

export function eligibility(view: View, query: Of<'eligibility'>): Decision<EligibilityView> {
  const allowed = may(view.actor, 'eligibility', query.site, view.province.tree);
  if (!allowed.ok) return allowed;
  return accept(verdictOf(view, query.barcode, query.site));
}

/** The same as the text that goes out. A defect is told as such, to the one who met it. */
export function writtenVerdict(view: View, query: Of<'eligibility'>): Written {
  try {
    return writtenOf(eligibility(view, query));
  } catch (error) {
    return { ok: false, refusal: { code: 'INTERNAL_ERROR', message: String(error) } };
  }
}

/** The answer itself, for whoever may ask about that site. */
export function verdictOf(view: View, barcode: string, site: string): EligibilityView {
  const { eligibility: e, product, lot, parcels } = view.verdicts.judge(barcode, site, view.now);
  const holds = parcels.flatMap((p) => view.province.holdsOf(p.id)).filter((h) => h.state === 'open');
  const since = holds.reduce((least, h) => Math.min(least, h.placedAt), Number.POSITIVE_INFINITY);
  return {
    verdict: e.verdict,
    reasons: reasonsOf(e.codes).map((reason) => withCause(reason, causeOf(view, holds, reason.code))),
    lot:
      e.gtin === null || e.lot === null
        ? null
        : { gtin: e.gtin, lot: e.lot, product: product?.name ?? null, expiry: lot?.expiry ?? null },
    notJudged: [...(product?.versions.findLast((v) => v.effective <= view.now)?.notJudged ?? [])],
    since: show.isoOrNull(since),
    asOf: show.iso(view.now),
    validUntil: show.isoOrNull(e.validUntil),
  };
}

type Reason = EligibilityView['reasons'][number];

const withCause = (reason: Reason, cause: Words | null): Reason =>
  cause === null ? reason : { ...reason, vi: `${reason.vi} ${cause.vi}`, en: `${reason.en} ${cause.en}` };

/** What the oldest open hold behind a reason says of its cause; null where the reason says all. */
function causeOf(view: View, holds: readonly Hold[], code: string): Words | null {
  const kinds: readonly HoldKind[] =
    code === 'PARCEL_ON_HOLD' ? ['excursion', 'manual'] : code === 'LOT_RECALLED' ? ['recall'] : [];
  const [hold] = holds.filter((h) => kinds.includes(h.kind)).toSorted((a, b) => a.placedAt - b.placedAt);
  if (hold === undefined) return null;
  if (hold.kind !== 'excursion') return writtenCause(hold.reason);
  const records = view.province.excursionsOf(subjectKey({ kind: 'parcel', id: hold.parcel }));
  const excursion = records.find((r) => r.id === hold.excursion);
  const parcel = view.province.parcels.get(hold.parcel);
  if (excursion === undefined || excursion.ruleSnapshot === null || parcel === undefined) return null;
  const { side, limit } = excursion.ruleSnapshot;
  const unit = view.province.units.get(unitAt(parcel, excursion.start) ?? '')?.name ?? null;
  const peakCelsius = excursion.end === null ? null : show.celsiusOrNull(excursion.peak);
  const cause = { side, limitCelsius: limit / 1000, unit, start: excursion.start, peakCelsius };
  return excursionCause(cause, view.province.zone);
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
