/** The unit's limits and contents: asked when the page opens and when the live picture says that something in it changed. */
import { type ReadonlySignal, signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import type { Answer, Failure } from '../api/http.ts';
import type { UnitDetail } from '../api/views.ts';
import { connectedSince, picture } from '../live/connection.ts';
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

/** A question that failed for want of a line is put again after this long. */
const RETRY_MS = 5_000;
const isWorthAsking = (answer: Answer<unknown>): boolean =>
  !answer.ok && (answer.status === 0 || answer.status >= 500);

/** Something about the unit was changed on this page that the live picture does not tell. */
const turn = signal(0);
export function askUnitAgain(): void {
  turn.value += 1;
}

export function useUnit(id: string): ReadonlySignal<AskedUnit> {
  const asked = useSignal<AskedUnit>({ kind: 'asking' });
  const retries = useSignal(0);
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
    void connectedSince.value;
    void retries.value;
    void turn.value;
    const given = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    void Promise.all([fetchUnit(id, given.signal), fetchInside(id, given.signal)]).then(
      ([answer, inside]) => {
        if (given.signal.aborted) return;
        // What is in it may be missing by itself; and what was known before stays until there is better.
        if (isWorthAsking(answer) || isWorthAsking(inside))
          retry = setTimeout(() => retries.value++, RETRY_MS);
        const former = asked.peek();
        const known = former.kind === 'there' ? former.inside : null;
        if (answer.ok)
          asked.value = { kind: 'there', unit: answer.value, inside: inside.ok ? inside.value : known };
        else if (answer.status === 401) void askSession();
        else if (asked.peek().kind !== 'there' || (wanted === '' && answer.status === 404))
          asked.value = { kind: 'failed', failure: answer };
      },
    );
    return () => {
      given.abort();
      clearTimeout(retry);
    };
  });
  return asked;
}
