/** The words of one-time claims, in English. */
import type { ClaimWords } from './words-vi.ts';

export const claimEn: ClaimWords = {
  title: 'One-time claim',
  hint: 'The device scans this code and fetches its secret or certificate by itself; nobody copies a secret. The code works once, within 24 hours. When the device has redeemed it, all its former secrets and certificates open nothing.',
  serial: 'Serial number (may be left out)',
  serialHint: 'As printed on its label. With it, only the device of that number can use the code.',
  serialWrong: 'A serial number has letters without accents, digits and the signs . _ : / -',
  make: 'Make a claim',
  making: 'Making…',
  cancel: 'Cancel',
  madeTitle: 'Let the device scan this code',
  qr: (device) => `QR code with which device ${device} claims its identity`,
  device: 'Device',
  until: 'Works until',
  forSerial: 'For serial number',
  anySerial: 'any: whichever scans first',
  code: 'Or type it',
  once: 'The code is shown this once.',
  withdraw: 'Withdraw this code',
  withdrawn: 'The code was withdrawn. No device can use it any more.',
  close: 'Done',
};
