/** A partner's events are kept in the ledger, each once, and change nothing else. */
import { createHash } from 'node:crypto';
import { iso } from '../../custody/facts.ts';
import type { Captured } from '../../epcis/partner.ts';
import { type Decision, refuse } from '../../lots/refusal.ts';
import { type CaptureJob, eventKey, jobKey } from '../captures.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

/** All of them or none: an event whose id stands for another text already is refused with the whole document. */
export function capture({ actor, draft, province }: Turn, command: Of<'epcis.capture'>): Decision<Done> {
  const fresh = new Map<string, { captured: Captured; digest: string }>();
  for (const captured of command.events) {
    const digest = createHash('sha256').update(captured.event).digest('base64url');
    const known = province.meta.get(eventKey(captured.key)) ?? fresh.get(captured.key)?.digest;
    if (known !== undefined && known !== digest)
      return refuse('EVENT_ID_REUSED', `${captured.key} stands for another event already`, {
        id: captured.key,
      });
    if (known === undefined) fresh.set(captured.key, { captured, digest });
  }
  const id = draft.ids();
  for (const { captured, digest } of fresh.values()) {
    const { key, at, eventID, event } = captured;
    draft.put('meta', eventKey(key), { key: eventKey(key), value: digest });
    draft.write(actor.username, (stamp) => ({
      id: stamp.id,
      type: 'partner.event',
      at,
      by: stamp.by,
      recorded: iso(stamp.recorded),
      capture: id,
      eventID,
      event,
    }));
  }
  const job: CaptureJob = {
    captureID: id,
    createdAt: iso(draft.now),
    finishedAt: iso(draft.now),
    running: false,
    success: true,
    captureErrorBehaviour: 'rollback',
    errors: [],
    events: fresh.size,
    duplicates: command.events.length - fresh.size,
    by: actor.username,
  };
  draft.put('meta', jobKey(id), { key: jobKey(id), value: JSON.stringify(job) });
  const { by: _, ...shown } = job;
  return done(shown);
}
