/** The giver's code on the screen until somebody has taken it: scanned, recorded alone, or withdrawn. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Icon } from '../../look/Icon.tsx';
import type { GiveDraft } from '../draft.ts';
import { itemOf } from '../kept.ts';
import { SlipCode } from '../QrCode.tsx';
import { Top } from '../TripPages.tsx';
import { slipOfItem } from '../wizard/slip-of-item.ts';
import { tripWords } from '../words.ts';
import { Receipt } from './Receipt.tsx';
import { Withdraw } from './Withdraw.tsx';

type Props = {
  draft: GiveDraft;
  set: (change: Partial<GiveDraft>) => void;
  onWithdraw: (why: string) => void;
  onLeave: () => void;
};

export function Show({ draft, set, onWithdraw, onLeave }: Props) {
  const { handoff } = tripWords.value;
  const item = itemOf(draft.ids.offer);
  const mode = useSignal<'show' | 'receipt' | 'withdraw'>('show');
  const slip = useMemo(() => slipOfItem(item), [item?.id]);
  return (
    <>
      <Top title={tripWords.value.trip.give} back={onLeave} />
      <main class="trip-main wizard">
        {mode.value === 'show' && (
          <>
            <h2>{handoff.show}</h2>
            {slip && <SlipCode slip={slip} />}
            <details>
              <summary>{handoff.typedCode}</summary>
              <p class="typed-code">{draft.code.match(/.{4}/g)?.join(' ')}</p>
            </details>
            <button type="button" class="secondary wide" onClick={() => set({ step: 'receiver' })}>
              <Icon name="person" />
              {handoff.noPhone}
            </button>
            <button
              type="button"
              class="quiet wide"
              onClick={() => {
                mode.value = 'withdraw';
              }}
            >
              {handoff.withdraw}
            </button>
          </>
        )}
        {mode.value === 'receipt' && <Receipt draft={draft} />}
        {mode.value === 'withdraw' && <Withdraw onWithdraw={onWithdraw} />}
      </main>
      <footer class="thumb">
        {mode.value === 'show' ? (
          <button
            type="button"
            class="primary big"
            onClick={() => {
              mode.value = 'receipt';
            }}
          >
            <Icon name="scan" />
            {handoff.scanReceipt}
          </button>
        ) : (
          <button
            type="button"
            class="secondary"
            onClick={() => {
              mode.value = 'show';
            }}
          >
            {tripWords.value.back}
          </button>
        )}
      </footer>
    </>
  );
}
