/**
 * Who held a parcel when? A chain begins with the site that received the parcel and goes on with every completed handoff whose
 * giver held it then. One that does not fit changes nothing: it is kept beside the chain as a conflict until a person decides.
 */
import type { UtcMs } from '../thermal/types.ts';
import { sameHolder } from './order.ts';
import type { Chain, Holder, Possession } from './types.ts';

/**
 * A change of hands as two people confirmed it. `event`: the one that completed it; `receivedAt`: when that was taken in.
 * `gives`: may this giver give what that holder holds? (The holder itself, or somebody of the holding site.)
 */
export type Transfer = {
  readonly event: string;
  readonly at: UtcMs;
  readonly to: Holder;
  readonly receivedAt: UtcMs;
  readonly gives: (holder: Holder) => boolean;
};

/** `claims`: who would hold it if a rival story were true. Only the fold needs them. */
type Rivals = Chain['conflicts'][number] & { readonly claims: readonly Holder[] };
export type OpenChain = Omit<Chain, 'conflicts'> & { readonly conflicts: readonly Rivals[] };

/** The chain of a parcel that was received. `holder`: the site of the unit that it was received into. */
export const beginChain = (parcel: string, holder: Holder, at: UtcMs): OpenChain => ({
  parcel,
  possessions: [{ holder, from: at, event: null }],
  conflicts: [],
});

/** A part of it, split off at `at`: held by the same until then. Its parent's conflicts are its own. */
export const inheritChain = (chain: OpenChain, parcel: string, at: UtcMs): OpenChain => ({
  parcel,
  possessions: chain.possessions.filter(({ from }, i) => i === 0 || from < at),
  conflicts: chain.conflicts,
});

/** Null before the beginning. */
export const holderAt = (chain: Pick<Chain, 'possessions'>, at: UtcMs): Holder | null =>
  chain.possessions.findLast(({ from }) => from <= at)?.holder ?? null;

/** The chain with one more transfer, which must not lie before the last one. */
export function transferred(chain: OpenChain, transfer: Transfer): OpenChain {
  const holder = holderAt(chain, transfer.at);
  if (holder !== null && transfer.gives(holder)) {
    const next: Possession = { holder: transfer.to, from: transfer.at, event: transfer.event };
    return { ...chain, possessions: [...chain.possessions, next] };
  }
  return contested(chain, transfer, transfer.to);
}

/**
 * The chain with something noted that cannot be true beside it: with the event that took the parcel from whom this one needs
 * as its holder, or with the conflict whose story it continues. Beside no such event it is a gap, and so is what continues it:
 * nobody knows yet how the first giver came by the parcel, and nothing contradicts them.
 */
export function contested(
  chain: OpenChain,
  { event, receivedAt, gives }: Pick<Transfer, 'event' | 'receivedAt' | 'gives'>,
  claim: Holder | null,
): OpenChain {
  const claims = claim === null ? [] : [claim];
  const continued = chain.conflicts.find((conflict) => conflict.claims.some(gives));
  if (continued !== undefined) {
    const last = continued.claims.at(-1);
    // Whoever gave it away in this story already does not give it again.
    const follows = continued.kind === 'gap' && last !== undefined && gives(last);
    const joined: Rivals = {
      kind: follows ? 'gap' : 'holders',
      events: [...continued.events, event],
      // A contradiction is there when its last part is; a gap since its first, and handing on does not put its hold off.
      noticedAt: (follows ? Math.min : Math.max)(continued.noticedAt, receivedAt),
      claims: [...continued.claims, ...claims],
    };
    return { ...chain, conflicts: chain.conflicts.map((one) => (one === continued ? joined : one)) };
  }
  const held = chain.possessions.findLastIndex(({ holder }) => gives(holder));
  const ending = held === -1 ? null : (chain.possessions[held + 1]?.event ?? null);
  const rivals = chain.conflicts.find((conflict) => ending !== null && conflict.events.includes(ending));
  const events = [...new Set([...(rivals?.events ?? (ending === null ? [] : [ending])), event])];
  const noticed = {
    kind: events.length > 1 ? ('holders' as const) : ('gap' as const),
    events,
    noticedAt: Math.max(rivals?.noticedAt ?? receivedAt, receivedAt),
  };
  const others = chain.conflicts.filter((one) => one !== rivals);
  return { ...chain, conflicts: [...others, { ...noticed, claims: [...(rivals?.claims ?? []), ...claims] }] };
}

/** Did anybody for whom `gives` is true hold it before `at`? */
export const everHeld = (chain: OpenChain, at: UtcMs, gives: Transfer['gives']): boolean =>
  chain.possessions.some(({ holder, from }) => from <= at && gives(holder)) ||
  chain.conflicts.some(({ claims }) => claims.some(gives));

/** As it is kept and shown. */
export const chainOf = ({ parcel, possessions, conflicts }: OpenChain): Chain => ({
  parcel,
  possessions,
  conflicts: conflicts.map(({ kind, events, noticedAt }) => ({ kind, events, noticedAt })),
});

/** The stretches in which one holder held it, the last one up to `upTo`. */
export function spansOf(
  possessions: readonly Possession[],
  upTo: UtcMs,
): { readonly holder: Holder; readonly from: UtcMs; readonly to: UtcMs; readonly event: string | null }[] {
  return possessions
    .map(({ holder, from, event }, i) => ({
      holder,
      from,
      to: Math.min(upTo, possessions[i + 1]?.from ?? upTo),
      event,
    }))
    .filter(({ from, to }) => from < to);
}

/** True when both chains have the same holders. */
export const samePossessions = (a: readonly Possession[], b: readonly Possession[]): boolean =>
  a.length === b.length &&
  a.every((one, i) => {
    const other = b[i];
    return other !== undefined && one.from === other.from && sameHolder(one.holder, other.holder);
  });
