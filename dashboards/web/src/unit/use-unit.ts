/** The unit's limits and contents: asked when the page opens and when the live picture says that something in it changed. */
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { Failure } from '../api/http.ts';
import type { UnitDetail } from '../api/views.ts';
import { picture } from '../live/connection.ts';
import { askSession } from '../session/session.ts';
import { fetchUnit } from './load.ts';

export type AskedUnit =
  | { readonly kind: 'asking' }
  | { readonly kind: 'there'; readonly unit: UnitDetail }
  | { readonly kind: 'failed'; readonly failure: Failure };

export function useUnit(id: string): ReadonlySignal<AskedUnit> {
  const asked = useSignal<AskedUnit>({ kind: 'asking' });
  const inside = useComputed(() => {
    const unit = picture.value?.units.get(id);
    return unit ? `${unit.name} ${unit.parcels} ${unit.doses} ${unit.holds}` : '';
  });
  useSignalEffect(() => {
    // Reading it makes the question be asked again when it changes.
    const wanted = inside.value;
    const given = new AbortController();
    void fetchUnit(id, given.signal).then((answer) => {
      if (given.signal.aborted) return;
      if (answer.ok) asked.value = { kind: 'there', unit: answer.value };
      else if (answer.status === 401) void askSession();
      else if (asked.peek().kind !== 'there' || (wanted === '' && answer.status === 404))
        asked.value = { kind: 'failed', failure: answer };
    });
    return () => given.abort();
  });
  return asked;
}
