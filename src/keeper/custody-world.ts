/**
 * Brings what follows from custody events in line with them: a group's shipments, handoffs, chains, and what was done to
 * its parcels and boxes. What was derived before is taken back and derived again from all events, so that a late one is as
 * if it had been on time.
 */

import { MAY_STILL_COUNT } from '../custody/codes.ts';
import { derive } from '../custody/derive.ts';
import { apply, type Effect, type Portion, strip } from '../custody/effects.ts';
import { parcelEnded, parcelSplit } from '../custody/events.ts';
import { DISPUTED_AFTER_MS, nextChange } from '../custody/handoff-state.ts';
import type { FoldContext } from '../custody/order.ts';
import type { Chain, Handoff, KeptEvent } from '../custody/types.ts';
import {
  custodyConflict,
  custodyCounted,
  custodyOverturned,
  custodyReinstated,
  handoffCompleted,
  handoffDisputed,
  handoffResolved,
  phoneEvent,
} from '../custody/way-events.ts';
import { isWithin } from '../fleet/places.ts';
import { SITE_SPEAKERS } from '../fleet/rights.ts';
import type { Role } from '../fleet/types.ts';
import { inherit } from '../lots/split.ts';
import type { Parcel } from '../lots/types.ts';
import { tellConflicts, tellHandoff, tellOverturned, tellShipment } from './custody-alerts.ts';
import type { ChainDocument, EventDocument } from './custody-book.ts';
import { sha256Hex } from './custody-door.ts';
import { groupOf } from './custody-group.ts';
import { keepHolds } from './custody-holds.ts';
import { type After, hasCounted, shaken } from './custody-overturned.ts';
import { changedAt, dependents } from './custody-reach.ts';
import { isOffline } from './custody-signal.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import { type Judging, parcelSubject } from './judging.ts';
import { type Province, subjectKey } from './province.ts';

export type CustodyParts = {
  readonly province: Province;
  readonly judging: Judging;
  readonly deadlines: Deadlines;
  readonly draft: Draft;
  /** Events in the ledger before this draft. */
  readonly ledgerSize: number;
};

/** Answers the subjects that are to be judged again. */
export async function rederive(parts: CustodyParts, seeds: Seeds): Promise<string[]> {
  const { province, draft } = parts;
  const { group, derived, after } = follow(province, seeds, draft.now);
  if (group.events.length === 0) return [];

  const next = {
    effects: new Map(derived.effects.map((effect) => [effect.event, effect])),
    parcels: new Map(after.parcels.map((parcel) => [parcel.id, parcel])),
    chains: new Map(derived.chains.map((chain) => [chain.parcel, chain])),
  };
  for (const event of group.events) keepEvent(parts, event, derived.judged.get(event.id) ?? null, next);
  for (const shipment of derived.shipments) {
    if (!same(province.custody.shipments.get(shipment.id), shipment))
      draft.put('shipment', shipment.id, shipment);
    tellShipment(parts, shipment);
  }
  const subjects = new Set<string>();
  const portions = new Map(derived.effects.flatMap((one) => one.portions).map((one) => [one.id, one]));
  for (const parcel of after.parcels) {
    const known = province.parcels.get(parcel.id);
    if (same(known, parcel)) continue;
    await keepParcel(parts, parcel, known, portions.get(parcel.id));
    subjects.add(parcelSubject(parcel.id));
  }
  for (const { id, placements } of after.units) {
    const unit = province.units.get(id);
    if (unit === undefined || same(unit.placements, placements)) continue;
    draft.put('unit', id, { ...unit, placements });
    draft.units.add(id);
    for (const parcel of province.parcelsIn.get(id) ?? []) subjects.add(parcelSubject(parcel));
  }
  for (const handoff of derived.handoffs) keepHandoff(parts, handoff);
  for (const chain of derived.chains) keepChain(parts, chain);
  forgetChains(parts, after.parcels, derived.chains);
  for (const parcel of keepHolds(parts, derived, group)) subjects.add(parcelSubject(parcel));
  tellConflicts(parts, derived.chains);
  for (const { id } of group.events) tellOverturned(parts, id);
  return [...subjects];
}

type Seeds = { readonly parcels: Iterable<string>; readonly events: Iterable<EventDocument> };

