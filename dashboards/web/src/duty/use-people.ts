/** Whom one may put on duty or tell: the people of one's place, by name. */
import type { Paged, PersonView } from '../api/views.ts';
import { useAsked } from '../shell/use-asked.ts';

const names = new Intl.Collator('vi', { numeric: true });
const LIMIT = 1000;
/** A wall board is looked at, and an auditor looks on: neither comes when called. */
const COMES = ['administrator', 'depot', 'escort', 'official', 'vaccinator'];

/** Null: not known yet. */
export function usePeople(wanted = true): readonly PersonView[] | null {
  const { asked } = useAsked<Paged<PersonView>>(wanted ? `/people?limit=${LIMIT}` : null);
  const items = asked.value.value?.items;
  if (items === undefined) return null;
  return items
    .filter(({ roles }) => roles.some((role) => COMES.includes(role)))
    .sort((a, b) => names.compare(a.name, b.name));
}
