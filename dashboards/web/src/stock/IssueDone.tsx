/** A trip that the service keeps: packing it is the next step, its note can be printed now. */
import { useSignal } from '@preact/signals';
import { Icon } from '../look/Icon.tsx';
import { go, linkTo } from '../page.ts';
import { loadTrip } from '../trip/load-trip.ts';
import { tripWords } from '../trip/words.ts';
import { stockWords } from './words.ts';

export function IssueDone({ id, onAnother }: { id: string; onAnother: () => void }) {
  const said = stockWords.value.out;
  const state = useSignal<'idle' | 'loading' | 'failed' | 'wrong-key'>('idle');
  const pack = async () => {
    state.value = 'loading';
    const outcome = await loadTrip(id);
    state.value = outcome === 'loaded' ? 'idle' : outcome;
    if (outcome !== 'loaded') return;
    onAnother();
    go('pack', { id });
  };
  return (
    <div class="stock-done">
      <p class="note" role="status">
        <Icon name="check" bold /> {said.done}
      </p>
      {(state.value === 'failed' || state.value === 'wrong-key') && (
        <p class="trouble" role="alert">
          {state.value === 'failed' ? said.loadFailed : tripWords.value.home.wrongKey}
        </p>
      )}
      <div class="stock-buttons">
        <button
          type="button"
          class="primary"
          disabled={state.value === 'loading'}
          onClick={() => void pack()}
        >
          <Icon name="box" />
          {state.value === 'loading' ? said.loading : said.pack}
        </button>
        <a class="secondary" href={`/api/v1/shipments/${id}/note.pdf`} target="_blank" rel="noreferrer">
          <Icon name="print" />
          {said.pdf}
        </a>
        <button type="button" class="secondary" onClick={onAnother}>
          {said.another}
        </button>
        <a class="secondary" {...linkTo('stock')}>
          {stockWords.value.paper.toStock}
        </a>
      </div>
    </div>
  );
}
