/** A sign-in form's state: what was typed, whether it is on its way, and why it was refused, in words. */
import { useSignal } from '@preact/signals';
import { words } from '../words/words.ts';
import { signIn } from './session.ts';

export function useSignIn(known: string, onIn: (username: string) => void) {
  const username = useSignal(known);
  const password = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const name = username.peek().trim();
    busy.value = true;
    trouble.value = null;
    const answer = await signIn(name, password.peek());
    busy.value = false;
    if (answer.ok) return onIn(name);
    const told = words.peek().signIn;
    trouble.value =
      answer.status === 0 || answer.status >= 500
        ? told.unreachable
        : answer.status === 429
          ? told.tooMany
          : told.wrong;
  };
  return { username, password, trouble, busy, submit };
}
