/** Who is known to be without a signal? Nothing came from them since: no event of theirs, and no session was opened. */
import type { Holder } from '../custody/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';

const keyOf = (username: string): string => `heard/${username}`;

/** A session was opened: this person has a signal now. */
export function noteSession(province: Province, draft: Draft, username: string): void {
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
