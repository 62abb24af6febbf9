/** What a message says of an alert: where it is, when a rule is broken there, and how much vaccine is in it. */
import type { Alert } from '../alerts/types.ts';
import { lotKey } from '../fleet/registry.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { NoticeAlert } from '../wording/notice-facts.ts';
import { type Judging, parcelSubject, unitSubject } from './judging.ts';
import type { Province } from './province.ts';

export function aboutAlert(province: Province, judging: Judging, alert: Alert): NoticeAlert {
  return {
    alert,
    place: placeOf(province, alert),
    breachAt: breachOf(province, judging, alert),
    ...vaccineOf(province, alert),
  };
}

/** "Trạm Y tế xã Ea Kao – Tủ 1": the place and what in it, as far as the alert has them. */
function placeOf(province: Province, { site, unit, device }: Alert): string {
  const what = unit === null ? device : (province.units.get(unit)?.name ?? unit);
  const where = site === null ? null : (province.sites.get(site)?.name ?? site);
  return [where, what].filter((name) => name !== null && name !== '').join(' – ');
}

/** Of the vaccine in a unit where it is known, else of the unit; else what the alert itself says. */
function breachOf(
  province: Province,
  judging: Judging,
  { kind, unit, data, happenedAt }: Alert,
): UtcMs | null {
  const said = typeof data.breachAt === 'string' ? Date.parse(data.breachAt) : Number.NaN;
  if (Number.isFinite(said)) return said;
  const parcels = [...(province.parcelsIn.get(unit ?? '') ?? [])];
  const subjects = unit === null ? [] : [...parcels.map(parcelSubject), unitSubject(unit)];
  const risks = subjects.flatMap((subject) => judging.standing(subject)?.risks ?? []);
  if (risks.length > 0) return Math.min(...risks.map(({ breachAt }) => breachAt));
  return kind === 'unit-excursion' ? happenedAt : null;
}

function vaccineOf(province: Province, { unit, parcel, data }: Alert): { lots: number; doses: number } {
  if (typeof data.doses === 'number')
    return { lots: typeof data.lots === 'number' ? data.lots : 1, doses: data.doses };
  const ids = parcel !== null ? [parcel] : [...(province.parcelsIn.get(unit ?? '') ?? [])];
  const parcels = ids.flatMap((id) => province.parcels.get(id) ?? []);
  return {
    lots: new Set(parcels.map(({ gtin, lot }) => lotKey(gtin, lot))).size,
    doses: parcels.reduce((sum, { doses }) => sum + doses, 0),
  };
}
