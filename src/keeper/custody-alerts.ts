/** Calls people about parcels on their way: disputes, differences, delays, conflicts, boxes at risk, forged events. */
import * as about from '../alerts/custody.ts';
import type { Condition } from '../alerts/life.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import type { Chain, Handoff, Holder, Shipment } from '../custody/types.ts';
import type { EventDocument } from './custody-book.ts';
import { inDoubt } from './custody-overturned.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import { type Judging, parcelSubject } from './judging.ts';
import type { Province } from './province.ts';
import { siteOfParcel } from './show.ts';

type Parts = {
  readonly province: Province;
  readonly judging: Judging;
  readonly deadlines: Deadlines;
  readonly draft: Draft;
};

/** What smells of forgery, or of a phone that is not its owner's. */
const SUSPICIOUS: ReadonlySet<string> = new Set([
  'EVENT_SIGNATURE_INVALID',
  'EVENT_SIGNATURE_REQUIRED',
  'EVENT_KEY_UNKNOWN',
  'EVENT_KEY_REVOKED',
  'EVENT_ID_REUSED',
  'EVENT_AT_IMPLAUSIBLE',
  'EVENT_ROLE_FORBIDDEN',
  'HANDOFF_CODE_WRONG',
  'HANDOFF_CODE_USED',
  'HANDOFF_NOT_FOR_YOU',
  'HANDOFF_NOT_GIVER',
  'HANDOFF_SELF',
]);

export function tellHandoff(parts: Parts, handoff: Handoff, known: Handoff | undefined): void {
  const { province } = parts;
  const facts: about.AboutHandoff = {
    handoff: handoff.id,
    shipment: handoff.shipment,
    site: handoff.place ?? (handoff.from.kind === 'site' ? handoff.from.id : siteOf(province, handoff)),
    from: nameOf(province, handoff.from),
    to: nameOf(province, handoff.to),
    parcels: handoff.parcels.length,
    doses: handoff.parcels.reduce((sum, { doses }) => sum + doses, 0),
  };
  const since = (handoff.taken ?? handoff.given)?.at ?? parts.draft.now;
  const disputed = handoff.state === 'disputed' ? [about.handoffDisputed(facts, since)] : [];
  raise(parts, disputed, [about.handoffDisputedKey(handoff.id)]);
  const { discrepancies } = handoff;
  if (discrepancies.length > 0 && JSON.stringify(discrepancies) !== JSON.stringify(known?.discrepancies))
    raise(parts, [about.handoffDiscrepancy(facts, discrepancies, since)]);
}

const siteOf = (province: Province, { to, shipment }: Handoff): string | null =>
  to.kind === 'site' ? to.id : (province.custody.shipments.get(shipment ?? '')?.to ?? null);

/** Also sets when to look again. */
export function tellShipment(parts: Parts, shipment: Shipment): void {
  const { province, deadlines, draft } = parts;
  const waited =
    shipment.state === 'planned' || shipment.state === 'packed' || shipment.state === 'under-way';
  const late = waited && draft.now > shipment.arriveBy;
  deadlines.set(
    `shipment:${shipment.id}`,
    waited && !late ? shipment.arriveBy + 1 : Number.POSITIVE_INFINITY,
  );
  const overdue = {
    shipment: shipment.id,
    from: shipment.from,
    to: shipment.to,
    escort: province.people.get(shipment.escort)?.name ?? shipment.escort,
    arriveBy: shipment.arriveBy,
  };
  raise(parts, late ? [about.shipmentOverdue(overdue)] : [], [about.shipmentOverdueKey(shipment.id)]);
}

export function tellConflicts(parts: Parts, chains: readonly Chain[]): void {
  const { province, draft } = parts;
  for (const { parcel: id, conflicts } of chains) {
    const parcel = province.parcels.get(id);
    const torn = conflicts.filter(({ kind }) => kind !== 'gap');
    const condition =
      parcel === undefined || torn.length === 0
        ? []
        : [
            about.custodyConflict({
              parcel: id,
              gtin: parcel.gtin,
              lot: parcel.lot,
              doses: parcel.doses,
              site: siteOfParcel(province, parcel, draft.now),
              events: new Set(torn.flatMap(({ events }) => events)).size,
              noticedAt: Math.min(...torn.map(({ noticedAt }) => noticedAt)),
            }),
          ];
    raise(parts, condition, [about.custodyConflictKey(id)]);
  }
}

