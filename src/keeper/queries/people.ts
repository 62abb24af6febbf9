/** Who is there to carry or to take over: without keys or passwords, and only those whose place has to do with the asker's. */
import { inPlace } from '../../fleet/rights.ts';
import type { Person } from '../../fleet/types.ts';
import { paged } from '../pages.ts';
import type { PersonView } from '../views.ts';
import { type Of, sees, type View } from './view.ts';

/** Within one's place, or set above it. */
export function people(view: View, query: Of<'people'>) {
  const { actor, now, province } = view;
  const near = (person: Person) => sees(view, person.site) || inPlace(person, actor.site, province.tree);
  const found = [...province.people.values()].filter(
    (person) =>
      (person.retiredAt === null || person.retiredAt > now) &&
      (query.role === undefined || person.roles.includes(query.role)) &&
      near(person),
  );
  return paged(
    found,
    ({ username }) => username,
    ({ username, name, roles, site }): PersonView => ({ username, name, roles: [...roles], site }),
    query,
  );
}
