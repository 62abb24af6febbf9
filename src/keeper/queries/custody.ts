/** Questions about parcels on their way. */

import type { Handoff, Holder, Shipment } from '../../custody/types.ts';
import { isWithin } from '../../fleet/places.ts';
import { hasRole, mayManageKeysOf } from '../../fleet/rights.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { showHandoff, showKey, showShipment } from '../custody-show.ts';
import { paged } from '../pages.ts';
import type { Query } from '../protocol.ts';
import { deliveryNote, handoffRecord } from './papers.ts';
import { trip } from './trip.ts';
import type { Asked } from './turns.ts';
import { missing, type Of, sees, type View } from './view.ts';

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

export function askOfCustody(view: View, query: CustodyQuery): Asked {
  const { province } = view;
  switch (query.type) {
    case 'shipments':
      return accept(shipments(view, query));
    case 'shipment': {
      const found = shipmentOf(view, query.id);
      return found.ok ? accept(showShipment(province, found.value, view.now)) : found;
    }
    case 'handoffs':
      return accept(handoffs(view, query));
    case 'handoff': {
      const found = handoffOf(view, query.id);
      return found.ok ? accept(showHandoff(province, found.value)) : found;
    }
    case 'handoff.record': {
      const found = handoffOf(view, query.id);
      return found.ok ? handoffRecord(view, found.value, query.url) : found;
    }
    case 'shipment.note': {
      const found = shipmentOf(view, query.id);
      return found.ok ? accept(deliveryNote(view, found.value, query.url)) : found;
    }
    case 'trip': {
      const found = shipmentOf(view, query.shipment);
      return found.ok ? trip(view, found.value) : found;
    }
    case 'keys':
      return keys(view, query);
    default:
      throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
  }
}

function shipments(view: View, query: Of<'shipments'>) {
  const found = [...view.province.custody.shipments.values()].filter(
    (s) =>
      seesShipment(view, s) &&
      (query.mine !== true || s.escort === view.actor.username) &&
      (query.state === undefined || s.state === query.state) &&
      (query.site === undefined ||
        sitesOf(s).some((site) => isWithin(view.province.tree, site, query.site ?? ''))),
  );
  return paged(
    found,
    (s) => s.id,
    (s) => showShipment(view.province, s, view.now),
    query,
  );
}

function handoffs(view: View, query: Of<'handoffs'>) {
  const found = [...view.province.custody.handoffs.values()].filter(
    (h) =>
      seesHandoff(view, h) &&
      (query.shipment === undefined || h.shipment === query.shipment) &&
      (query.state === undefined || h.state === query.state),
  );
  return paged(
    found,
    (h) => h.id,
    (h) => showHandoff(view.province, h),
    query,
  );
}

/** One's own; those of others only for an administrator or official of their place. */
function keys(view: View, query: Of<'keys'>): Decision<unknown> {
  const { actor, province } = view;
  const username = query.username ?? actor.username;
  const person = province.people.get(username);
  const mayLook = mayManageKeysOf(actor, person?.site ?? null, province.tree);
  if (username !== actor.username && !mayLook)
    return refuse('FORBIDDEN_ROLE', 'keys of others need another role', { username });
  return accept(paged(province.custody.keysOf(username), (key) => key.id, showKey, query));
}

const sitesOf = ({ from, to, stops }: Shipment): string[] => [from, to, ...stops];

/** From, to or by way of one's place; and what one escorts. */
export const seesShipment = (view: View, shipment: Shipment): boolean =>
  shipment.escort === view.actor.username || sitesOf(shipment).some((site) => sees(view, site));

function seesHandoff(view: View, handoff: Handoff): boolean {
  const { province, actor } = view;
  const sides = [handoff.given?.by, handoff.taken?.by, handoff.from.id, handoff.to.id];
  if (sides.includes(actor.username)) return true;
  const shipment = province.custody.shipments.get(handoff.shipment ?? '');
  if (shipment !== undefined && seesShipment(view, shipment)) return true;
  const near = ({ kind, id }: Holder) =>
    sees(view, kind === 'site' ? id : (province.people.get(id)?.site ?? ''));
  return near(handoff.from) || near(handoff.to);
}

export function shipmentOf(view: View, id: string): Decision<Shipment> {
  const shipment = view.province.custody.shipments.get(id);
  if (shipment === undefined) return missing('SHIPMENT', id);
  return seesShipment(view, shipment) && hasRole(view.actor, 'shipment')
    ? accept(shipment)
    : refuse('FORBIDDEN_PLACE', 'shipment is outside this person’s place', { id });
}

export function handoffOf(view: View, id: string): Decision<Handoff> {
  const handoff = view.province.custody.handoffs.get(id);
  if (handoff === undefined) return missing('HANDOFF', id);
  return seesHandoff(view, handoff)
    ? accept(handoff)
    : refuse('FORBIDDEN_PLACE', 'handoff is outside this person’s place', { id });
}
