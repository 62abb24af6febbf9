/** Questions about parcels on their way. */
import { type Decision, refuse } from '../../lots/refusal.ts';
import type { Query } from '../protocol.ts';
import type { View } from './view.ts';

export type CustodyQuery = Extract<
  Query,
  {
    type:
      | 'shipments'
      | 'shipment'
      | 'handoffs'
      | 'handoff'
      | 'handoff.record'
      | 'shipment.note'
      | 'trip'
      | 'keys';
  }
>;

export async function askOfCustody(_view: View, query: CustodyQuery): Promise<Decision<unknown>> {
  return refuse('CUSTODY_NOT_READY', `Cannot answer ${query.type} yet`);
}
