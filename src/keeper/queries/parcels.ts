/** Questions about lots and parcels, and what a parcel went through. */
import { runsOf, type Span } from '../../custody/leg.ts';
import { lotKey } from '../../fleet/registry.ts';
import { presentUnit } from '../../lots/parcels.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { ExcursionRecord, Parcel } from '../../lots/types.ts';
import { summarise } from '../../thermal/kinetic.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { overturnedOf } from '../custody-overturned.ts';
import { holderNow, possessionsOf, showAttribution, showHolder, showPossessions } from '../custody-show.ts';
import { subjectKey } from '../province.ts';
import * as show from '../show.ts';
import { Smallest } from '../smallest.ts';
import type { ParcelDetail } from '../views.ts';
import { Fine } from './fine.ts';
import { spansOf } from './legs.ts';
import { arrivalOf } from './receipts.ts';
import type { InTurns } from './turns.ts';
import { missing, type Of, sees, type View } from './view.ts';

export function lot(view: View, query: Of<'lot'>): Decision<unknown> {
  const lot = view.province.lot(query.gtin, query.lot);
  if (lot === undefined) return missing('LOT', `${query.gtin}/${query.lot}`);
  const recall = view.province.recalls.get(lotKey(lot.gtin, lot.lot));
  return accept({
    ...lot,
    product: view.province.products.get(lot.gtin)?.name ?? '',
    recalled: recall === undefined ? null : { reason: recall.reason, at: show.iso(recall.at), by: recall.by },
    parcels: parcelsOf(view, lot.gtin, lot.lot)
      .filter((p) => sees(view, show.siteOfParcel(view.province, p, view.now)))
      .map((p) => show.showParcel(view.province, p, view.now)),
  });
}

export function parcels(view: View, query: Of<'parcels'>) {
  const { province, now } = view;
  const { unit, site, lot } = query;
  const ofLots = lot === undefined ? undefined : [...province.lots.values()].filter((one) => one.lot === lot);
  const from =
    ofLots?.flatMap((one) => [...(province.parcelsOfLot.get(lotKey(one.gtin, one.lot)) ?? [])]) ??
    (unit === undefined ? province.parcels.keys() : (province.parcelsIn.get(unit) ?? []));
  const page = new Smallest<string>(query);
  for (const id of from) {
    const parcel = province.parcels.living(id);
    // What is over is nowhere, and everybody's to know of; a million of them are not read for one page.
    const at = show.siteOfParcel(province, parcel, now);
    if (parcel === undefined && !province.parcels.has(id)) continue;
    if (unit !== undefined && (parcel === undefined || presentUnit(parcel) !== unit)) continue;
    if ((site === undefined || at === site) && sees(view, at)) page.add(id, id);
  }
  const { items, next } = page.page((id) => province.parcels.get(id));
  return { items: items.flatMap((p) => (p === undefined ? [] : show.showParcel(province, p, now))), next };
}

/** Its whole life is read before it is told of. */
export async function* parcel(view: View, id: string): InTurns<Decision<unknown>> {
  const parcel = view.province.parcels.get(id);
  if (parcel === undefined) return missing('PARCEL', id);
  const site = show.siteOfParcel(view.province, parcel, view.now);
  if (!sees(view, site)) return refuse('FORBIDDEN_PLACE', 'parcel is outside this person’s place', { site });
  const fine = new Fine(view);
  const upTo = parcel.ended?.at ?? view.now;
  const begin = parcel.stays[0]?.from ?? upTo;
  for (const [unit, span] of spansOf([{ parcel, from: begin, to: upTo }]))
    yield* fine.read(unit, span.from, span.to);
  const records = view.province.excursionsOf(subjectKey({ kind: 'parcel', id })).filter((e) => e.present);
  const possessions = possessionsOf(view.province, parcel);
  const holder = holderNow(possessions, view.now);
  const detail: ParcelDetail = {
    ...show.showParcel(view.province, parcel, view.now),
    stays: parcel.stays.map((s) => ({ unit: s.unit, in: show.iso(s.from), out: show.isoOrNull(s.to) })),
    history: summaryOf(parcel, fine, begin, upTo),
    excursions: records.map(show.showExcursion),
    holds: view.province.holdsOf(id).map((h) => show.showHold(view.province, h, view.now)),
    atRisk: view.judging.preview(parcel, view.now).risks.map((r) => ({
      rule: r.rule,
      since: show.iso(r.since),
      breachAt: show.iso(r.breachAt),
    })),
    receipt: arrivalOf(view.province, parcel),
    custody: {
      holder: holder === null ? null : showHolder(view.province, holder),
      possessions: showPossessions(view.province, possessions),
      conflicts: (view.province.custody.chains.get(id)?.conflicts ?? []).map(({ events, noticedAt }) => ({
        events: [...events],
        noticedAt: show.iso(noticedAt),
      })),
      overturned: overturnedOf(view.province, id).map((event) => ({
        event: event.id,
        code: event.refused?.code ?? '',
        since: show.iso(event.overturned?.since ?? view.now),
      })),
      attributions: records.map((e) =>
        showAttribution(view.province, e, possessions, pastLimit(parcel, e, fine, upTo), upTo),
      ),
    },
  };
  return accept(detail);
}

/** Past its rule's limit, in runs as they count for the rule; null of an unmonitored stretch, which is all of it. */
export function pastLimit(
  { stays }: Parcel,
  { ruleSnapshot: rule, start, end }: ExcursionRecord,
  fine: Fine,
  upTo: UtcMs,
): Span[] | null {
  return rule === null ? null : runsOf(rule, stays, fine.of, start, end ?? upTo);
}

function summaryOf(parcel: Parcel, fine: Fine, begin: UtcMs, upTo: UtcMs): ParcelDetail['history'] {
  const course = { stays: parcel.stays, versions: [], end: null };
  const s = summarise(course, fine.of, begin, upTo);
  return {
    minCelsius: show.celsiusOrNull(s.min),
    maxCelsius: show.celsiusOrNull(s.max),
    meanKineticCelsius: s.meanKineticCelsius === null ? null : Math.round(s.meanKineticCelsius * 1000) / 1000,
    knownSeconds: Math.round(s.known / 1000),
    unknownSeconds: Math.round(s.unknown / 1000),
  };
}

function parcelsOf(view: View, gtin: string, lot: string): Parcel[] {
  return [...(view.province.parcelsOfLot.get(lotKey(gtin, lot)) ?? [])].flatMap(
    (id) => view.province.parcels.get(id) ?? [],
  );
}
