/** The page on which people change their own password, in English, key for key as in `words-vi.ts`. */
import type { Words } from './words-vi.ts';

export const en: Words = {
  title: 'Change password',
  lead: 'Afterwards other devices that are signed in with this account have to sign in again.',
  present: 'Present password',
  next: 'New password',
  nextHint: (least) => `At least ${least} characters. A few words joined together are easy to remember.`,
  again: 'New password once more',
  show: 'Show the passwords',
  short: (least) => `The new password needs at least ${least} characters.`,
  differs: 'The new password was not entered the same way twice.',
  same: 'The new password is the same as the present one.',
  submit: 'Change password',
  busy: 'Changing…',
  done: 'The password was changed.',
  ended: (count) => `${count} other sessions have ended.`,
};
