/** The alerts of the code in the address: asked for, and from then on as the live feed has them. */
import type { AlertView, Paged } from '../api/views.ts';
import { alerts } from '../live/connection.ts';
import { useAsked } from '../shell/use-asked.ts';

/** Null: it is not known yet. `code` null: nothing is asked. */
export function useOfCode(code: string | null) {
  const path = code === null ? null : `/alerts?code=${encodeURIComponent(code)}`;
  const { asked, again } = useAsked<Paged<AlertView>>(path);
  const { value, failure } = asked.value;
  const found = value?.items.map((one) => alerts.value.get(one.id) ?? one) ?? null;
  return { found, failure, again };
}
