/** What the log of scans says, in English. */
import type { ScansWords } from './words-vi.ts';

export const scansEn: ScansWords = {
  title: 'Scans at the tables',
  site: 'Site',
  allSites: 'All sites',
  verdict: 'Result',
  any: 'Any result',
  verdicts: { allowed: 'Allowed', blocked: 'Do not inject', unknown: 'Unknown' },
  lot: 'Lot',
  by: 'Scanned by',
  offline: 'Only those without a network',
  none: 'There is no such scan.',
  noneYet: 'None in the part that was looked through.',
  older: 'Look further back',
  when: 'When',
  what: 'Lot',
  unread: 'unreadable code',
  how: { camera: 'camera', scanner: 'scanner', typed: 'typed' },
  source: { live: 'the service answered', list: 'by the list on the device', none: 'nobody could be asked' },
  list: (sequence, when) => `list no. ${sequence}, signed ${when}`,
  wasOffline: 'no network',
  sent: (when) => `sent ${when}`,
};
