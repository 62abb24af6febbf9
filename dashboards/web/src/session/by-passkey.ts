/** Signing in with a passkey: the service asks, the device answers. Loaded when somebody presses the button. */
import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser';
import { type Answer, call } from '../api/http.ts';
import { askSession, signedInHere } from './session.ts';

/** Null: the person, or their device, turned away. */
export async function signInByPasskey(): Promise<Answer<unknown> | null> {
  const asked = await call<PublicKeyCredentialRequestOptionsJSON>('/session/passkey/options', {
    method: 'POST',
  });
  if (!asked.ok) return asked;
  const response = await startAuthentication({ optionsJSON: asked.value }).catch(() => null);
  if (response === null) return null;
  const answer = await call<unknown>('/session/passkey', { method: 'POST', body: { response } });
  if (answer.ok) {
    signedInHere.value = true;
    await askSession();
  }
  return answer;
}
