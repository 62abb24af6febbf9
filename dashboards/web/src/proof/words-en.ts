/** What the page behind a paper's code says, in English. */
import type { ProofWords } from './words-vi.ts';

export const proofEn: ProofWords = {
  back: 'Vaccine trips',
  checking: 'Checking the proof on this device…',
  proven: 'This record is in the ledger and unchanged',
  where: (numbers, size, when) => `No. ${numbers} of ${size} entries; checkpoint signed at ${when}.`,
  how: 'This device has just computed the hash, the path to the root and the checkpoint’s signature by itself.',
  pending: 'In the ledger, not under a checkpoint yet',
  pendingHow: (numbers) =>
    `No. ${numbers}. The service signs a checkpoint at intervals; open this page again later for the whole check.`,
  false: 'DOES NOT FIT: do not trust this record',
  falseHow: 'Keep the paper and tell the administrator.',
  nothing: 'Nobody has signed anything for this record yet',
  flaws: {
    leaf: 'The content does not match its hash: the record was changed.',
    path: 'The path does not lead to the signed root: the record is not of this ledger.',
    key: 'The checkpoint was signed by an unknown key, not by the service’s.',
    signature: 'The checkpoint’s signature is wrong.',
  },
  differs: {
    side: 'Who signed or when differs from what was signed.',
    doses: 'The doses of the record differ from those that were signed.',
    decision: 'The decision, its reason, evidence or lot differ from what was signed.',
    'missing-side': 'The record names a signature that is not in the ledger.',
    trip: 'From, to or escort differ from what was signed.',
  },
  compare: 'Compare the hash below with the one on the paper.',
  signed: 'What was signed',
  entry: (seq) => `No. ${seq} in the ledger`,
  hash: 'Hash',
  key: 'Key of the service',
  at: 'At',
  place: 'Place',
  trip: 'Delivery note of the trip',
  handoffs: 'Handoff records of the trip',
  paper: 'The paper (PDF)',
  doses: (doses) => `${doses} doses`,
  ofDoses: (taken, offered) => `${taken} of ${offered} doses taken`,
};
