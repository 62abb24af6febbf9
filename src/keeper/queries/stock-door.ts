/** What stands at the door: which vaccines there are, and what is known of a lot before it is taken in. */
import { lotKey } from '../../fleet/registry.ts';
import { misfitOf } from '../../lots/fitting.ts';
import { mustNotFreeze } from '../../lots/freezing.ts';
import { findLot } from '../../lots/lot-spelling.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Product } from '../../lots/types.ts';
import type { Rule } from '../../thermal/types.ts';
import { fold } from '../../wording/fold.ts';
import { DOOR_PROBLEMS, UNIT_WARNINGS } from '../../wording/stock.ts';
import { paged } from '../pages.ts';
import { badgeOf, unitsAt } from '../stock.ts';
import type { DoorUnitView, StockLotCheckView, StockProductView } from '../stock-views.ts';
import type { Paged } from '../views.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';

export const products = (view: View, query: Of<'stock.products'>): Paged<StockProductView> =>
  paged(
    view.province.products.values(),
    ({ name, gtin }) => `${fold(name)} ${gtin}`,
    (product) => showProduct(view, product),
    query,
  );

/** The code, the carton and the record beside each other. Nothing on record is changed by what a code says. */
export function door(view: View, query: Of<'stock.lot'>): Decision<StockLotCheckView> {
  const { province, now } = view;
  const { gtin, lot, site } = query;
  if (!province.sites.has(site)) return missing('SITE', site);
  const place = outOfPlace(view, 'stock.lot', site);
  if (place !== null) return place;
  const product = province.products.get(gtin);
  const known = province.lot(gtin, lot);
  const expiry = known?.expiry ?? query.expiry ?? null;
  const badge = expiry === null ? null : badgeOf(expiry, province.zone, now);
  const codes: (keyof typeof DOOR_PROBLEMS)[] = [];
  if (product === undefined) codes.push('PRODUCT_UNKNOWN');
  if (known !== undefined && query.expiry !== undefined && query.expiry !== known.expiry)
    codes.push('EXPIRY_MISMATCH');
  if (province.recalls.has(lotKey(gtin, lot))) codes.push('RECEIPT_RECALLED');
  if (badge === 'over') codes.push('RECEIPT_EXPIRED');
  const candidates = [...(province.lotsOfProduct.get(gtin) ?? [])].flatMap(
    (key) => province.lots.get(key) ?? [],
  );
  const found = findLot({ gtin, lot, typed: true }, candidates);
  const shown = product === undefined ? null : showProduct(view, product);
  return accept({
    gtin,
    lot,
    product: shown,
    expiry: known?.expiry ?? null,
    badge,
    problems: codes.map((code) => ({ code, ...DOOR_PROBLEMS[code] })),
    near: found === null || found.how === 'exact' ? null : found.lot.lot,
    units: unitsAt(province, site, now)
      .filter(({ retiredAt }) => retiredAt === null || retiredAt > now)
      .map((unit) => {
        const { id, name, kind, state, celsius, at, range } = view.tiles.show(unit, now);
        return { id, name, kind, state, celsius, at, warnings: warningsOf({ kind, state, range }, shown) };
      })
      .sort((a, b) => (fold(a.name) + a.id < fold(b.name) + b.id ? -1 : 1)),
  });
}

/** Out of its limits now, or nothing known of it. */
const IN_EXCURSION: ReadonlySet<string> = new Set(['watching', 'excursion', 'acknowledged', 'returned']);
const SILENT: ReadonlySet<string> = new Set(['silent', 'no-data']);

function warningsOf(
  {
    kind,
    state,
    range,
  }: Pick<DoorUnitView, 'kind' | 'state'> & { readonly range: StockProductView['range'] },
  product: StockProductView | null,
): DoorUnitView['warnings'] {
  const misfit =
    product === null
      ? null
      : misfitOf({ kind, ...range }, { mustNotFreeze: product.mustNotFreeze, ...product.range });
  const codes: (keyof typeof UNIT_WARNINGS)[] = [];
  if (misfit === 'too-cold') codes.push('UNIT_TOO_COLD');
  if (misfit === 'too-warm') codes.push('UNIT_TOO_WARM');
  if (IN_EXCURSION.has(state)) codes.push('UNIT_IN_EXCURSION');
  if (SILENT.has(state)) codes.push('UNIT_SILENT');
  return codes.map((code) => ({ code, ...UNIT_WARNINGS[code] }));
}

function showProduct({ now }: View, product: Product): StockProductView {
  const { gtin, name, dosesPerVial, versions } = product;
  const inForce = versions.findLast(({ effective }) => effective <= now) ?? versions[0];
  return {
    gtin,
    name,
    dosesPerVial,
    range: rangeOf(inForce?.rules ?? []),
    mustNotFreeze: mustNotFreeze(product, now),
  };
}

function rangeOf(rules: readonly Rule[]): StockProductView['range'] {
  const limits = (side: Rule['side']) => rules.filter((rule) => rule.side === side).map(({ limit }) => limit);
  const [above, below] = [limits('above'), limits('below')];
  return {
    lowCelsius: below.length === 0 ? null : Math.max(...below) / 1000,
    highCelsius: above.length === 0 ? null : Math.min(...above) / 1000,
  };
}
