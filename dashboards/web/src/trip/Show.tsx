/** The giver's code on the screen until somebody has taken it: scanned, recorded alone, or withdrawn. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { CodeEntry } from './CodeEntry.tsx';
import type { GiveDraft } from './draft.ts';
import { HoldButton } from './HoldButton.tsx';
import { itemOf, keepDraft, post, trips } from './kept.ts';
import { trustIn } from './keys.ts';
import { SlipCode } from './QrCode.tsx';
import type { Collected, SignedSlip } from './slip-text.ts';
import { collect, slipFrom } from './slip-text.ts';
import { Top } from './TripPages.tsx';
import { tripWords } from './words.ts';

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

export function slipOfItem(item: ReturnType<typeof itemOf>): SignedSlip | null {
  if (item === undefined) return null;
  const { body, key, signature } = item.delivered;
  if (key === null || signature === null) return null;
  if (body.type === 'handoff.offered' && item.code !== null)
    return { slip: { kind: 'offer', body, code: item.code, key }, signature };
  return body.type === 'handoff.taken' ? { slip: { kind: 'taken', body, key }, signature } : null;
}

/** The taker's signed answer, from their screen: it is kept and delivered from here as well. */
function Receipt({ draft }: { draft: GiveDraft }) {
  const { handoff } = tripWords.value;
  const collected = useSignal<Collected | null>(null);
  const trouble = useSignal<string | null>(null);
  const take = async (text: string) => {
    trouble.value = null;
    const next = collect(collected.peek(), text);
    if (next === null) {
      trouble.value = handoff.otherKind;
      return;
    }
    collected.value = next;
    const found = await slipFrom(next);
    if (found === null) return;
    if (found === 'unreadable') {
      collected.value = null;
      trouble.value = handoff.unreadable;
      return;
    }
    const { slip, signature } = found;
    const trust = await trustIn(
      found,
      trips.peek().map(({ signed }) => signed.trip),
    );
    const isOurs =
      slip.kind === 'taken' && slip.body.handoff === draft.ids.handoff && slip.body.code === draft.code;
    if (!isOurs || trust === 'false') {
      collected.value = null;
      trouble.value = handoff.receiptFalse;
      return;
    }
    const done: GiveDraft = { ...draft, step: 'result', outcome: 'taken' };
    await post([{ delivered: { body: slip.body, key: slip.key, signature }, carried: true }], done);
    await keepDraft(done);
  };
  const parts = collected.value;
  return (
    <>
      <h2>{handoff.scanReceipt}</h2>
      {parts && parts.parts.size < parts.count && (
        <p role="status">{handoff.partsLeft(parts.parts.size, parts.count)}</p>
      )}
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <CodeEntry onCode={(text) => void take(text)} />
    </>
  );
}

function Withdraw({ onWithdraw }: { onWithdraw: (why: string) => void }) {
  const { handoff } = tripWords.value;
  const why = useSignal('');
  return (
    <>
      <h2>{handoff.withdraw}</h2>
      <label class="field">
        <span>{handoff.withdrawWhy}</span>
        <textarea
          rows={3}
          maxLength={300}
          value={why.value}
          onInput={(event) => {
            why.value = event.currentTarget.value;
          }}
        />
      </label>
      <HoldButton
        danger
        label={handoff.withdrawHold}
        disabled={why.value.trim() === ''}
        onDone={() => onWithdraw(why.peek())}
      />
    </>
  );
}
