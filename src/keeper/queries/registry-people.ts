/** Who may sign in, as what, where: without anything of their passwords. */
import { isWithin } from '../../fleet/places.ts';
import { inPlace, may } from '../../fleet/rights.ts';
import { stampOf } from '../../fleet/stamp.ts';
import type { Person } from '../../fleet/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { fold } from '../../wording/fold.ts';
import type { RegistryPersonView } from '../admin-views.ts';
import { isoOrNull } from '../show.ts';
import { Smallest } from '../smallest.ts';
import type { Paged } from '../views.ts';
import { hasEnded, wrongsOfPerson } from './admin-census.ts';
import { fits } from './registry-fits.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, type View } from './view.ts';

export async function* registryPeople(
  view: View,
  query: Of<'registry.people'>,
): InTurns<Decision<Paged<RegistryPersonView>>> {
  const { actor, province, now } = view;
  const pace = new Pace();
  const page = new Smallest<Person>(query);
  for (const person of [...province.people.values()]) {
    yield* pace.rest();
    const { site } = person;
    if (!inPlace(actor, site, province.tree) && person.username !== actor.username) continue;
    if (hasEnded(person, now) !== (query.retired ?? false)) continue;
    if (query.role !== undefined && !person.roles.includes(query.role)) continue;
    if (query.site !== undefined && !(site !== null && isWithin(province.tree, site, query.site))) continue;
    if (query.missing !== undefined && !wrongsOfPerson(view, person).includes(query.missing)) continue;
    if (!fits(query.text, person.name, person.username)) continue;
    page.add(`${fold(person.name)} ${person.username}`, person);
  }
  const sessions = yield* sessionsByPerson(view, pace);
  return accept(page.page((person) => show(view, sessions, person)));
}

export async function* registryPerson(view: View, username: string): InTurns<Decision<RegistryPersonView>> {
  const person = view.province.people.get(username);
  if (person === undefined) return missing('PERSON', username);
  const allowed = may(view.actor, 'registry.person', person.site, view.province.tree);
  if (!allowed.ok && username !== view.actor.username) return allowed;
  return accept(show(view, yield* sessionsByPerson(view, new Pace()), person));
}

async function* sessionsByPerson({ province, now }: View, pace: Pace): InTurns<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { username, expiresAt } of [...province.sessions.values()]) {
    yield* pace.rest();
    if (expiresAt > now) found.set(username, (found.get(username) ?? 0) + 1);
  }
  return found;
}

function show({ province }: View, sessions: ReadonlyMap<string, number>, person: Person): RegistryPersonView {
  const { username, name, roles, site } = person;
  return {
    username,
    name,
    roles: [...roles],
    site,
    siteName: site === null ? null : (province.sites.get(site)?.name ?? site),
    retiredAt: isoOrNull(person.retiredAt),
    sessions: sessions.get(username) ?? 0,
    stamp: stampOf(person),
  };
}
