/** Taking an offer back before anybody has taken it. */
import { useSignal } from '@preact/signals';
import { HoldButton } from '../HoldButton.tsx';
import { tripWords } from '../words.ts';

export function Withdraw({ onWithdraw }: { onWithdraw: (why: string) => void }) {
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
