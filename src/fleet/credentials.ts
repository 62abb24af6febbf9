/**
 * The credentials that a description needs: made (or taken from it) for what is new, compared for what is there.
 * It is done before planning, because password hashing takes its time on purpose and planning is one step.
 */
import type { ProvinceDescription } from './described.ts';
import type { Registry } from './registry.ts';
import { hashPassword, newDeviceSecret, newPassword, secretHash, verifyPassword } from './secrets.ts';

/** `hash` is kept; `printed` is the secret itself where it was made here: shown once and forgotten. */
export type Credential = { readonly hash: string; readonly printed: string | null };

export type Credentials = {
  /** For devices and people that the registry does not have yet. */
  readonly devices: ReadonlyMap<string, Credential>;
  readonly people: ReadonlyMap<string, Credential>;
  /** Those it has, with another secret or password than the description says. */
  readonly devicesDiffering: ReadonlySet<string>;
  readonly peopleDiffering: ReadonlySet<string>;
};

/** `current` must be the registry that the plan will start from. */
export async function prepareCredentials(
  current: Registry,
  description: ProvinceDescription,
): Promise<Credentials> {
  const devices = new Map<string, Credential>();
  const devicesDiffering = new Set<string>();
  for (const { id, secret, via } of description.devices) {
    const known = current.devices.get(id);
    if (!known) {
      const chosen = secret ?? newDeviceSecret();
      // One that is carried never signs in: nobody needs to be told what it would sign in with.
      const isTold = secret === null && !via;
      devices.set(id, { hash: secretHash(chosen), printed: isTold ? chosen : null });
    } else if (secret !== null && secretHash(secret) !== known.secretHash) {
      devicesDiffering.add(id);
    }
  }

  const people = new Map<string, Credential>();
  const peopleDiffering = new Set<string>();
  for (const { username, password } of description.people) {
    const known = current.people.get(username);
    if (!known) {
      const chosen = password ?? newPassword();
      people.set(username, {
        hash: await hashPassword(chosen),
        printed: password === null ? chosen : null,
      });
    } else if (password !== null && !(await verifyPassword(known.passwordHash, password))) {
      peopleDiffering.add(username);
    }
  }
  return { devices, people, devicesDiffering, peopleDiffering };
}
