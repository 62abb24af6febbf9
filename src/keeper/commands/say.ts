/** What people say of parcels on their way in their own session: a plan, an offer, and which of two stories is true. */
import { randomBytes } from 'node:crypto';
import { refuseCustody } from '../../custody/codes.ts';
import { rivalsOf } from '../../custody/holds.ts';
import type { CustodyEvent, Delivered } from '../../custody/types.ts';
import { custodyResolved } from '../../custody/way-events.ts';
import { may } from '../../fleet/rights.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { sha256Hex } from '../custody-door.ts';
import { overturnedOf } from '../custody-overturned.ts';
import { showHandoff, showShipment } from '../custody-show.ts';
import { iso } from '../show.ts';
import { rederiveFrom, rederiveParcel, takeIn } from './custody.ts';
import { type Done, isOfficial, type Of, type Turn, unknown } from './turn.ts';

/** An event that the actor says in their own session, unsigned. Its refusal is the command's. */
async function say(turn: Turn, body: CustodyEvent): Promise<Decision<readonly string[]>> {
  const delivered: Delivered = { body, key: null, signature: null };
  const outcome = takeIn(turn, { raw: delivered, delivered: accept(delivered), isSigned: false });
  if ('refusal' in outcome) return { ok: false, refusal: outcome.refusal };
  const subjects = await rederiveFrom(turn, [outcome.event]);
  const refused = turn.province.custody.events.get(body.id)?.refused ?? null;
  if (refused === null) return accept(subjects);
  // Kept all the same, and what follows from it is part of this transaction.
  turn.judging.judge(subjects, turn.asOf, turn.draft);
  return refuse(refused.code, refused.message);
}

const envelope = <T extends string>({ actor, draft }: Turn, type: T, shipment: string | null) => {
  const at = iso(draft.now);
  return {
    v: 1,
    id: draft.ids(),
    type,
    at,
    by: actor.username,
    deviceAt: at,
    offsetMs: 0,
    shipment,
  } as const;
};

export async function planShipment(turn: Turn, command: Of<'shipment.plan'>): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const allowed = may(actor, command.type, command.from, province.tree);
  if (!allowed.ok) return allowed;
  const id = command.id ?? draft.ids();
  if (province.custody.shipments.has(id))
    return refuseCustody('SHIPMENT_EXISTS', `Cannot plan shipment ${id}: there is one`, { id });
  const { from, to, stops, escort, parcels, note } = command;
  const [departAt, arriveBy] = [iso(command.departAt), iso(command.arriveBy)];
  const body = {
    ...envelope(turn, 'shipment.planned', id),
    ...{ from, to, stops, escort, departAt, arriveBy, parcels, note },
  };
  const said = await say(turn, body);
  if (!said.ok) return said;
  return accept({
    value: () => {
      const shipment = province.custody.shipments.get(id);
      if (shipment === undefined) throw new Error(`shipment ${id} was planned and is not there`);
      return showShipment(province, shipment, draft.now);
    },
    subjects: said.value,
  });
}

/** The code is made here, answered once, and kept nowhere. */
export async function offerHandoff(turn: Turn, command: Of<'handoff.offer'>): Promise<Decision<Done>> {
  const { draft, province } = turn;
  const code = randomBytes(16).toString('hex');
  const { parcels, boxes, to, place } = command;
  const body = {
    ...envelope(turn, 'handoff.offered', command.shipment),
    ...{ handoff: draft.ids(), parcels, boxes, to, place },
    codeHash: sha256Hex(code),
    validUntil: iso(draft.now + command.validSeconds * 1000),
  };
  const said = await say(turn, body);
  if (!said.ok) return said;
  const { receipts } = turn;
  receipts.renew();
  return accept({
    value: () => {
      const event = province.custody.events.get(body.id);
      const handoff = province.custody.handoffs.get(body.handoff);
      if (event === undefined || handoff === undefined)
        throw new Error(`handoff ${body.handoff} was offered and is not there`);
      return { id: handoff.id, code, handoff: showHandoff(province, handoff), receipt: receipts.of(event) };
    },
    subjects: said.value,
  });
}

/**
 * Names the true story of a conflict. The official must not be a party to it: neither its holder nor an author of its events.
 * Refuses `PARCEL_UNKNOWN`, `FORBIDDEN_PLACE`, `CUSTODY_NOT_IN_CONFLICT`, `CUSTODY_EVENT_UNKNOWN`, `CUSTODY_OWN_STORY`.
 */
export async function resolveConflict(turn: Turn, command: Of<'custody.resolve'>): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const { parcel, event, reason } = command;
  if (!province.parcels.has(parcel)) return unknown('PARCEL', parcel);
  if (!isOfficial(turn, actor.username, parcel))
    return refuse('FORBIDDEN_PLACE', `${command.type} is outside this person's place`, { parcel });
  const chain = province.custody.chains.get(parcel);
  const found = rivalsAbout(turn, parcel, event);
  if (!found.ok) return found;
  const rivals = found.value;
  const told = [...rivals.truth, ...rivals.untrue].map((id) => province.custody.events.get(id)?.body.by);
  const holds = chain?.possessions.some(
    ({ holder }) => holder.kind === 'person' && holder.id === actor.username,
  );
  if (holds === true || told.includes(actor.username))
    return refuseCustody(
      'CUSTODY_OWN_STORY',
      `Cannot decide about ${parcel}: ${actor.username} is a party to it`,
    );
  const resolution = { id: draft.ids(), at: draft.now, by: actor.username, parcel, ...rivals, reason };
  draft.put('resolution', resolution.id, resolution);
  draft.write(actor.username, (stamp) => custodyResolved(stamp, resolution));
  const subjects = await rederiveParcel(turn, parcel);
  return accept({ value: () => ({ parcel, event, resolution: resolution.id }), subjects });
}

/**
 * The stories between which `event` decides. One that was overturned stands by itself: naming it says that an official has
 * looked where the parcel is, and sets nothing aside. Naming another one of the parcel's sets the overturned ones aside for good.
 */
function rivalsAbout(
  { province }: Turn,
  parcel: string,
  event: string,
): Decision<{ readonly truth: readonly string[]; readonly untrue: readonly string[] }> {
  const chain = province.custody.chains.get(parcel);
  const rivals = chain === undefined ? null : rivalsOf(chain, event);
  if (rivals !== null) return accept(rivals);
  const overturned = overturnedOf(province, parcel).map(({ id }) => id);
  if (overturned.includes(event)) return accept({ truth: [event], untrue: [] });
  const stands = province.custody
    .eventsOfParcel(parcel)
    .some(({ id, refused }) => id === event && refused === null);
  if (overturned.length > 0 && stands) return accept({ truth: [event], untrue: overturned });
  return (chain?.conflicts ?? []).length + overturned.length === 0
    ? refuseCustody('CUSTODY_NOT_IN_CONFLICT', `Cannot decide about ${parcel}: nothing contradicts`, {
        parcel,
      })
    : refuseCustody('CUSTODY_EVENT_UNKNOWN', `Cannot choose ${event}: it is no part of the conflict`, {
        event,
      });
}
