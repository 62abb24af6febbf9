/** After which commands has the socket thread another registry to go by? */
import type { Command } from './protocol.ts';

/** What changes devices, people or sites. */
export const REGISTERS: ReadonlySet<Command['type']> = new Set([
  'province.apply',
  'device.enrol',
  'device.enrol.secret',
  'device.secret',
  'device.claim.redeem',
  'device.rotate',
  'device.renew',
  'device.confirm',
  'device.revoke',
  'device.cloned',
  'person.password',
  'password.change',
]);
