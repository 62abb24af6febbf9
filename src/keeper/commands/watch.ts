/** What the service found when it tried its own chain. */
import type { Decision } from '../../lots/refusal.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

export function reportCanary({ lookout, draft }: Turn, { lost }: Of<'canary.report'>): Decision<Done> {
  lookout.canary(lost, draft);
  return done(null);
}
