/** How people are reached: by what they, or an administrator of their place, write down, and by their own browsers. */
import { checkContact, checkPush } from '../../alerts/contacts.ts';
import type { PushSubscription } from '../../alerts/duty.ts';
import { inPlace } from '../../fleet/rights.ts';
import { type Decision, refuse, said } from '../../lots/refusal.ts';
import { isContactKeeper, showContact, showPush } from '../queries/contacts.ts';
import { type Done, done, forbidden, type Of, type Turn, unknown } from './turn.ts';

/** A person's phones, tablets and computers; more are forgotten ones. */
const PUSHES_MOST = 20;

/** Refuses `PERSON_UNKNOWN`, `CONTACT_INVALID`. */
export function setContact(turn: Turn, command: Of<'contact.set'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const person = province.people.get(command.contact.id);
  if (person === undefined) return unknown('PERSON', command.contact.id);
  if (!isContactKeeper(actor, person, province.tree)) return forbidden(turn, command.type, person.site);
  const contact = checkContact(command.contact);
  if (!contact.ok) return contact;
  draft.put('contact', contact.value.id, contact.value);
  return done(showContact(province, actor, person));
}

/**
 * A browser that subscribes once more, or for whoever sits before it now, takes the place of what it was. Refuses
 * `PUSH_INVALID`, `PUSH_MANY`.
 */
export function subscribe({ actor, draft, province }: Turn, command: Of<'push.subscribe'>): Decision<Done> {
  const given = checkPush(command);
  if (!given.ok) return given;
  const all = [...province.subscriptions.values()];
  const former = all.find(({ endpoint }) => endpoint === command.endpoint);
  const others = all.filter(({ username, id }) => username === actor.username && id !== former?.id);
  if (others.length >= PUSHES_MOST)
    return refuse('PUSH_MANY', `One person has ${PUSHES_MOST} browsers at most`, {});
  const subscription: PushSubscription = {
    id: former?.id ?? draft.ids(),
    username: actor.username,
    label: said(command.label),
    endpoint: command.endpoint,
    p256dh: command.p256dh,
    auth: command.auth,
    createdAt: draft.now,
  };
  draft.put('push_subscription', subscription.id, subscription);
  return done(showPush(subscription));
}

/** One's own, or by an administrator of the owner's place: a phone gets lost. Refuses `PUSH_UNKNOWN`. */
export function unsubscribe(
  { actor, draft, province }: Turn,
  { id }: Of<'push.unsubscribe'>,
): Decision<Done> {
  const subscription = province.subscriptions.get(id);
  if (subscription === undefined) return unknown('PUSH', id);
  const owner = province.people.get(subscription.username);
  const isInCharge =
    actor.roles.includes('administrator') && inPlace(actor, owner?.site ?? null, province.tree);
  if (subscription.username !== actor.username && !isInCharge) return unknown('PUSH', id);
  draft.put('push_subscription', id, null);
  return done(showPush(subscription));
}
