/**
 * Amnesia: somebody keeps a signed checkpoint of this ledger that it does not continue, so an older world was restored or history
 * rewritten. It is written down, outlives restarts, and ends only when a person accepts the ledger as it is.
 */
import type { HeadFact } from '../custody/events.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';

export type Amnesia = { readonly since: UtcMs; readonly found: readonly HeadFact[] };

/** A head that a person accepted as lost, and the ledger's event that says so. */
export type AcceptedHead = { readonly size: number; readonly root: string; readonly seq: number };

const AMNESIA = 'ledger-amnesia';
const ACCEPTED = 'ledger-accepted';

export const amnesiaOf = ({ meta }: Province): Amnesia | null =>
  JSON.parse(meta.get(AMNESIA) ?? 'null') as Amnesia | null;

export const acceptedOf = ({ meta }: Province): AcceptedHead[] =>
  JSON.parse(meta.get(ACCEPTED) ?? '[]') as AcceptedHead[];

export const writeAmnesia = (draft: Draft, amnesia: Amnesia | null): void =>
  draft.put('meta', AMNESIA, { key: AMNESIA, value: JSON.stringify(amnesia) });

export const writeAccepted = (draft: Draft, heads: readonly AcceptedHead[]): void =>
  draft.put('meta', ACCEPTED, { key: ACCEPTED, value: JSON.stringify(heads) });

/** For machines and operators, in English. */
export const amnesiaText = ({ found }: Amnesia): string => {
  const heads = found.map(
    ({ witness, standing, size }) => `${witness}: ${standing}${size === null ? '' : ` of ${size}`}`,
  );
  return `The ledger is not the one that was signed (${heads.join(', ')}); see giulanh ledger`;
};
