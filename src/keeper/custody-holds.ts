/**
 * Puts parcels on hold whose custody is in doubt, and takes that hold back when the doubt is gone.
 *
 * A hold for broken custody is withdrawn by the service in two cases only, both like the one that holds for unmonitored time
 * have (DESIGN.md 2.4): the very evidence that was missing came, signed by the side that owed it (the second confirmation of a
 * disputed handoff, the event that closes a gap, the one without which another did not count), or an official who is no party to it named the true story. Nobody decides
 * twice about what is no longer in doubt; any other end is a disposition by two. What a disposition ended stays ended for the
 * same cause.
 */
import type { Derived } from '../custody/derive.ts';
import { holdPlaced, holdWithdrawn } from '../custody/events.ts';
import { DISPUTED_AFTER_MS, WAITS_AT_MOST_MS } from '../custody/handoff-state.ts';
import { type HoldDue, holdsDue } from '../custody/holds.ts';
import type { Chain } from '../custody/types.ts';
import type { Hold } from '../lots/types.ts';
import type { ChainDocument } from './custody-book.ts';
import type { Group } from './custody-group.ts';
import { inDoubt } from './custody-overturned.ts';
import { isOffline } from './custody-signal.ts';
import type { CustodyParts } from './custody-world.ts';
import type { Province } from './province.ts';

/** What a hold says of itself, by what it is for. */
export const HOLD_REASONS = {
  conflict: 'Hồ sơ giao nhận mâu thuẫn / Custody records conflict',
  missing: 'Thiếu khi giao nhận / Not found at a handoff',
  dispute: 'Bàn giao chưa đủ hai bên xác nhận / Handoff not confirmed by both sides',
  overturned: 'Biên bản từng có hiệu lực nay không còn / A record that had counted counts no more',
} as const;

type Cause = { readonly why: keyof typeof HOLD_REASONS; readonly cause: string };

/** Answers the parcels whose holds changed. Also sets when to look again. */
export function keepHolds(parts: CustodyParts, derived: Derived, group: Group): string[] {
  const { province, deadlines, draft } = parts;
  const causes = causesOf(province, derived, group, draft.now);
  const chains = new Map(derived.chains.map((chain) => [chain.parcel, chain]));
  const changed: string[] = [];
  for (const parcel of new Set([...group.parcels, ...causes.keys(), ...chains.keys()])) {
    const chain = province.custody.chains.get(parcel);
    if (chain === undefined) continue;
    deadlines.set(`custody:${parcel}`, lookAgainAt(chain, draft.now));
    const due = [...(causes.get(parcel) ?? []), ...inheritedCauses(province, chain, causes)];
    // Two holds, not one: whether the parcel is in doubt follows from the events, whether people were told otherwise from when
    // they came, and either may end alone.
    const isNotice = ({ why }: Cause) => why === 'overturned';
    const doubted = keepHold(
      parts,
      chain,
      due.filter((one) => !isNotice(one)),
      false,
    );
    const next = keepHold(parts, doubted, due.filter(isNotice), true);
    if (next === chain) continue;
    draft.put('chain', parcel, next);
    changed.push(parcel);
  }
  return changed;
}

/**
 * What is split off at a desk is held for what the whole is held for: the copies of its holds end as these do, and a cause
 * that a disposition ended is none of the parts' either.
 */
export function inheritCauses(
  { province, draft }: Pick<CustodyParts, 'province' | 'draft'>,
  parent: string,
  copies: readonly Hold[],
): void {
  const whole = province.custody.chains.get(parent);
  for (const [parcel, holds] of Map.groupBy(copies, (copy) => copy.parcel)) {
    const held = holds.flatMap(({ id, inheritedFrom }) =>
      (whole?.held ?? []).flatMap(({ cause, hold }) => (hold === inheritedFrom ? [{ cause, hold: id }] : [])),
    );
    if (held.length > 0) draft.put('chain', parcel, { parcel, possessions: [], conflicts: [], held });
  }
}