/** What follows for a group, and for those whose boxes it moved (custody-reach.ts). Nothing is written down before all is known. */
function follow(province: Province, seeds: Seeds, now: number) {
  const parcels = [...seeds.parcels];
  const events = [...seeds.events];
  for (;;) {
    const group = groupOf(province, { parcels, events });
    const before = group.events.flatMap(({ effect }) => effect ?? []);
    const base = strip(group.facts.record, before);
    const derived = derive({ ...group.facts, record: base }, contextOf(province, now));
    const after = apply(base, derived.effects, group.facts.portions);
    const known = new Set(group.events.map(({ id }) => id));
    const more = after.units
      .flatMap(({ id, placements }) =>
        dependents(province, id, changedAt(province.units.get(id)?.placements ?? [], placements)),
      )
      .filter(({ id }) => !known.has(id));
    if (more.length === 0) return { group, derived, after };
    events.push(...more);
  }
}

function contextOf(province: Province, now: number): FoldContext {
  return {
    now,
    sha256Hex,
    actsFor: (event, site) => actsFor(province, event, site),
    offline: (holder, since) => isOffline(province, holder, since),
  };
}

/** By what was written down of `by` when the event was taken in. */
function actsFor(province: Province, event: KeptEvent, site: string): boolean {
  const known = province.custody.events.get(event.id);
  if (known === undefined) return false;
  const speakers: readonly Role[] = SITE_SPEAKERS[event.body.type];
  if (!known.roles.some((role) => speakers.includes(role))) return false;
  return known.place === null ? province.sites.has(site) : isWithin(province.tree, site, known.place);
}

/**
 * An event enters the ledger, as its author signed it, when it counts for the first time or may still come to; so does that
 * it does not count any more, and that it counts again. What an official found untrue is in the ledger as that.
 */
function keepEvent(
  { province, draft, ledgerSize }: CustodyParts,
  event: EventDocument,
  refused: EventDocument['refused'],
  after: After & { readonly effects: ReadonlyMap<string, Effect> },
): void {
  const effect = after.effects.get(event.id) ?? null;
  const judged = refused === null ? null : { code: refused.code, message: refused.message };
  let { recorded } = event;
  if (recorded === null && (judged === null || MAY_STILL_COUNT.has(judged.code))) {
    const written = draft.append(phoneEvent(event, draft.now));
    recorded = { seq: ledgerSize + written.place, leaf: written.leaf, at: draft.now };
  }
  const { overturned: before, ...rest } = event;
  let overturned = judged === null ? undefined : before;
  if (judged === null && before !== undefined)
    draft.write('system', (stamp) => custodyReinstated(stamp, event));
  if (judged !== null && judged.code !== 'EVENT_FOUND_UNTRUE' && hasCounted(event)) {
    const parcels = shaken(province, event, after);
    overturned = { since: draft.now, parcels };
    draft.write('system', (stamp) => custodyOverturned(stamp, event, judged.code, parcels));
  }
  let kept: EventDocument = { ...rest, refused: judged, effect, recorded };
  if (judged === null && beginsToCount(event)) {
    const counted = custodyCounted({ id: draft.ids(), by: 'system', recorded: draft.now }, event);
    kept = { ...kept, countedSeq: ledgerSize + draft.append(counted).place };
  }
  const next = overturned === undefined ? kept : { ...kept, overturned };
  if (!same(province.custody.events.get(event.id), next)) draft.put('custody_event', event.id, next);
}

/** It only waited until now. Of a handoff's sides the ledger says it with the handoff itself. */
const beginsToCount = ({ body, recorded, refused, overturned, countedSeq }: EventDocument): boolean =>
  (body.type === 'shipment.packed' || body.type === 'shipment.unpacked') &&
  recorded !== null &&
  refused !== null &&
  refused.code !== 'EVENT_FOUND_UNTRUE' &&
  overturned === undefined &&
  countedSeq === undefined;

