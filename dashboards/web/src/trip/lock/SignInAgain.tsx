/** A sign-in on the spot: the page beneath stays as it is, with everything on it. */
import { Credentials } from '../../session/Credentials.tsx';
import { me } from '../../session/session.ts';
import { useSignIn } from '../../session/use-sign-in.ts';
import { words } from '../../words/words.ts';
import { unlock } from './lock.ts';
import { forgetPin } from './pin-kept.ts';

/** `dropsPin`: the PIN was forgotten; it goes as soon as the password has shown who this is. */
export function SignInAgain({ dropsPin, hint }: { dropsPin: boolean; hint: string }) {
  const told = words.value.signIn;
  const { username, password, trouble, busy, submit } = useSignIn(me.peek()?.username ?? '', (name) => {
    if (dropsPin) void forgetPin(name);
    unlock();
  });
  return (
    <form class="pin-entry" onSubmit={(event) => void submit(event)}>
      <p>{hint}</p>
      <Credentials username={username} password={password} />
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <button type="submit" class="primary big" disabled={busy.value}>
        {busy.value ? told.busy : told.submit}
      </button>
    </form>
  );
}
