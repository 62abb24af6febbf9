/**
 * Decides a recall: a hold on every parcel of a lot, on those there are and on those that still come.
 * A recall stands for good: there is no lifting it, so its holds end by a discard only.
 */
import { accept, type Context, type Decision, isBlank, refuse, said } from './refusal.ts';
import type { Hold, Parcel, Recall } from './types.ts';

export type RecallFacts = {
  /** The recall that already stands for this lot. */
  readonly standing: Recall | null;
  /** All parcels and holds of the lot; ended parcels get no hold, nothing of them can be given any more. */
  readonly parcels: readonly Parcel[];
  readonly holds: readonly Hold[];
};

/**
 * Recalls a lot, known here or not (a recall may come before its first parcel).
 * Refuses `REASON_REQUIRED`, `LOT_ALREADY_RECALLED`.
 */
export function recallLot(
  request: { readonly gtin: string; readonly lot: string; readonly reason: string },
  facts: RecallFacts,
  ctx: Context,
): Decision<{ readonly recall: Recall; readonly holds: readonly Hold[] }> {
  const { gtin, lot, reason } = request;
  if (isBlank(reason))
    return refuse('REASON_REQUIRED', `Cannot recall lot ${lot}: a reason is wanted`, { gtin, lot });
  if (facts.standing !== null) {
    return refuse('LOT_ALREADY_RECALLED', `Cannot recall lot ${lot}: it is recalled already`, { gtin, lot });
  }
  const recall: Recall = { gtin, lot, reason: said(reason), at: ctx.now, by: ctx.by };
  const held = new Set(
    facts.holds.filter((h) => h.kind === 'recall' && h.state === 'open').map((h) => h.parcel),
  );
  const holds = facts.parcels
    .filter((p) => p.gtin === gtin && p.lot === lot && p.ended === null && !held.has(p.id))
    .map((p) => recallHold(p, recall, ctx));
  return accept({ recall, holds });
}

/** The hold that a standing recall places on a parcel of its lot, also on one that is only received now. */
export function recallHold(parcel: Parcel, recall: Recall, ctx: Context): Hold {
  return {
    id: ctx.ids(),
    parcel: parcel.id,
    gtin: parcel.gtin,
    lot: parcel.lot,
    kind: 'recall',
    excursion: null,
    reason: recall.reason,
    placedAt: ctx.now,
    placedBy: recall.by,
    supported: true,
    state: 'open',
    endedAt: null,
    afterRelease: null,
    inheritedFrom: null,
  };
}