/** Portions are splits that a count made: what was found out and decided about the parcel by then goes on with them. */
async function keepParcel(
  { province, judging, draft }: CustodyParts,
  parcel: Parcel,
  known: Parcel | undefined,
  portion: Portion | undefined,
): Promise<void> {
  draft.put('parcel', parcel.id, parcel);
  for (const unit of new Set([...parcel.stays, ...(known?.stays ?? [])].map((stay) => stay.unit)))
    draft.units.add(unit);
  const parent = province.parcels.get(parcel.parent ?? '');
  if (known === undefined && parent !== undefined && portion !== undefined) {
    draft.write('system', (stamp) => parcelSplit(stamp, parent, [parcel], parcel.createdAt));
    const excursions = province
      .excursionsOf(subjectKey({ kind: 'parcel', id: parent.id }))
      .filter(({ start }) => start < portion.at);
    const copied = new Set(excursions.map(({ id }) => id));
    const holds = province
      .holdsOf(parent.id)
      .filter(({ kind, excursion }) => kind !== 'custody' && (excursion === null || copied.has(excursion)));
    const kept = new Set(holds.map(({ id }) => id));
    const dispositions = province.dispositionsOf(parent.id).filter(({ hold }) => kept.has(hold));
    const copies = inherit(
      parcel,
      {
        excursions,
        holds: holds.map((hold) => ({
          ...hold,
          afterRelease: dispositions.some(({ id }) => id === hold.afterRelease) ? hold.afterRelease : null,
        })),
        dispositions,
      },
      draft,
    );
    for (const e of copies.excursions) draft.put('excursion', e.id, e);
    for (const d of copies.dispositions) draft.put('disposition', d.id, d);
    for (const h of copies.holds) draft.put('hold', h.id, h);
  }
  if (parcel.ended !== null && known?.ended == null)
    draft.write('system', (stamp) => parcelEnded(stamp, parcel));
  await judging.declareParcel(parcel);
}

function keepHandoff(parts: CustodyParts, handoff: Handoff): void {
  const { province, deadlines, draft } = parts;
  const known = province.custody.handoffs.get(handoff.id);
  const next = nextChange(handoff, draft.now);
  deadlines.set(`handoff:${handoff.id}`, next ?? Number.POSITIVE_INFINITY);
  if (!same(known, handoff)) {
    draft.put('handoff', handoff.id, handoff);
    const half = handoff.taken ?? handoff.given;
    if (handoff.state === 'disputed' && known?.state !== 'disputed')
      draft.write('system', (stamp) =>
        handoffDisputed(stamp, handoff, Math.min(draft.now, (half?.at ?? draft.now) + DISPUTED_AFTER_MS)),
      );
    if (known?.state === 'disputed' && handoff.state !== 'disputed')
      draft.write('system', (stamp) => handoffResolved(stamp, handoff));
    if (handoff.completedAt !== null && !isSameCompletion(known, handoff))
      draft.write('system', (stamp) => handoffCompleted(stamp, handoff));
  }
  tellHandoff(parts, handoff, known);
}

/** The same two said so, and for the same moment. */
const isSameCompletion = (known: Handoff | undefined, { completedAt, given, taken }: Handoff): boolean =>
  known?.completedAt === completedAt &&
  known.given?.event === given?.event &&
  known.taken?.event === taken?.event;

function keepChain({ province, draft }: CustodyParts, chain: Chain): void {
  const known = province.custody.chains.get(chain.parcel);
  const next: ChainDocument = { ...chain, held: known?.held ?? [] };
  if (same(known, next)) return;
  draft.put('chain', chain.parcel, next);
  const parcel = province.parcels.get(chain.parcel);
  for (const { kind, events } of chain.conflicts) {
    if (kind === 'gap' || known?.conflicts.some((one) => same(one.events, events))) continue;
    if (parcel !== undefined) draft.write('system', (stamp) => custodyConflict(stamp, parcel, events));
  }
}

/** A portion whose count was taken back is nobody's any more: of who had it, only how it began is left. */
function forgetChains(parts: CustodyParts, parcels: readonly Parcel[], chains: readonly Chain[]): void {
  const told = new Set(chains.map(({ parcel }) => parcel));
  for (const { id } of parcels) {
    const known = parts.province.custody.chains.get(id);
    if (known === undefined || told.has(id)) continue;
    keepChain(parts, { parcel: id, possessions: known.possessions.slice(0, 1), conflicts: [] });
  }
}

/** Documents are plain data whose fields are always made in the same order. */
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
