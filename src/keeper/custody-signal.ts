/** Who is known to be without a signal? Nothing came from them since: no event of theirs, and no session was opened. */
import type { Holder } from '../custody/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';

const keyOf = (username: string): string => `heard/${username}`;

/** Somebody has a signal now: what waits for them, and only because they had none, is looked at again at once. */
export function noteHeard(
  { province, deadlines, draft }: { province: Province; deadlines: Deadlines; draft: Draft },
  username: string,
): void {
  const { waiting, gaps, handoffs, chains } = province.custody;
  const site = province.people.get(username)?.site ?? null;
  const concerns = ({ kind, id }: Holder) => id === (kind === 'person' ? username : site);
  for (const id of waiting) {
    const handoff = handoffs.get(id);
    if (handoff === undefined) continue;
    const sides = [handoff.given?.by, handoff.taken?.by];
    if (sides.includes(username) || concerns(handoff.from) || concerns(handoff.to))
      deadlines.set(`handoff:${id}`, draft.now);
  }
  for (const parcel of gaps)
    if (chains.get(parcel)?.possessions.some(({ holder }) => concerns(holder)))
      deadlines.set(`custody:${parcel}`, draft.now);
}

/** A session was opened: this person has a signal now. */
export function noteSession(parts: Parameters<typeof noteHeard>[0], username: string): void {
  const { province, draft } = parts;
  noteHeard(parts, username);
  const key = keyOf(username);
  if (province.people.has(username)) draft.put('meta', key, { key, value: String(draft.now) });
}

/** A site is without a signal when all its own people are. */
export function isOffline(province: Province, holder: Holder, since: UtcMs): boolean {
  if (holder.kind === 'person') return heard(province, holder.id) < since;
  for (const { username, site } of province.people.values())
    if (site === holder.id && heard(province, username) >= since) return false;
  return true;
}

const heard = (province: Province, username: string): UtcMs =>
  Math.max(
    province.custody.heard(username),
    Number(province.meta.get(keyOf(username)) ?? Number.NEGATIVE_INFINITY),
  );
