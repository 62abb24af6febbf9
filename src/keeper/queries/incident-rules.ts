/** Which rules were broken, in which version; and who held the parcels while they were past a limit. */
import { attribute } from '../../custody/attribute.ts';
import type { ExcursionRecord } from '../../lots/types.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { possessionsOf, showHolder } from '../custody-show.ts';
import type { BrokenRuleView, IncidentView } from '../official-views.ts';
import * as show from '../show.ts';
import type { Fine } from './fine.ts';
import type { Affected } from './incident-parcels.ts';
import { pastLimit } from './parcels.ts';
import { type InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

/** The unit's own alarm first, then the products' rules. */
export function brokenRules(
  { province }: View,
  own: readonly ExcursionRecord[],
  affected: readonly Affected[],
): BrokenRuleView[] {
  const units = own.map((one) => ({
    one,
    of: 'unit' as const,
    gtin: '',
    name: province.units.get(one.subject.id)?.name ?? one.subject.id,
  }));
  const products = affected.flatMap(({ parcel, broken }) =>
    broken.map((one) => ({
      one,
      of: 'product' as const,
      gtin: parcel.gtin,
      name: province.products.get(parcel.gtin)?.name ?? parcel.gtin,
    })),
  );
  const groups = Map.groupBy([...units, ...products], ({ of, gtin, one }) =>
    JSON.stringify([of, gtin, one.rule, one.version]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const records = group.map(({ one }) => one);
    const { of, name, gtin } = first;
    const { rule, version, ruleSnapshot } = first.one;
    const product = province.products.get(gtin)?.versions.find((one) => one.version === version);
    const ends = records.map(({ end }) => end);
    return {
      of,
      name,
      rule,
      version,
      effective: product === undefined ? null : show.isoOrNull(product.effective),
      source: product?.source ?? null,
      limit: ruleSnapshot === null ? null : show.showRule(ruleSnapshot),
      start: show.iso(Math.min(...records.map(({ start }) => start))),
      breachedAt: show.iso(Math.min(...records.map(({ breachedAt }) => breachedAt))),
      end: ends.includes(null) ? null : show.iso(Math.max(...ends.map(Number))),
      peakCelsius: show.celsiusOrNull(furthest(records)),
      beyondSeconds: Math.max(...records.map(({ beyond }) => beyond)) / 1000,
      unknownInsideSeconds: Math.max(...records.map(({ unknownInside }) => unknownInside)) / 1000,
      discoveredAt: show.iso(Math.min(...records.map(({ discoveredAt }) => discoveredAt))),
      parcels: of === 'unit' ? 0 : new Set(records.map(({ subject }) => subject.id)).size,
    };
  });
}

function furthest(records: readonly ExcursionRecord[]): number | null {
  const peaks = records.flatMap(({ peak }) => peak ?? []);
  if (peaks.length === 0) return null;
  return records[0]?.ruleSnapshot?.side === 'below' ? Math.min(...peaks) : Math.max(...peaks);
}

/** A long history is not read for hundreds of parcels: those that lay together say the same. */
const HELD_MOST = 100;

export async function* heldBy(
  view: View,
  affected: readonly Affected[],
  fine: Fine,
  upTo: UtcMs,
): InTurns<IncidentView['held']> {
  const { province } = view;
  const pace = new Pace();
  const held = new Map<string, { view: IncidentView['held'][number]; parcels: Set<string> }>();
  for (const { parcel, broken } of affected.filter((one) => one.broken.length > 0).slice(0, HELD_MOST)) {
    yield* pace.rest();
    const possessions = possessionsOf(province, parcel);
    for (const excursion of broken) {
      const end = Math.min(excursion.end ?? upTo, parcel.ended?.at ?? upTo);
      for (const stay of parcel.stays)
        if (stay.from < end && (stay.to === null || stay.to > excursion.start))
          yield* fine.read(stay.unit, Math.max(stay.from, excursion.start), Math.min(stay.to ?? end, end));
      for (const part of attribute(excursion, possessions, pastLimit(parcel, excursion, fine, upTo), upTo)) {
        const key = `${part.holder.kind}:${part.holder.id}`;
        const known = held.get(key);
        const seconds = part.beyondMs / 1000;
        held.set(key, {
          view: {
            holder: showHolder(province, part.holder),
            from: earlier(known?.view.from, show.iso(part.from)),
            to: later(known?.view.to, show.iso(part.to)),
            beyondSeconds: Math.max(known?.view.beyondSeconds ?? 0, seconds),
            parcels: 0,
          },
          parcels: (known?.parcels ?? new Set()).add(parcel.id),
        });
      }
    }
  }
  return [...held.values()]
    .map(({ view: one, parcels }) => ({ ...one, parcels: parcels.size }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

const earlier = (a: string | undefined, b: string): string => (a !== undefined && a < b ? a : b);
const later = (a: string | undefined, b: string): string => (a !== undefined && a > b ? a : b);
