/** Which signed slip does an item of the outbox show to the other side? Pure. */
import type { OutboxItem } from '../outbox.ts';
import type { SignedSlip } from '../slip-text.ts';

export function slipOfItem(item: OutboxItem | undefined): SignedSlip | null {
  if (item === undefined) return null;
  const { body, key, signature } = item.delivered;
  if (key === null || signature === null) return null;
  if (body.type === 'handoff.offered' && item.code !== null)
    return { slip: { kind: 'offer', body, code: item.code, key }, signature };
  return body.type === 'handoff.taken' ? { slip: { kind: 'taken', body, key }, signature } : null;
}
