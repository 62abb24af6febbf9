/** Where a person lands after signing in who wanted no page in particular. */
import type { Role } from '../../../../src/fleet/types.ts';
import type { PlainScreen } from '../routes.ts';

/**
 * Whoever has only one task goes straight to it. Read from the top; the first line counts of which the person has
 * every role that they have. Whoever is in none lands on the board.
 */
const LANDINGS: readonly { readonly only: readonly Role[]; readonly to: PlainScreen }[] = [
  { only: ['vaccinator'], to: 'gate' },
  { only: ['escort'], to: 'trips' },
];

export function landingOf(roles: readonly string[]): PlainScreen {
  const found = LANDINGS.find(
    ({ only }) => roles.length > 0 && roles.every((role) => only.some((each) => each === role)),
  );
  return found?.to ?? 'board';
}
