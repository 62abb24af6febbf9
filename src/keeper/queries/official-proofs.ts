/** Which entries of the ledger stand behind a decision or a recall, and how is each of them proven? */
import type { LedgerEvent } from '../../custody/events.ts';
import { recordNumber } from '../../custody/record-number.ts';
import { lotKey } from '../../fleet/registry.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Disposition, Recall } from '../../lots/types.ts';
import type { RecordProofView } from '../custody-views.ts';
import { decision, sameBreath } from './decided.ts';
import { entriesAt, type LedgerRow } from './ledger-of.ts';
import { proofsAt } from './proofs.ts';
import type { InTurns } from './turns.ts';
import { missing, type Of, type View } from './view.ts';

/** A path is some twenty hashes: who wants all of five hundred parcels reads the ledger. */
const PROVEN_MOST = 25;

/** The named one first; then others of the same breath. */
export async function* decisionProof(
  view: View,
  { id }: Of<'decision.proof'>,
): InTurns<Decision<RecordProofView>> {
  const seen = yield* decision(view, { type: 'decision', id });
  if (!seen.ok) return seen;
  const one = view.province.dispositions.get(id);
  if (one === undefined) return missing('DISPOSITION', id);
  const rest = (yield* sameBreath(view, one)).filter((each) => each.id !== id);
  const rows = yield* entriesOf(view, [one, ...rest].slice(0, PROVEN_MOST));
  return accept({
    number: recordNumber('QD', id),
    events: await proofsAt(
      view,
      rows.map(({ seq }) => seq),
    ),
  });
}

/** What was written when they were proposed, and when they were approved: all of one breath. */
export async function* entriesOf(view: View, some: readonly Disposition[]): InTurns<LedgerRow[]> {
  const [first] = some;
  if (first === undefined) return [];
  const ids = new Set(some.map(({ id }) => id));
  const isOne = (type: LedgerEvent['type']) => (event: LedgerEvent) =>
    event.type === type && 'disposition' in event && ids.has(event.disposition);
  const proposed = yield* entriesAt(view.store, first.proposedAt, some.length, isOne('disposition.proposed'));
  if (first.approvedAt === null) return proposed;
  const approved = yield* entriesAt(view.store, first.approvedAt, some.length, isOne('disposition.approved'));
  return [...proposed, ...approved];
}

export async function* recallProof(
  view: View,
  { gtin, lot }: Of<'recall.proof'>,
): InTurns<Decision<RecordProofView>> {
  const found = view.province.recalls.get(lotKey(gtin, lot));
  if (found === undefined) return missing('RECALL', `${gtin}/${lot}`);
  const row = yield* entryOfRecall(view, found);
  return accept({ number: recallNumber(found), events: await proofsAt(view, row === null ? [] : [row.seq]) });
}

export async function* entryOfRecall(view: View, { gtin, lot, at }: Recall): InTurns<LedgerRow | null> {
  const [row] = yield* entriesAt(
    view.store,
    at,
    1,
    (event) => event.type === 'lot.recalled' && event.gtin === gtin && event.lot === lot,
  );
  return row ?? null;
}

/** `TH-0120-MR0426`: the end of the GTIN and the lot, for a lot is recalled once. */
export const recallNumber = ({ gtin, lot }: Recall): string => `TH-${gtin.slice(-4)}-${lot}`;
