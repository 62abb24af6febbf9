/** The other way in: with a passkey, where this browser and this address can. */
import { type Signal, useSignal } from '@preact/signals';
import { failureText } from '../api/failure.ts';
import { language, words } from '../words/words.ts';
import { mayPasskey } from './may-passkey.ts';

export function PasskeyButton({ trouble }: { trouble: Signal<string | null> }) {
  const busy = useSignal(false);
  const told = words.value.signIn;
  if (!mayPasskey()) return null;
  const enter = async () => {
    busy.value = true;
    trouble.value = null;
    try {
      const { signInByPasskey } = await import('./by-passkey.ts');
      const answer = await signInByPasskey();
      if (answer === null) trouble.value = words.peek().signIn.passkeyAway;
      else if (!answer.ok) trouble.value = failureText(answer, words.peek(), language.peek());
    } catch {
      trouble.value = words.peek().signIn.unreachable;
    } finally {
      busy.value = false;
    }
  };
  return (
    <button type="button" class="secondary" disabled={busy.value} onClick={enter}>
      {busy.value ? told.busy : told.passkey}
    </button>
  );
}
