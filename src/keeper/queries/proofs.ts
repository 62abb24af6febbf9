/** Which signed events stand behind a record, and how is each of them proven? Who may see the record may see these. */
import { parseCheckpoint, type SignedCheckpoint } from '../../custody/checkpoint.ts';
import type { LedgerEvent } from '../../custody/events.ts';
import { recordNumber } from '../../custody/record-number.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { RecordProofView } from '../custody-views.ts';
import { showEntry } from './audit.ts';
import { handoffOf, shipmentOf } from './custody.ts';
import type { Of, View } from './view.ts';

type Query = Of<'handoff.proof'> | Of<'shipment.proof'>;

/** Of a handoff both sides; of a shipment what was planned, packed, cancelled and unpacked: its handoffs have records of their own. */
export async function recordProof(view: View, query: Query): Promise<Decision<RecordProofView>> {
  if (query.type === 'handoff.proof') {
    const found = handoffOf(view, query.id);
    if (!found.ok) return found;
    const { given, taken } = found.value;
    const events = [given, taken].flatMap((side) => side?.event ?? []);
    return accept({ number: recordNumber('BG', query.id), events: await proofsOf(view, events) });
  }
  const found = shipmentOf(view, query.id);
  if (!found.ok) return found;
  const events = found.value.events.filter((id) =>
    view.province.custody.events.get(id)?.body.type.startsWith('shipment.'),
  );
  return accept({ number: recordNumber('PX', query.id), events: await proofsOf(view, events) });
}

async function proofsOf(view: View, events: readonly string[]): Promise<RecordProofView['events']> {
  const recorded = events.map((id) => view.province.custody.events.get(id)?.recorded?.seq);
  return proofsAt(
    view,
    recorded.flatMap((seq) => seq ?? []),
  );
}

/** What proves each of these entries of the ledger, by the newest checkpoint that is over it. */
export async function proofsAt(view: View, entries: readonly number[]): Promise<RecordProofView['events']> {
  const { tree, newest } = view.ledger;
  const stored = newest === null ? null : await view.store.checkpoint(newest.checkpoint.size);
  const signed = stored === null ? null : parseCheckpoint(stored);
  const proofs: RecordProofView['events'] = [];
  for (const seq of new Set(entries)) {
    const [row] = await view.store.ledgerPage(seq - 1, 1);
    if (row === undefined) continue;
    const checkpoint: SignedCheckpoint | null =
      signed !== null && signed.checkpoint.size >= seq ? signed : null;
    proofs.push({
      entry: showEntry(view.province, row, row.event as LedgerEvent),
      checkpoint,
      path: await tree.inclusion(seq - 1, checkpoint?.checkpoint.size ?? tree.size),
    });
  }
  return proofs;
}
