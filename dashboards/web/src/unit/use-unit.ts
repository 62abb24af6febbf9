/** The unit's limits and contents: asked when the page opens and when the live picture says that something in it changed. */
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import type { Failure } from '../api/http.ts';
import type { UnitDetail } from '../api/views.ts';
import { picture } from '../live/connection.ts';
import { askSession } from '../session/session.ts';
import { fetchInside, fetchUnit } from './load.ts';

export type AskedUnit =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'there';
      readonly unit: UnitDetail;
      /** Null: it could not be loaded. */
      readonly inside: UnitInsideView | null;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

export function useUnit(id: string): ReadonlySignal<AskedUnit> {
  const asked = useSignal<AskedUnit>({ kind: 'asking' });
  const inside = useComputed(() => {
    const unit = picture.value?.units.get(id);
    // The state too: with it changes what is left until a breach.
    return unit
      ? `${unit.name} ${unit.parcels} ${unit.doses} ${unit.holds} ${unit.state} ${unit.breachAt}`
      : '';
  });
  useSignalEffect(() => {
    // Reading it makes the question be asked again when it changes.
    const wanted = inside.value;
    const given = new AbortController();
    void Promise.all([fetchUnit(id, given.signal), fetchInside(id, given.signal)]).then(
      ([answer, inside]) => {
        if (given.signal.aborted) return;
        if (answer.ok)
          asked.value = { kind: 'there', unit: answer.value, inside: inside.ok ? inside.value : null };
        else if (answer.status === 401) void askSession();
        else if (asked.peek().kind !== 'there' || (wanted === '' && answer.status === 404))
          asked.value = { kind: 'failed', failure: answer };
      },
    );
    return () => given.abort();
  });
  return asked;
}
