/** What is at one place, lot by lot: what may be given, what may not and why, how long it lasts, and in which unit it is. */
import { recordNumber } from '../../custody/record-number.ts';
import { lotKey } from '../../fleet/registry.ts';
import { mustNotFreeze } from '../../lots/freezing.ts';
import { presentUnit } from '../../lots/parcels.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Hold, Parcel, VerdictCode } from '../../lots/types.ts';
import { fold } from '../../wording/fold.ts';
import { STOCK_REASONS } from '../../wording/stock.ts';
import type { Words } from '../../wording/words.ts';
import { paged } from '../pages.ts';
import * as show from '../show.ts';
import { badgeOf, codesOf, parcelsWithin, receiptOf, unitsAt } from '../stock.ts';
import type { StockLotView, StockReasonView, StockUnitView, StockView } from '../stock-views.ts';
import { nearestRisk } from './inside.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';
import { causeOf, waitingFor } from './waiting.ts';

/** A parcel, and why it may not be given. */
type Standing = { readonly parcel: Parcel; readonly codes: readonly VerdictCode[] };
type LotHere = { readonly key: string; readonly standings: readonly Standing[] };

export async function* stock(view: View, query: Of<'stock'>): InTurns<Decision<StockView>> {
  const { province, now } = view;
  const site = province.sites.get(query.site);
  if (site === undefined) return missing('SITE', query.site);
  const place = outOfPlace(view, 'stock', site.id);
  if (place !== null) return place;
  const pace = new Pace();
  const byLot = new Map<string, Standing[]>();
  for (const parcel of [...parcelsWithin(province, unitsAt(province, site.id, now))]) {
    const key = lotKey(parcel.gtin, parcel.lot);
    const known = byLot.get(key) ?? [];
    byLot.set(key, known);
    known.push({ parcel, codes: codesOf(view, parcel, now) });
    yield* pace.rest();
  }
  const lots = [...byLot.values()].map((standings) => ({ key: keyOf(view, standings), standings }));
  const page = paged(
    lots.filter((one) => isWanted(view, one, query)),
    ({ key }) => key,
    (one) => one,
    query,
  );
  const items: StockLotView[] = [];
  for (const { standings } of page.items) {
    items.push(showLot(view, standings));
    yield* pace.rest();
  }
  return accept({
    site: site.id,
    siteName: site.name,
    asOf: show.iso(now),
    products: productsOf(view, lots),
    items,
    next: page.next,
  });
}

const lotOf = ([first]: readonly Standing[]): Parcel => {
  if (first === undefined) throw new Error('a lot without parcels');
  return first.parcel;
};

/** By vaccine, within it the soonest expiry first; a lot whose expiry nobody knows before all of them. */
function keyOf({ province }: View, standings: readonly Standing[]): string {
  const { gtin, lot } = lotOf(standings);
  const name = fold(province.products.get(gtin)?.name ?? '');
  return `${name} ${gtin} ${province.lot(gtin, lot)?.expiry ?? ''} ${lot}`;
}

function isWanted(
  { province, now }: View,
  { standings }: LotHere,
  { text, gtin, only }: Of<'stock'>,
): boolean {
  const parcel = lotOf(standings);
  if (gtin !== undefined && parcel.gtin !== gtin) return false;
  if (only === 'held' && standings.every(({ codes }) => codes.length === 0)) return false;
  if (only === 'expiring') {
    const expiry = province.lot(parcel.gtin, parcel.lot)?.expiry;
    if (expiry !== undefined && badgeOf(expiry, province.zone, now) === null) return false;
  }
  if (text === undefined) return true;
  const here = fold(`${province.products.get(parcel.gtin)?.name ?? ''} ${parcel.lot} ${parcel.gtin}`);
  return fold(text)
    .split(' ')
    .every((word) => here.includes(word));
}

const usableOf = (standings: readonly Standing[]): number =>
  standings.reduce((sum, { parcel, codes }) => sum + (codes.length === 0 ? parcel.doses : 0), 0);
const heldOf = (standings: readonly Standing[]): number =>
  standings.reduce((sum, { parcel, codes }) => sum + (codes.length === 0 ? 0 : parcel.doses), 0);