/** Of those that it was held for when it was split off, the ones for which a parcel that it was part of is held still. */
function inheritedCauses(
  { parcels }: Province,
  { parcel, held }: ChainDocument,
  causes: ReadonlyMap<string, readonly Cause[]>,
): Cause[] {
  const known = new Set(held.map(({ cause }) => cause));
  const found = new Map<string, Cause>();
  for (let above = parcels.get(parcel)?.parent ?? null; above !== null; ) {
    for (const one of causes.get(above) ?? []) if (known.has(one.cause)) found.set(one.cause, one);
    above = parcels.get(above)?.parent ?? null;
  }
  return [...found.values()];
}

function causesOf(province: Province, derived: Derived, group: Group, now: number): Map<string, Cause[]> {
  const causes = new Map<string, Cause[]>();
  const add = (parcel: string, cause: Cause) => causes.set(parcel, [...(causes.get(parcel) ?? []), cause]);
  const offline = (chain: Chain) => {
    const noticed = Math.max(...chain.conflicts.map(({ noticedAt }) => noticedAt));
    return chain.possessions.some(({ holder }) => isOffline(province, holder, noticed));
  };
  for (const due of holdsDue(derived, now, offline, () => false)) add(due.parcel, causeOf(due));
  for (const handoff of derived.handoffs)
    if (handoff.state === 'disputed')
      for (const { parcel } of handoff.parcels)
        add(parcel, { why: 'dispute', cause: `dispute ${handoff.id}` });
  for (const { id } of group.events) {
    const event = province.custody.events.get(id);
    if (event?.overturned === undefined) continue;
    const cause = `overturned ${id} ${event.overturned.since}`;
    for (const parcel of inDoubt(province, event) ?? []) add(parcel, { why: 'overturned', cause });
  }
  return causes;
}

const causeOf = ({ why, events }: HoldDue): Cause => ({
  why,
  cause: `${why} ${events.toSorted().join(' ')}`,
});

function keepHold(
  parts: CustodyParts,
  chain: ChainDocument,
  causes: readonly Cause[],
  isNotice: boolean,
): ChainDocument {
  const { province, draft } = parts;
  const parcel = province.parcels.get(chain.parcel);
  if (parcel === undefined || parcel.ended?.kind === 'discarded') return chain;
  const open = () =>
    province
      .holdsOf(parcel.id)
      .find(
        ({ kind, state, placedBy, reason }) =>
          kind === 'custody' &&
          state === 'open' &&
          placedBy === null &&
          (reason === HOLD_REASONS.overturned) === isNotice,
      );
  let { held } = chain;
  for (const { cause, why } of causes) {
    if (held.some((one) => one.cause === cause)) continue;
    let hold = open();
    if (hold === undefined) {
      const made: Hold = {
        id: draft.ids(),
        parcel: parcel.id,
        gtin: parcel.gtin,
        lot: parcel.lot,
        kind: 'custody',
        excursion: null,
        reason: HOLD_REASONS[why],
        placedAt: draft.now,
        placedBy: null,
        supported: true,
        state: 'open',
        endedAt: null,
        afterRelease: null,
        inheritedFrom: null,
      };
      draft.put('hold', made.id, made);
      draft.write('system', (stamp) => holdPlaced(stamp, made, null));
      hold = made;
    }
    held = [...held, { cause, hold: hold.id }];
  }
  const standing = open();
  const mine = held.filter(({ hold }) => hold === standing?.id);
  const due = new Set(causes.map(({ cause }) => cause));
  if (standing !== undefined && mine.length > 0 && !mine.some(({ cause }) => due.has(cause))) {
    const ended: Hold = { ...standing, supported: false, state: 'withdrawn', endedAt: draft.now };
    draft.put('hold', ended.id, ended);
    draft.write('system', (stamp) => holdWithdrawn(stamp, ended));
    // Should the doubt come back, so does the hold.
    held = held.filter(({ hold }) => hold !== ended.id);
  }
  return held === chain.held ? chain : { ...chain, held };
}

/** A gap in a chain becomes a hold with time alone. */
function lookAgainAt({ conflicts }: Chain, now: number): number {
  const moments = conflicts
    .filter(({ kind }) => kind === 'gap')
    .flatMap(({ noticedAt }) => [noticedAt + DISPUTED_AFTER_MS, noticedAt + WAITS_AT_MOST_MS])
    .filter((at) => at > now);
  return Math.min(Number.POSITIVE_INFINITY, ...moments);
}
