/** Does a decision or a recall as it is shown say what was signed? The events are proven; the record is what the service makes of them. */
import type { DecisionRecordView, RecallNoticeView } from '../../../../src/keeper/official-views.ts';
import type { Proof } from '../proof/check.ts';
import type { Difference } from '../proof/record.ts';

/** The named decision must be there whole; others of the same breath are looked at as far as they came. */
export function decisionDiffers(record: DecisionRecordView, proofs: readonly Proof[]): Difference[] {
  const found = new Set<Difference>();
  const of = (type: string, id: string) =>
    proofs.find(({ entry }) => entry.type === type && entry.event.disposition === id)?.entry;
  for (const { disposition, hold } of record.items) {
    const proposed = of('disposition.proposed', disposition);
    const approved = of('disposition.approved', disposition);
    if (disposition === record.id) {
      if (proposed === undefined || (record.approvedBy !== null && approved === undefined))
        found.add('missing-side');
    }
    for (const [entry, person, at] of [
      [proposed, record.proposedBy, record.proposedAt],
      [approved, record.approvedBy, record.approvedAt],
    ] as const) {
      if (entry === undefined) continue;
      if (entry.by !== person?.id || Date.parse(entry.at) !== Date.parse(at ?? '')) found.add('side');
      const { event } = entry;
      if (event.hold !== hold.id || event.parcel !== hold.parcel || event.decision !== record.decision)
        found.add('decision');
    }
    if (
      proposed !== undefined &&
      (proposed.event.reason !== record.reason || proposed.event.evidence !== record.evidence)
    )
      found.add('decision');
  }
  return [...found];
}

export function recallDiffers(recall: RecallNoticeView, proofs: readonly Proof[]): Difference[] {
  const entry = proofs.find(({ entry: { type } }) => type === 'lot.recalled')?.entry;
  if (entry === undefined) return ['missing-side'];
  const { event } = entry;
  const found: Difference[] = [];
  if (event.gtin !== recall.gtin || event.lot !== recall.lot || event.reason !== recall.reason)
    found.push('decision');
  if (entry.byName !== recall.by || Date.parse(entry.at) !== Date.parse(recall.at)) found.push('side');
  return found;
}
