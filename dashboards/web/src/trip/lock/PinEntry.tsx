/** Asks for the PIN in use, says how many tries are left, and counts a wait down. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { countdown } from '../../format/time.ts';
import { PinField } from './PinField.tsx';
import { isPin } from './pin.ts';
import { passWaiting, pin, tryPin } from './pin-kept.ts';
import { FREE_TRIES } from './waiting.ts';
import { lockWords } from './words.ts';

type Props = { username: string; label: string; action: string; onRight: () => void };

export function PinEntry({ username, label, action, onRight }: Props) {
  const said = lockWords.value;
  const digits = useSignal('');
  const busy = useSignal(false);
  const leftMs = pin.value?.leftMs ?? 0;
  const wrong = pin.value?.wrong ?? 0;
  const mustWait = leftMs > 0;
  useEffect(() => (mustWait ? passWaiting(username) : undefined), [mustWait, username]);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!isPin(digits.peek())) return;
    busy.value = true;
    const outcome = await tryPin(username, digits.peek());
    busy.value = false;
    digits.value = '';
    if (outcome === 'right') onRight();
  };
  return (
    <form class="pin-entry" onSubmit={(event) => void submit(event)}>
      <PinField label={label} value={digits} disabled={mustWait || busy.value} />
      {(mustWait || (wrong > 0 && !busy.value)) && (
        <p class="trouble" role={mustWait ? 'timer' : 'alert'}>
          {mustWait
            ? said.wait(countdown(leftMs))
            : wrong < FREE_TRIES
              ? said.triesLeft(FREE_TRIES - wrong)
              : said.wrong}
        </p>
      )}
      <button type="submit" class="primary big" disabled={mustWait || busy.value || !isPin(digits.value)}>
        {busy.value ? said.checking : action}
      </button>
    </form>
  );
}
