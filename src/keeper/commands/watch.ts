/** What the service found when it tried its own chain and the brokers of others that it reads. */
import type { Decision } from '../../lots/refusal.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

export function reportCanary({ lookout, draft }: Turn, { lost }: Of<'canary.report'>): Decision<Done> {
  lookout.canary(lost, draft);
  return done(null);
}

export function reportBridges({ lookout, draft }: Turn, { down }: Of<'bridges.report'>): Decision<Done> {
  lookout.bridges(down, draft);
  return done(null);
}