/** An event that counted does not any more: until an official has looked, or it counts again. */
export function tellOverturned(parts: Parts, id: string): void {
  const { province, draft } = parts;
  const event = province.custody.events.get(id);
  const parcels = event === undefined ? null : inDoubt(province, event);
  const key = about.custodyOverturnedKey(id);
  if (event?.overturned === undefined || event.refused === null || parcels === null) {
    raise(parts, [], [key]);
    return;
  }
  const { body, place, refused, overturned } = event;
  const where = parcels.map((one) => siteOfParcel(province, province.parcels.living(one), draft.now));
  const facts = {
    event: id,
    type: body.type,
    by: province.people.get(body.by)?.name ?? body.by,
    code: refused.code,
    at: Date.parse(body.at),
    since: overturned.since,
    site: where.find((site) => site !== null) ?? place,
    shipment: body.shipment,
    parcels: parcels.length,
  };
  raise(parts, [about.custodyOverturned(facts)], [key]);
}

/** An event that was refused, where that smells of forgery. */
export function tellRefused(
  parts: Pick<Parts, 'province' | 'draft'>,
  refused: { readonly by: string; readonly type: string; readonly code: string },
): void {
  if (!SUSPICIOUS.has(refused.code)) return;
  const site = parts.province.people.get(refused.by)?.site ?? null;
  raise(parts, [about.custodyRefused({ ...refused, site, at: parts.draft.now })]);
}

/** What somebody on the way reports and that calls for a person: told once, when it comes. */
export function tellOnTheWay(parts: Pick<Parts, 'province' | 'draft'>, { body }: EventDocument): void {
  const { province } = parts;
  const { by, shipment } = body;
  const site = province.custody.shipments.get(shipment ?? '')?.to ?? province.people.get(by)?.site ?? null;
  const name = province.people.get(by)?.name ?? by;
  const at = Date.parse(body.at);
  if (body.type === 'box.opened')
    raise(parts, [about.boxOpened({ unit: body.unit, shipment: shipment ?? '', site }, { by: name, at })]);
  if (body.type === 'incident.reported') {
    const { kind: what, text, unit } = body;
    raise(parts, [about.incidentReported({ shipment, unit, site, what, text, by: name, at })]);
  }
}

/** Boxes under way whose contents are past a limit and not yet in breach. Looked at from time to time. */
export function tellBoxesAtRisk(parts: Pick<Parts, 'province' | 'judging' | 'draft'>): void {
  const { province, judging, draft } = parts;
  const conditions = new Map<string, Condition>();
  for (const shipment of province.custody.shipments.values()) {
    if (shipment.state !== 'under-way') continue;
    for (const { unit } of shipment.boxes) {
      const inside = [...(province.parcelsIn.get(unit) ?? [])];
      const risks = inside.flatMap((id) => judging.engine.preview(parcelSubject(id), draft.now).risks);
      const first = risks.toSorted((a, b) => a.breachAt - b.breachAt)[0];
      if (first === undefined || first.breachAt <= draft.now) continue;
      const box = { unit, shipment: shipment.id, site: shipment.to };
      const side = sideOf(province, inside, first.rule);
      const risk = { side, since: first.since, breachAt: first.breachAt, parcels: inside.length };
      conditions.set(unit, about.boxAtRisk(box, risk));
    }
  }
  const open = [...province.openAlerts.values()].filter(({ kind }) => kind === 'box-at-risk');
  raise(
    parts,
    [...conditions.values()],
    open.map(({ key }) => key),
  );
}

function sideOf(province: Province, parcels: readonly string[], rule: string) {
  for (const id of parcels) {
    const product = province.products.get(province.parcels.get(id)?.gtin ?? '');
    const found = product?.versions.at(-1)?.rules.find((one) => one.id === rule);
    if (found !== undefined) return found.side;
  }
  return null;
}

export function nameOf(province: Province, { kind, id }: Holder): string {
  return (kind === 'site' ? province.sites.get(id) : province.people.get(id))?.name ?? id;
}

function raise(
  { province, draft }: Pick<Parts, 'province' | 'draft'>,
  conditions: readonly Condition[],
  scope: readonly string[] = [],
): void {
  if (conditions.length === 0 && !scope.some((key) => province.openAlerts.has(key))) return;
  for (const alert of reconcileAlerts(province.openAlerts, conditions, scope, draft))
    draft.put('alert', alert.id, alert);
}
