/** A person's session with the service that is measured: the token that is shown with every question. */
import { OFFICIAL } from './province.ts';

type Person = { readonly username: string; readonly password: string };

export async function signIn(http: string, person: Person = OFFICIAL): Promise<string> {
  const answer = await fetch(`${http}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`Cannot sign in at ${http}: ${answer.status}`);
  return token;
}
