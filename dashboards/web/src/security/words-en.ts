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
  confirm: 'Remove passkey',
  cancel: 'Cancel',
  removed: (name) => `Passkey “${name}” was removed.`,
};
