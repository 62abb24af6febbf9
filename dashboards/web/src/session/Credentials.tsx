/** Who one is and the password: the fields of every sign-in. */
import type { Signal } from '@preact/signals';
import { words } from '../words/words.ts';

export function Credentials({ username, password }: { username: Signal<string>; password: Signal<string> }) {
  const told = words.value.signIn;
  return (
    <>
      <label class="field">
        <span>{told.username}</span>
        <input
          type="text"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellcheck={false}
          required
          value={username.value}
          onInput={(event) => {
            username.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="field">
        <span>{told.password}</span>
        <input
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password.value}
          onInput={(event) => {
            password.value = event.currentTarget.value;
          }}
        />
      </label>
    </>
  );
}
