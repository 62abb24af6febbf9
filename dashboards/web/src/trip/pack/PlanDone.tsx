/** A plan that the service keeps; the next step is to have it on the phone that packs. */
import { useSignal } from '@preact/signals';
import { Icon } from '../../look/Icon.tsx';
import { go } from '../../page.ts';
import { loadTrip } from '../load-trip.ts';
import { Top } from '../TripPages.tsx';
import { tripWords } from '../words.ts';
import type { PlanDraft } from './draft.ts';
import { packWords } from './words.ts';

export function PlanDone({ draft, onClose }: { draft: PlanDraft; onClose: (then: () => void) => void }) {
  const { plan } = packWords.value;
  const { home } = tripWords.value;
  const state = useSignal<'idle' | 'loading' | 'failed' | 'wrong-key'>('idle');
  const open = async () => {
    state.value = 'loading';
    const outcome = await loadTrip(draft.id);
    state.value = outcome === 'loaded' ? 'idle' : outcome;
    if (outcome !== 'loaded') return;
    onClose(() => go('trip', { id: draft.id }));
  };
  return (
    <>
      <Top title={plan.title} />
      <main class="trip-main wizard">
        <p class="standing tone-green" role="status">
          <Icon name="check" bold />
          <span>{plan.done}</span>
        </p>
        <p class="note">{plan.doneHint}</p>
        {(state.value === 'failed' || state.value === 'wrong-key') && (
          <p class="trouble" role="alert">
            {state.value === 'failed' ? home.failed : home.wrongKey}
          </p>
        )}
      </main>
      <footer class="thumb">
        <button type="button" class="secondary" onClick={() => onClose(() => go('trips'))}>
          {plan.toTrips}
        </button>
        <button
          type="button"
          class="primary big"
          disabled={state.value === 'loading'}
          onClick={() => void open()}
        >
          {state.value === 'loading' ? home.loading : plan.toTrip}
        </button>
      </footer>
    </>
  );
}
