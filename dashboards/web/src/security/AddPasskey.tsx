/** Adding a passkey: its name and the password once more, then the device asks for a finger, a face or a PIN. */

import { useSignal } from '@preact/signals';
import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser';
import type { PasskeyView } from '../../../../src/keeper/passkey-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { mayPasskey } from '../session/may-passkey.ts';
import { language, words } from '../words/words.ts';
import { said } from './words.ts';

export function AddPasskey({ onAdded }: { onAdded: (name: string) => void }) {
  const told = said.value;
  const name = useSignal('');
  const password = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  if (!mayPasskey()) return <p class="note">{told.unsupported}</p>;

  /** What went wrong, or null. */
  const add = async (): Promise<string | null> => {
    const asked = await call<PublicKeyCredentialCreationOptionsJSON>('/passkeys/options', {
      method: 'POST',
      body: { password: password.peek() },
    });
    if (!asked.ok) return failureText(asked, words.peek(), language.peek());
    const response = await startRegistration({ optionsJSON: asked.value }).catch(() => null);
    if (response === null) return said.peek().turnedAway;
    const kept = await call<PasskeyView>('/passkeys', {
      method: 'POST',
      body: { name: name.peek().trim(), response },
    });
    return kept.ok ? null : failureText(kept, words.peek(), language.peek());
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = await add();
    busy.value = false;
    if (trouble.peek() !== null) return;
    onAdded(name.peek().trim());
    name.value = '';
    password.value = '';
  };

  return (
    <form class="security-form" onSubmit={submit}>
      <label class="field">
        <span>{told.name}</span>
        <input
          required
          maxLength={80}
          autocomplete="off"
          placeholder={told.nameHint}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value.normalize('NFC');
          }}
        />
      </label>
      <label class="field">
        <span>{told.password}</span>
        <input
          required
          type="password"
          autocomplete="current-password"
          value={password.value}
          onInput={(event) => {
            password.value = event.currentTarget.value;
          }}
        />
      </label>
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <button type="submit" class="primary" disabled={busy.value}>
        {busy.value ? told.busy : told.submit}
      </button>
    </form>
  );
}
