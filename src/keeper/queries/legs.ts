/** How did parcels fare on their legs? Those that lay in the same units under the same rules share the work. */
import { type LegSummary, legSummary } from '../../custody/leg.ts';
import type { Parcel } from '../../lots/types.ts';
import { pieces } from '../../thermal/course.ts';
import { UNMONITORED, type UtcMs } from '../../thermal/types.ts';
import { possessionsOf } from '../custody-show.ts';
import type { LegView } from '../custody-views.ts';
import { parcelSubject } from '../judging.ts';
import { celsiusOrNull, iso, isoOrNull } from '../show.ts';
import { Fine } from './fine.ts';
import { type InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

/** No leg is longer. */
const LEG_MOST = 7 * 86_400_000;

export type Leg = LegSummary & { readonly from: UtcMs; readonly to: UtcMs };

/**
 * Each parcel's way up to `to` since its last holder before it had it, at most seven days of it; an ended parcel's up to its end.
 * Left out: what is on no record yet, for nobody ever held it.
 * @param holds `upTo`: who got the parcel at `to` itself has it; `before`: only who had it before counts
 */
export async function* legsOf(
  view: View,
  ids: Iterable<string>,
  to: UtcMs,
  holds: 'upTo' | 'before',
): InTurns<Map<string, Leg>> {
  const wanted = [...ids].flatMap((id) => {
    const parcel = view.province.parcels.get(id);
    const from = parcel === undefined ? null : beginOf(view, parcel, to, holds);
    if (parcel === undefined || from === null) return [];
    const end = Math.min(to, parcel.ended?.at ?? to);
    return [{ parcel, from: Math.min(from, end), to: end }];
  });
  const fine = new Fine(view);
  for (const [unit, span] of spansOf(wanted)) yield* fine.read(unit, span.from, span.to);
  const pace = new Pace();
  const known = new Map<string, LegSummary>();
  const legs = new Map<string, Leg>();
  for (const one of wanted) {
    const { parcel, from, to } = one;
    const key = JSON.stringify([parcel.gtin, from, to, [...pieces(parcel.stays, from, to)]]);
    const summary = known.get(key) ?? summaryOf(view, one, fine);
    known.set(key, summary);
    legs.set(parcel.id, { ...summary, from, to });
    yield* pace.rest();
  }
  return legs;
}

/** As a phone is shown it, see LegView. */
export function showLeg(view: View, parcel: string, leg: Leg): LegView {
  return {
    from: iso(leg.from),
    to: iso(leg.to),
    minCelsius: celsiusOrNull(leg.min),
    maxCelsius: celsiusOrNull(leg.max),
    meanKineticCelsius:
      leg.meanKineticCelsius === null ? null : Math.round(leg.meanKineticCelsius * 1000) / 1000,
    beyondSeconds: leg.beyond / 1000,
    unknownSeconds: leg.unknown / 1000,
    breachAt: isoOrNull(breachOf(view, parcel, leg)),
  };
}

/** The first breach of what was broken on the leg, or else of what is beyond its limit now, by the parcel's whole life. */
function breachOf({ province, judging }: View, parcel: string, { from }: Leg): UtcMs | null {
  const subject = parcelSubject(parcel);
  const broken = province
    .excursionsOf(subject)
    .filter((one) => one.present && one.rule !== UNMONITORED && (one.end === null || one.end > from));
  const risks = judging.standing(subject)?.risks ?? [];
  const moments = [...broken.map(({ breachedAt }) => breachedAt), ...risks.map(({ breachAt }) => breachAt)];
  return moments.length === 0 ? null : Math.min(...moments);
}

function beginOf({ province }: View, parcel: Parcel, to: UtcMs, holds: 'upTo' | 'before'): UtcMs | null {
  const possessions = possessionsOf(province, parcel);
  const held = possessions.findLast(({ from }) => from < to || (holds === 'upTo' && from === to));
  const since = held ?? possessions[0];
  if (since === undefined) return null;
  return Math.max(since.from, parcel.stays[0]?.from ?? since.from, to - LEG_MOST);
}

type Wanted = { readonly parcel: Parcel; readonly from: UtcMs; readonly to: UtcMs };

function summaryOf({ province }: View, { parcel, from, to }: Wanted, fine: Fine): LegSummary {
  const versions = province.products.get(parcel.gtin)?.versions ?? [];
  return legSummary({ stays: parcel.stays, versions, end: null }, fine.of, from, to);
}

/** What of each unit any of them needs. */
export function spansOf(wanted: readonly Wanted[]): Map<string, { from: UtcMs; to: UtcMs }> {
  const spans = new Map<string, { from: UtcMs; to: UtcMs }>();
  for (const { parcel, from, to } of wanted)
    for (const piece of pieces(parcel.stays, from, to)) {
      if (piece.unit === null) continue;
      const known = spans.get(piece.unit) ?? piece;
      spans.set(piece.unit, { from: Math.min(known.from, piece.from), to: Math.max(known.to, piece.to) });
    }
  return spans;
}
