/** Would nobody be left who can let others in? */
import type { Registry, RegistryChange } from './registry.ts';
import type { Person } from './types.ts';

/** Those who administer the whole province now, without an end, where `changes` would leave nobody who does. */
export function lastAdministrators(
  current: Pick<Registry, 'people' | 'sites'>,
  changes: readonly RegistryChange[],
): Set<string> {
  const changed = new Map(
    changes.flatMap((change) =>
      change.kind === 'person' ? [[change.person.username, change.person] as const] : [],
    ),
  );
  if (changed.size === 0) return new Set();
  const roots = new Set(
    [...current.sites.values()].flatMap(({ id, parent }) => (parent === null ? [id] : [])),
  );
  const rules = (person: Person) =>
    person.roles.includes('administrator') &&
    person.retiredAt === null &&
    (person.site === null || roots.has(person.site));
  const former = [...current.people.values()];
  const next = [...former.map((person) => changed.get(person.username) ?? person), ...changed.values()];
  if (next.some(rules)) return new Set();
  return new Set(former.filter(rules).map(({ username }) => username));
}
