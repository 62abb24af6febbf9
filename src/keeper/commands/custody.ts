/** What people do with parcels on their way: events that phones deliver, plans and offers made in a session, phones' keys. */
import { type Decision, refuse } from '../../lots/refusal.ts';
import type { Command } from '../protocol.ts';
import type { Done, Turn } from './turn.ts';

export type CustodyCommand = Extract<
  Command,
  {
    type:
      | 'custody.record'
      | 'custody.resolve'
      | 'shipment.plan'
      | 'handoff.offer'
      | 'key.enroll'
      | 'key.revoke';
  }
>;

export async function tellOfCustody(_turn: Turn, command: CustodyCommand): Promise<Decision<Done>> {
  return refuse('CUSTODY_NOT_READY', `Cannot do ${command.type} yet`);
}
