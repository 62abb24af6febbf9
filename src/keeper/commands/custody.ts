/** What people do with parcels on their way: events that phones deliver, plans and offers made in a session, and decisions. */
import { randomBytes } from 'node:crypto';
import { MAY_STILL_COUNT } from '../../custody/derive.ts';
import { rivalsOf } from '../../custody/holds.ts';
import type { CustodyEvent, Delivered } from '../../custody/types.ts';
import { custodyResolved } from '../../custody/way-events.ts';
import { may } from '../../fleet/rights.ts';
import { accept, type Decision, type Refusal, refuse } from '../../lots/refusal.ts';
import { problemWords } from '../../wording/problems.ts';
import { tellOnTheWay, tellRefused } from '../custody-alerts.ts';
import { type EventDocument, parcelsOf } from '../custody-book.ts';
import { authorOf, letIn, type Presented, sha256Hex } from '../custody-door.ts';
import type { Receipts } from '../custody-receipts.ts';
import { showHandoff, showShipment } from '../custody-show.ts';
import { noteHeard } from '../custody-signal.ts';
import type { RecordedView } from '../custody-views.ts';
import { rederive } from '../custody-world.ts';
import { iso } from '../show.ts';
import { type Done, isOfficial, type Of, type Turn, unknown } from './turn.ts';

/** A refused delivery is kept up to this length; no event is longer. */
const RAW_MOST = 64 * 1024;

/** Takes in each event that may come in, derives once what follows, and answers each by itself. */
export async function record(turn: Turn, presented: readonly Presented[]): Promise<Decision<Done>> {
  const outcomes = presented.map((one) => takeIn(turn, one));
  const fresh = outcomes.flatMap((one) => (one.fresh ? [one.event] : []));
  const subjects = fresh.length === 0 ? [] : await rederiveFrom(turn, fresh);
  for (const event of fresh) {
    tellOnTheWay(turn, event);
    const judged = turn.province.custody.events.get(event.id);
    if (judged?.refused != null)
      tellRefused(turn, { by: event.body.by, type: event.body.type, code: judged.refused.code });
  }
  noteHeard(turn, turn.actor.username);
  const { receipts } = turn;
  return accept({
    value: () => ({
      items: outcomes.map((one) =>
        'refusal' in one
          ? refusedView(one.id, one.refusal)
          : keptView(turn, one.event.id, one.fresh, receipts),
      ),
    }),
    subjects,
  });
}

type Outcome =
  | { readonly fresh: boolean; readonly event: EventDocument }
  | { readonly fresh: false; readonly id: string | null; readonly refusal: Refusal; readonly event?: never };

function takeIn(turn: Turn, presented: Presented): Outcome {
  const { actor, draft, province } = turn;
  if (!presented.delivered.ok) return keepRefused(turn, presented, null, presented.delivered.refusal);
  const delivered = presented.delivered.value;
  const { body } = delivered;
  const decided = letIn(presented, delivered, actor, province, draft.now);
  if (!decided.ok) return keepRefused(turn, presented, body, decided.refusal);
  const known = province.custody.events.get(body.id);
  if (known !== undefined) return { fresh: false, event: known };
  const author = authorOf(body.by, actor, province);
  const event: EventDocument = {
    ...delivered,
    id: body.id,
    receivedAt: draft.now,
    refused: null,
    atDoor: false,
    place: author.site,
    roles: author.roles,
    deliveredBy: actor.username,
    effect: null,
    recorded: null,
  };
  draft.put('custody_event', event.id, event);
  return { fresh: true, event };
}

/** Kept once, however often it is sent, under a name made of what was sent. */
function keepRefused(
  { actor, draft, province }: Turn,
  { raw }: Presented,
  body: CustodyEvent | null,
  refusal: Refusal,
): Outcome {
  const text = JSON.stringify(raw)?.toWellFormed() ?? '';
  const id = `refused-${sha256Hex(`${refusal.code} ${text}`).slice(0, 32)}`;
  if (!province.custody.refused.has(id)) {
    draft.put('custody_event', id, {
      atDoor: true,
      raw: text.slice(0, RAW_MOST),
      receivedAt: draft.now,
      deliveredBy: actor.username,
      refused: { code: refusal.code, message: refusal.message },
    });
    if (body !== null) tellRefused({ province, draft }, { by: body.by, type: body.type, code: refusal.code });
  }
  return { fresh: false, id: body?.id ?? null, refusal };
}

/** What was done to a parcel at a desk counts among its events: those of its family are looked at again. */
export const rederiveParcel = (turn: Turn, parcel: string): Promise<string[]> =>
  rederive({ ...turn, ledgerSize: turn.ledger.tree.size }, { parcels: [parcel], events: [] });

const rederiveFrom = (turn: Turn, events: readonly EventDocument[]): Promise<string[]> =>
  rederive({ ...turn, ledgerSize: turn.ledger.tree.size }, { parcels: [], events });

function keptView(turn: Turn, id: string, fresh: boolean, receipts: Receipts): RecordedView {
  const event = turn.province.custody.events.get(id);
  if (event === undefined) throw new Error(`event ${id} was kept and is not there`);
  const receipt = receipts.of(event);
  const waits = event.refused !== null && MAY_STILL_COUNT.has(event.refused.code);
  if (event.refused !== null && !waits) return { ...refusedView(id, event.refused), receipt };
  const torn = parcelsOf(event).some((parcel) =>
    turn.province.custody.chains
      .get(parcel)
      ?.conflicts.some(({ events }) => events.length > 1 && events.includes(id)),
  );
  const status = waits ? 'waiting' : torn ? 'conflict' : fresh ? 'accepted' : 'duplicate';
  const words = event.refused === null ? null : problemWords(event.refused.code);
  return {
    id,
    status,
    code: event.refused?.code ?? null,
    message: event.refused?.message ?? null,
    vi: words?.vi ?? null,
    en: words?.en ?? null,
    receipt,
  };
}

function refusedView(id: string | null, { code, message }: Refusal): RecordedView {
  const words = problemWords(code);
  return {
    id,
    status: 'refused',
    code,
    message,
    vi: words?.vi ?? null,
    en: words?.en ?? null,
    receipt: null,
  };
}

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
    return refuse('SHIPMENT_EXISTS', `Cannot plan shipment ${id}: there is one`, { id });
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
  if (chain === undefined || chain.conflicts.length === 0)
    return refuse('CUSTODY_NOT_IN_CONFLICT', `Cannot decide about ${parcel}: nothing contradicts`, {
      parcel,
    });
  const rivals = rivalsOf(chain, event);
  if (rivals === null)
    return refuse('CUSTODY_EVENT_UNKNOWN', `Cannot choose ${event}: it is no part of the conflict`, {
      event,
    });
  const told = [...rivals.truth, ...rivals.untrue].map((id) => province.custody.events.get(id)?.body.by);
  const holds = chain.possessions.some(
    ({ holder }) => holder.kind === 'person' && holder.id === actor.username,
  );
  if (holds || told.includes(actor.username))
    return refuse('CUSTODY_OWN_STORY', `Cannot decide about ${parcel}: ${actor.username} is a party to it`);
  const resolution = { id: draft.ids(), at: draft.now, by: actor.username, parcel, ...rivals, reason };
  draft.put('resolution', resolution.id, resolution);
  draft.write(actor.username, (stamp) => custodyResolved(stamp, resolution));
  const parts = { ...turn, ledgerSize: turn.ledger.tree.size };
  const subjects = await rederive(parts, { parcels: [parcel], events: [] });
  return accept({ value: () => ({ parcel, event, resolution: resolution.id }), subjects });
}
