/** What is kept where, lot by lot, and how much of it expires soon? */
import { compare, compareSites, lotKeyOf, type ReportFacts, type Standing } from './facts.ts';
import type { DailyReport, StockLine } from './types.ts';

/** A line a place and lot, in the order of site, vaccine, lot. */
export function stockOf({ lots }: Pick<ReportFacts, 'lots'>, standing: readonly Standing[]): StockLine[] {
  const lines = new Map<string, StockLine>();
  for (const { parcel, doses, site, held } of standing) {
    const { gtin, lot } = parcel;
    const key = `${site ?? ''} ${lotKeyOf(parcel)}`;
    const known = lines.get(key);
    lines.set(key, {
      ...{ site, gtin, lot, expiry: lots.get(lotKeyOf(parcel))?.expiry ?? null },
      doses: (known?.doses ?? 0) + doses,
      heldDoses: (known?.heldDoses ?? 0) + (held ? doses : 0),
    });
  }
  return [...lines.values()].sort(
    (a, b) => compareSites(a.site, b.site) || compare(a.gtin, b.gtin) || compare(a.lot, b.lot),
  );
}

/** Of a day and what is in stock then. A lot may be used on its last day; one whose expiry nobody knows is in none of the sums. */
export function expiringOf(stock: readonly StockLine[], day: string): DailyReport['expiring'] {
  const [week, month] = [daysAfter(day, 7), daysAfter(day, 30)];
  const sum = (wanted: (expiry: string) => boolean) =>
    stock.reduce((total, { expiry, doses }) => total + (expiry !== null && wanted(expiry) ? doses : 0), 0);
  return {
    days7: sum((expiry) => expiry >= day && expiry <= week),
    days30: sum((expiry) => expiry >= day && expiry <= month),
    expired: sum((expiry) => expiry < day),
  };
}

const DAY_MS = 86_400_000;

export const daysAfter = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** Whole days from one to the other; the same day: 0. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
