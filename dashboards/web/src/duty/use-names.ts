/** The names of rosters and people that a ladder speaks of. */
import type { RosterItemView } from '../../../../src/keeper/duty-views.ts';
import type { Paged } from '../api/views.ts';
import { session } from '../session/session.ts';
import { useAsked } from '../shell/use-asked.ts';
import { shellWords } from '../shell/words.ts';
import type { Names } from './target-text.ts';
import { usePeople } from './use-people.ts';

/** As the service has it: who may ask who there is. */
const ASKERS = ['administrator', 'depot', 'official'];

export function useNames(): Names & { readonly items: readonly RosterItemView[] } {
  const rosters = useAsked<Paged<RosterItemView>>('/rosters?limit=1000').asked.value.value?.items ?? [];
  const people = usePeople(session.value?.roles.some((role) => ASKERS.includes(role)) ?? false) ?? [];
  return {
    items: rosters,
    rosters: new Map(rosters.map(({ id, name }) => [id, name])),
    people: new Map(people.map(({ username, name }) => [username, name])),
    roles: shellWords.value.roles,
  };
}
