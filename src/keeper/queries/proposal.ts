/** Which parcels of a place would go to another: what is proposed, and all that a person may choose instead. */
import { propose } from '../../lots/issue.ts';
import { presentUnit } from '../../lots/parcels.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Parcel } from '../../lots/types.ts';
import * as show from '../show.ts';
import { badgeOf, obstacleOf, parcelsWithin, spokenFor, unitsAt } from '../stock.ts';
import type { IssueObstacle, IssueParcelView, ProposalView } from '../stock-views.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';

export async function* proposal(
  view: View,
  { site, wants, arriveBy }: Of<'stock.proposal'>,
): InTurns<Decision<ProposalView>> {
  const { province, now } = view;
  if (!province.sites.has(site)) return missing('SITE', site);
  const place = outOfPlace(view, 'stock.proposal', site);
  if (place !== null) return place;
  const wanted = new Set(wants.map(({ gtin }) => gtin));
  const taken = spokenFor(province);
  const pace = new Pace();
  const stock: { parcel: Parcel; obstacle: IssueObstacle | null; expiry: string }[] = [];
  for (const parcel of [...parcelsWithin(province, unitsAt(province, site, now))]) {
    if (!wanted.has(parcel.gtin)) continue;
    const obstacle = obstacleOf(view, parcel, { now, arriveBy }, taken);
    stock.push({ parcel, obstacle, expiry: province.lot(parcel.gtin, parcel.lot)?.expiry ?? '' });
    yield* pace.rest();
  }
  const candidates = stock.map(({ parcel, obstacle, expiry }) => {
    const { id, gtin, doses } = parcel;
    return { parcel: id, gtin, doses, obstacle, expiry };
  });
  return accept({
    site,
    asOf: show.iso(now),
    wants: propose(candidates, wants).map(({ gtin, picks, short }) => {
      const picked = new Map(picks.map(({ parcel, doses }) => [parcel, doses]));
      const proposed = picks.reduce((sum, { doses }) => sum + doses, 0);
      return {
        gtin,
        product: province.products.get(gtin)?.name ?? '',
        wanted: proposed + short,
        proposed,
        short,
        parcels: stock
          .filter(({ parcel }) => parcel.gtin === gtin)
          .map(({ parcel, obstacle, expiry }): IssueParcelView => {
            const unit = presentUnit(parcel) ?? '';
            return {
              parcel: parcel.id,
              label: parcel.label,
              gtin,
              product: province.products.get(gtin)?.name ?? '',
              lot: parcel.lot,
              expiry,
              badge: expiry === '' ? null : badgeOf(expiry, province.zone, now),
              doses: parcel.doses,
              unit,
              unitName: province.units.get(unit)?.name ?? unit,
              obstacle,
              proposed: picked.get(parcel.id) ?? 0,
            };
          })
          .sort(inOrder),
      };
    }),
  });
}

/** What may go, the soonest expiry first; then what may not. */
function inOrder(a: IssueParcelView, b: IssueParcelView): number {
  const key = ({ obstacle, expiry, doses, parcel }: IssueParcelView) =>
    `${obstacle === null ? 0 : 1} ${expiry} ${String(9e15 - doses).padStart(16, '0')} ${parcel}`;
  return key(a) < key(b) ? -1 : 1;
}
