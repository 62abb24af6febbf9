/** The list for a table without a signal: what the gate says of every lot that it may meet, signed. */
import { pathOf } from '../../fleet/places.ts';
import { lotKey } from '../../fleet/registry.ts';
import { may } from '../../fleet/rights.ts';
import { LEASE_MAX } from '../../lots/eligibility.ts';
import { lotKey as spellingKey } from '../../lots/lot-spelling.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { ListedLot, SignedLots, SignedLotsView } from '../gate-views.ts';
import { iso } from '../show.ts';
import { verdictOf } from './gate.ts';
import type { Of, View } from './view.ts';

type Named = { readonly gtin: string; readonly lot: string };

export function signedLots(view: View, { site }: Of<'lots.signed'>): Decision<SignedLotsView> {
  const { province, now, receipts } = view;
  const allowed = may(view.actor, 'lots.signed', site, province.tree);
  if (!allowed.ok) return allowed;
  const path = pathOf(province.tree, site);
  const here = path.at(-1);
  if (here === undefined) return refuse('SITE_UNKNOWN', `No such site: ${site}`, { id: site });
  const products = new Map<string, SignedLots['products'][number]>();
  const lots = [...lotsFor(view, site).values()].flatMap(({ gtin, lot }): ListedLot[] => {
    // Read as from a vial, so that the list is answered by the very question that a table with a signal asks.
    const said = verdictOf(view, `]d201${gtin}10${lot}`, site);
    // A recall may name what no code can hold; nobody will scan it either.
    if (said.lot === null) return [];
    if (said.lot.product !== null)
      products.set(gtin, { gtin, name: said.lot.product, notJudged: said.notJudged });
    const { verdict, reasons, since, validUntil } = said;
    return [{ gtin, lot: said.lot.lot, expiry: said.lot.expiry, verdict, reasons, since, validUntil }];
  });
  const list: SignedLots = {
    v: 1,
    site,
    siteName: here.name,
    phone: path.findLast(({ phone }) => phone !== undefined)?.phone ?? null,
    zone: province.zone,
    sequence: view.ledger.tree.size,
    issuedAt: iso(now),
    validUntil: iso(now + LEASE_MAX),
    products: [...products.values()],
    lots,
    service: receipts.service(),
  };
  return accept(receipts.lots(list));
}

function lotsFor({ province }: View, site: string): Map<string, Named> {
  const found = new Map<string, Named>();
  const take = ({ gtin, lot }: Named) => void found.set(lotKey(gtin, lot), { gtin, lot });
  for (const unit of province.unitsEverAt.get(site) ?? []) {
    for (const id of province.parcelsIn.get(unit) ?? []) {
      const parcel = province.parcels.get(id);
      if (parcel !== undefined && parcel.doses > 0) take(parcel);
    }
    for (const id of province.visitors.of(unit))
      for (const hold of province.holdsOf(id)) if (hold.state === 'open') take(hold);
  }
  for (const recall of province.recalls.values()) take(recall);
  const spelled = new Set([...found.values()].map(({ gtin, lot }) => lotKey(gtin, spellingKey(lot))));
  for (const gtin of new Set([...found.values()].map((one) => one.gtin)))
    for (const key of province.lotsOfProduct.get(gtin) ?? []) {
      const lot = province.lots.get(key);
      if (lot !== undefined && spelled.has(lotKey(gtin, spellingKey(lot.lot)))) take(lot);
    }
  return found;
}