function productsOf({ province }: View, lots: readonly LotHere[]): StockView['products'] {
  const byProduct = Map.groupBy(lots, ({ standings }) => lotOf(standings).gtin);
  return [...byProduct]
    .map(([gtin, mine]) => ({
      gtin,
      name: province.products.get(gtin)?.name ?? '',
      lots: mine.length,
      dosesUsable: mine.reduce((sum, { standings }) => sum + usableOf(standings), 0),
      dosesHeld: mine.reduce((sum, { standings }) => sum + heldOf(standings), 0),
    }))
    .sort((a, b) => (fold(a.name) + a.gtin < fold(b.name) + b.gtin ? -1 : 1));
}

function showLot(view: View, standings: readonly Standing[]): StockLotView {
  const { province, now } = view;
  const { gtin, lot } = lotOf(standings);
  const product = province.products.get(gtin);
  const expiry = province.lot(gtin, lot)?.expiry ?? null;
  return {
    gtin,
    product: product?.name ?? '',
    lot,
    expiry,
    badge: expiry === null ? null : badgeOf(expiry, province.zone, now),
    mustNotFreeze: product !== undefined && mustNotFreeze(product, now),
    dosesUsable: usableOf(standings),
    dosesHeld: heldOf(standings),
    reasons: reasonsOf(view, standings),
    units: unitsOf(view, standings),
    parcels: standings
      .map(({ parcel, codes }) => {
        const came = receiptOf(province, parcel);
        return {
          id: parcel.id,
          label: parcel.label,
          doses: parcel.doses,
          unit: presentUnit(parcel) ?? '',
          usable: codes.length === 0,
          receipt: came === null ? null : { id: came.receipt, number: recordNumber('PN', came.receipt) },
        };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    atRisk: nearestRisk(
      view.judging,
      standings.map(({ parcel }) => parcel),
      product?.versions ?? [],
    ),
  };
}

function unitsOf({ province, tiles, now }: View, standings: readonly Standing[]): StockUnitView[] {
  const byUnit = Map.groupBy(standings, ({ parcel }) => presentUnit(parcel) ?? '');
  return [...byUnit]
    .flatMap(([id, mine]) => {
      const unit = province.units.get(id);
      if (unit === undefined) return [];
      const { name, kind, state, celsius } = tiles.show(unit, now);
      return {
        id,
        name,
        kind,
        state,
        celsius,
        doses: mine.reduce((sum, { parcel }) => sum + parcel.doses, 0),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** One line for each thing that is said of any of the parcels. */
function reasonsOf(view: View, standings: readonly Standing[]): StockReasonView[] {
  const found = new Map<string, StockReasonView>();
  for (const { parcel, codes } of standings)
    for (const why of whyOf(view, parcel, codes)) {
      const key = `${why.code} ${why.vi} ${why.alert ?? ''}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { ...why, parcels: 1, doses: parcel.doses });
      else found.set(key, { ...known, parcels: known.parcels + 1, doses: known.doses + parcel.doses });
    }
  return [...found.values()];
}

type Why = { readonly code: string; readonly alert: string | null } & Words;

function* whyOf(view: View, parcel: Parcel, codes: readonly VerdictCode[]): Iterable<Why> {
  const holds = view.province.holdsOf(parcel.id).filter(({ state }) => state === 'open');
  for (const hold of holds) yield whyHeld(view, hold, parcel);
  if (codes.includes('LOT_EXPIRED')) yield { code: 'LOT_EXPIRED', alert: null, ...STOCK_REASONS.expired };
  const isTold = holds.length > 0;
  if (codes.includes('MONITORING_STALE') && !isTold)
    yield { code: 'MONITORING_STALE', alert: null, ...STOCK_REASONS.stale };
  if (codes.includes('LOT_RECALLED') && !holds.some(({ kind }) => kind === 'recall'))
    yield { code: 'LOT_RECALLED', alert: null, ...STOCK_REASONS.recall };
}

function whyHeld(view: View, hold: Hold, parcel: Parcel): Why {
  const waiting = waitingFor(view, hold, parcel, show.siteOfParcel(view.province, parcel, view.now));
  const { code, alert } = { code: hold.kind, alert: waiting.alert };
  const said = STOCK_REASONS[hold.kind];
  const cause = causeOf(view, waiting);
  if (cause === null) return { code, alert, ...said };
  // An excursion's cause says all.
  if (hold.kind === 'excursion') return { code, alert, ...cause };
  return { code, alert, vi: `${said.vi} ${cause.vi}`, en: `${said.en} ${cause.en}` };
}
