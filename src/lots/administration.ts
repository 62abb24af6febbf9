/**
 * Decides from which parcels administered doses are taken, and which given doses a late excursion concerns.
 * Whether a dose may be given at all is eligibility's question, asked before.
 */
import type { UtcMs } from '../thermal/types.ts';
import { close, isWholeDoses, notAhead, refuseDoses } from './parcels.ts';
import { accept, type Context, type Decision, refuse } from './refusal.ts';
import type { Administration, ExcursionRecord, Parcel } from './types.ts';

export type AdministerRequest = {
  readonly gtin: string;
  readonly lot: string;
  readonly site: string;
  readonly doses: number;
  readonly at?: UtcMs | undefined;
};

/**
 * Takes doses from the lot's living parcels at the site, the one received first being used up first. One record per
 * parcel drawn from; `parcels` are those that changed, ended `empty` where nothing is left.
 *
 * @param present the parcels that are at `request.site` now; those of other lots are passed over
 * Refuses `DOSES_INVALID`, `DOSES_NOT_PRESENT`, `TIME_IN_FUTURE`.
 */
export function administer(
  request: AdministerRequest,
  present: readonly Parcel[],
  ctx: Context,
): Decision<{ readonly administrations: readonly Administration[]; readonly parcels: readonly Parcel[] }> {
  const { gtin, lot, site, doses } = request;
  if (!isWholeDoses(doses)) return refuseDoses(doses);
  const at = notAhead(request.at ?? ctx.now, ctx.now);
  if (!at.ok) return at;
  const sources = present
    .filter((p) => p.gtin === gtin && p.lot === lot && p.ended === null && p.doses > 0)
    .sort((a, b) => receivedAt(a) - receivedAt(b) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const available = sources.reduce((sum, parcel) => sum + parcel.doses, 0);
  if (doses > available) {
    const message = `Cannot administer ${doses} doses of lot ${lot} at ${site}: ${available} are there`;
    return refuse('DOSES_NOT_PRESENT', message, { gtin, lot, site, wanted: doses, present: available });
  }

  const administrations: Administration[] = [];
  const parcels: Parcel[] = [];
  let left = doses;
  for (const parcel of sources) {
    if (left === 0) break;
    const taken = Math.min(left, parcel.doses);
    left -= taken;
    const rest: Parcel = { ...parcel, doses: parcel.doses - taken };
    parcels.push(rest.doses === 0 ? close(rest, 'empty', at.value) : rest);
    administrations.push({
      id: ctx.ids(),
      parcel: parcel.id,
      gtin,
      lot,
      site,
      doses: taken,
      at: at.value,
      by: ctx.by,
    });
  }
  return accept({ administrations, parcels });
}

/** A dose given since an excursion began. `afterBreach`: also since it broke its rule. */
export type GivenDose = { readonly administration: Administration; readonly afterBreach: boolean };

/**
 * The doses given from affected parcels since their excursions began: the list officials get. From a parcel's
 * descendants too, where they were split off after the beginning and so went through part of it. Every
 * administration is listed once, oldest first, however many parcels and excursions it is reached by.
 *
 * @param parcels the affected ones and all that descends from them, ended ones too: they say who descends from whom
 */
export function dosesGivenDuring(
  administrations: readonly Administration[],
  parcels: readonly Parcel[],
  affected: readonly { readonly parcel: string; readonly excursion: ExcursionRecord }[],
): GivenDose[] {
  const children = Map.groupBy(parcels, (parcel) => parcel.parent);
  const given = Map.groupBy(administrations, (administration) => administration.parcel);
  const listed = new Map<string, GivenDose>();
  for (const { parcel, excursion } of affected) {
    const reached = [parcel];
    for (const id of reached) {
      for (const child of children.get(id) ?? [])
        if (child.createdAt > excursion.start) reached.push(child.id);
      for (const administration of given.get(id) ?? []) {
        if (administration.at < excursion.start) continue;
        const afterBreach =
          administration.at >= excursion.breachedAt || listed.get(administration.id)?.afterBreach === true;
        listed.set(administration.id, { administration, afterBreach });
      }
    }
  }
  return [...listed.values()].sort((a, b) => a.administration.at - b.administration.at);
}

/** When its vials came into the province's sight: a child carries its parent's stays, so it is as old as its parent. */
const receivedAt = (parcel: Parcel): UtcMs => parcel.stays[0]?.from ?? parcel.createdAt;
