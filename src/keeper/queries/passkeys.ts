/** Which passkeys somebody has; and, for the edge alone, whose one is and what proves it. */
import type { Passkey } from '../../fleet/passkey.ts';
import { mayManageKeysOf } from '../../fleet/rights.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { PasskeyView } from '../passkey-views.ts';
import { iso, isoOrNull } from '../show.ts';
import { missing, type Of, type View } from './view.ts';

export function passkeys(
  { actor, province }: View,
  query: Of<'passkeys'>,
): Decision<{ items: PasskeyView[]; next: null }> {
  const username = query.username ?? actor.username;
  const site = province.people.get(username)?.site ?? null;
  if (username !== actor.username && !mayManageKeysOf(actor, site, province.tree))
    return refuse('FORBIDDEN_ROLE', 'passkeys of others need another role', { username });
  const own = [...province.passkeys.values()].filter((one) => one.username === username);
  return accept({ items: own.toSorted((a, b) => b.addedAt - a.addedAt).map(showPasskey), next: null });
}

export function passkey({ province }: View, { id }: Of<'passkey'>): Decision<Passkey> {
  const found = province.passkeys.get(id);
  return found === undefined ? missing('PASSKEY', id) : accept(found);
}

export const showPasskey = ({ id, name, addedAt, usedAt }: Passkey): PasskeyView => ({
  id,
  name,
  addedAt: iso(addedAt),
  usedAt: isoOrNull(usedAt),
});
