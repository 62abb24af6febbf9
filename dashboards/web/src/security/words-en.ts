/** What the page about one's own sign-in says, in English. */
import type { SecurityWords } from './words-vi.ts';

export const securityEn: SecurityWords = {
  title: 'Passkeys',
  what: 'Sign in with the fingerprint, face or PIN of this device, without typing a password. A passkey never leaves the device and does not work on a false site.',
  mine: 'My passkeys',
  none: 'There is no passkey yet.',
  noneHint: 'The password goes on working.',
  added: (when) => `added ${when}`,
  used: (when) => `last used ${when}`,
  unused: 'never used',
  add: 'Add a passkey',
  name: 'Name of the passkey',
  nameHint: 'For example: An’s phone',
  password: 'Present password',
  submit: 'Add a passkey on this device',
  busy: 'Waiting for the device to confirm…',
  done: (name) => `Passkey “${name}” was added.`,
  turnedAway: 'Not added: the device did not confirm, or has one already.',
  unsupported:
    'Passkeys do not work in this browser or at this address. They need https and the service’s own name.',
  remove: 'Remove',
  removeTitle: (name) => `Remove passkey “${name}”?`,
  removeWhat: 'It will not sign in any more. Delete it in the device’s password settings, too.',
  phones: 'Signing keys of my phones',
  phonesOf: (who) => `Signing keys of the phones of ${who}`,
  phonesWhat:
    'A phone signs handoffs with this key. When it is lost, revoke it at once: it signs no more and is signed out.',
  phonesNone: 'There is no signing key.',
  whose: 'Somebody else’s phone (user name)',
  look: 'Show keys',
  enrolled: (when) => `enrolled ${when}`,
  revokedAt: (when) => `revoked ${when}`,
  revoke: 'Revoke',
  revokeTitle: (label) => `Revoke key “${label}”?`,
  revokeWhat:
    'This cannot be taken back. What was signed before stays valid; a new key is enrolled at the next sign-in.',
  revokeConfirm: 'Revoke key',
  confirm: 'Remove passkey',
  cancel: 'Cancel',
  removed: (name) => `Passkey “${name}” was removed.`,
};
