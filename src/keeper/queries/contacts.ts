/** How somebody is reached: for themselves, and for those who look after the people of their place. */
import type { PushSubscription } from '../../alerts/duty.ts';
import type { SiteTree } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import type { Person } from '../../fleet/types.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { ContactView, PushSubscriptionView } from '../duty-views.ts';
import type { Actor } from '../protocol.ts';
import type { Province } from '../province.ts';
import { iso } from '../show.ts';
import type { Paged } from '../views.ts';
import { missing, type Of, type View } from './view.ts';

/** Their own, or as an administrator of their place. */
export const isContactKeeper = (actor: Actor, person: Person, tree: SiteTree): boolean =>
  actor.username === person.username ||
  (actor.roles.includes('administrator') && inPlace(actor, person.site, tree));

/** Officials also read how the people of their place are reached: they put them on duty, and call them. */
export function contact({ actor, province }: View, query: Of<'contact'>): Decision<ContactView> {
  const person = province.people.get(query.username);
  if (person === undefined) return missing('PERSON', query.username);
  const mayRead =
    isContactKeeper(actor, person, province.tree) ||
    (actor.roles.includes('official') && inPlace(actor, person.site, province.tree));
  if (!mayRead)
    return refuse('FORBIDDEN_ROLE', 'contacts of others are for those who look after them', {
      username: person.username,
    });
  return accept(showContact(province, actor, person));
}

export function pushSubscriptions({ actor, province }: View): Decision<Paged<PushSubscriptionView>> {
  const own = pushesOf(province, actor.username).sort((a, b) => b.createdAt - a.createdAt);
  return accept({ items: own.map(showPush), next: null });
}

export const pushesOf = (province: Province, username: string): PushSubscription[] =>
  [...province.subscriptions.values()].filter((one) => one.username === username);

export function showContact(province: Province, actor: Actor, person: Person): ContactView {
  const contact = province.contacts.get(person.username);
  return {
    username: person.username,
    name: person.name,
    phone: contact?.phone ?? null,
    mail: contact?.mail ?? null,
    zalo: contact?.zalo ?? null,
    telegram: contact?.telegram ?? null,
    language: contact?.language ?? 'vi',
    pushes: pushesOf(province, person.username).length,
    mayChange: isContactKeeper(actor, person, province.tree),
  };
}

export const showPush = ({ id, label, endpoint, createdAt }: PushSubscription): PushSubscriptionView => ({
  id,
  label,
  endpoint,
  createdAt: iso(createdAt),
});
