/** Taking an offer back before anybody has taken it. */
import { useSignal } from '@preact/signals';
import { TextField } from '../../shell/Form.tsx';
import { HoldButton } from '../HoldButton.tsx';
import { tripWords } from '../words.ts';

export function Withdraw({ onWithdraw }: { onWithdraw: (why: string) => void }) {
  const { handoff } = tripWords.value;
  const why = useSignal('');
  return (
    <>
      <h2>{handoff.withdraw}</h2>
      <TextField label={handoff.withdrawWhy} text={why} rows={3} maxLength={300} />
      <HoldButton
        danger
        label={handoff.withdrawHold}
        disabled={why.value.trim() === ''}
        onDone={() => onWithdraw(why.peek())}
      />
    </>
  );
}
