/** What the lock, the phone's own page and the repair of an item say, in English. */
import type { LockWords } from './words-vi.ts';

export const lockEn: LockWords = {
  title: 'The pages are locked',
  pin: 'PIN',
  enter: 'Enter the PIN to open',
  open: 'Open',
  checking: 'Checking…',
  wrong: 'Wrong PIN.',
  triesLeft: (count) => `Wrong PIN. ${count} more ${count === 1 ? 'try' : 'tries'} before you have to wait.`,
  wait: (left) =>
    `Too many wrong entries. Wait ${left}, then try again; the wait only passes while this page is open.`,
  forgot: 'PIN forgotten: sign in again',
  forgotHint: 'Signing in needs a network. The former PIN goes; nothing that was recorded is lost.',
  stale: '7 days without contact with the service',
  staleHint:
    'Sign in to go on. Everything recorded is still on the phone and will be sent once there is a network.',
  back: 'Back',
  codeStands: 'A handoff is open: the taker can still scan this code',
  kept: 'What was begun and the outbox are all still there.',

  pinTitle: 'Lock with a PIN',
  pinOn: 'A PIN is set',
  pinOff: 'No PIN is set',
  pinAbout:
    'The PIN is asked when the pages are opened without a network, or after 15 minutes without use. It only covers the trip pages: it does not encrypt what is on the phone and does not replace the phone’s own screen lock. If the phone is lost, revoke its signing key under My phones.',
  pinNew: 'New PIN, 4–8 digits',
  pinRepeat: 'New PIN once more',
  pinNow: 'Present PIN',
  pinShape: 'A PIN has 4–8 digits.',
  pinEasy: 'This PIN is too easy to guess.',
  pinDiffers: 'The two entries differ.',
  set: 'Set a PIN',
  change: 'Change the PIN',
  remove: 'Remove the PIN',
  save: 'Save the PIN',
  saved: 'The PIN is saved.',
  removed: 'The PIN is removed.',
  cancel: 'Never mind',

  phones: 'My phones',
  phonesNone: 'No phone yet.',
  phonesAway: 'A network and a sign-in are needed to see the enrolled phones.',
  here: 'This phone',
  since: (when) => `Enrolled ${when}`,
  revokedAt: (when) => `Revoked ${when}`,
  revoke: 'Revoke',
  revokeOf: (label) => `Revoke: ${label}`,
  revokeAsk:
    'Revoke this phone’s key? From now on it can sign nothing and has to sign in again, as have this account’s other phones. What was signed before stays valid.',
  revokeYes: 'Revoke now',
  revokeFailed: 'Not revoked yet. Try again with a network.',

  keyReplaced: (when) => `The former key no longer counts; this one took its place ${when}`,
  thisClock: 'This phone',
  serviceClock: 'The service',
  version: 'Version',
  upToDate: 'The newest version that was loaded',
  lookForUpdate: 'Look for a new version',
  looking: 'Looking…',
  updateReady: 'A new version is ready',
  updateWaits: 'There is a new version. It can be taken once what was begun is finished.',
  updateAway: 'The service could not be asked.',
  updateNow: 'Update now',

  keyDead:
    'The service no longer takes the key that signed this item. What was signed stays as it is; the same content can be recorded again and signed with the new key.',
  keyDeadSignIn: 'Sign in with a network: the phone makes a new key, then this item can be recorded again.',
  signAnew: 'Record again and sign with the new key',
  signAnewAsk: (what, when) => `Sign “${what}” of ${when} again, exactly as recorded?`,
  signAnewYes: 'Sign again',
  signedAnew: 'Recorded again and signed with the new key; this one is kept as evidence.',
  replaced: 'Recorded again',
  exportOne: 'Save as a file',
  exportOneOf: (what) => `Save as a file: ${what}`,
  import: 'Open another phone’s file',
  imported: (count, already) =>
    already === 0
      ? `${count} ${count === 1 ? 'item' : 'items'} taken over to be sent.`
      : `${count} ${count === 1 ? 'item' : 'items'} taken over to be sent; ${already} had been here.`,
  importWrong: 'This is no outbox file, or an item in it is not signed.',
};
