/** When does custody itself put a parcel on hold, and which events does an official's word on a conflict set aside? */
import type { UtcMs } from '../thermal/types.ts';
import type { Derived } from './derive.ts';
import { DISPUTED_AFTER_MS, WAITS_AT_MOST_MS } from './handoff-state.ts';
import type { Chain } from './types.ts';

/** `events`: what tells of it. */
export type HoldDue = {
  readonly parcel: string;
  readonly why: 'conflict' | 'missing';
  readonly events: readonly string[];
};

/**
 * - Stories that cannot all be true: at once.
 * - A story whose first giver is not known to have had the parcel: what lies between may be in a phone without a signal, so
 *   after 2 h, or up to 72 h while somebody is known to be offline.
 * - Doses that were not found: at once.
 * One hold a parcel is enough: of those that have an open custody hold already, none is due.
 * @param offline is anybody who took part known to be without a signal? `held`: has the parcel an open custody hold?
 */
export function holdsDue(
  { chains, effects }: Pick<Derived, 'chains' | 'effects'>,
  now: UtcMs,
  offline: (chain: Chain) => boolean,
  held: (parcel: string) => boolean,
): HoldDue[] {
  const torn = chains.flatMap((chain) =>
    chain.conflicts
      .filter((conflict) => isDue(conflict, now, offline(chain)))
      .map(({ events }): HoldDue => ({ parcel: chain.parcel, why: 'conflict', events })),
  );
  const missing = effects.flatMap(({ event, portions, lost }) =>
    [...portions.filter(({ kind }) => kind === 'missing').map(({ id }) => id), ...lost].map(
      (parcel): HoldDue => ({ parcel, why: 'missing', events: [event] }),
    ),
  );
  const due = new Map<string, HoldDue>();
  for (const one of [...torn, ...missing])
    if (!due.has(one.parcel) && !held(one.parcel)) due.set(one.parcel, one);
  return [...due.values()];
}

function isDue(conflict: Chain['conflicts'][number], now: UtcMs, offline: boolean): boolean {
  if (conflict.kind !== 'gap') return true;
  return now - conflict.noticedAt >= (offline ? WAITS_AT_MOST_MS : DISPUTED_AFTER_MS);
}

/**
 * Which events of a conflict are set aside when `event` is true: where it stands in the chain, all the others; where it is
 * the rival, those that stand. Of counts that differ none is set aside: doses are what was counted, things are where they were
 * put, and the official's word is that somebody looked. Null when the parcel has no conflict with this event.
 */
export function rivalsOf(chain: Chain, event: string): { truth: string[]; untrue: string[] } | null {
  const conflict = chain.conflicts.find(({ events }) => events.includes(event));
  if (conflict === undefined) return null;
  if (conflict.kind === 'counts') return { truth: [...conflict.events], untrue: [] };
  const standing = new Set(chain.possessions.map((possession) => possession.event));
  const untrue = conflict.events.filter((one) => one !== event && (standing.has(event) || standing.has(one)));
  return { truth: conflict.events.filter((one) => !untrue.includes(one)), untrue };
}
