/** The name of a site, as far as this screen knows it. */
import { sites as seen } from '../live/connection.ts';
import { sites } from '../scan/sites.ts';
import { words } from '../words/words.ts';

/** `null` is the whole province; a site that is not known yet goes by its id. */
export function siteName(id: string | null): string {
  if (id === null) return words.value.province;
  const known = sites.value.kind === 'ready' ? sites.value.items : [];
  return [...seen.value, ...known].find((site) => site.id === id)?.name ?? id;
}
