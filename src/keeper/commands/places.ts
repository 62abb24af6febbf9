/** Commands at a place: put a unit there, record doses given there, take an alert. */
import { administrationRefused } from '../../alerts/conditions.ts';
import { acknowledge } from '../../alerts/life.ts';
import { reconcileAlerts } from '../../alerts/reconcile.ts';
import * as event from '../../custody/events.ts';
import { unitPlaced } from '../../custody/fleet-events.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { may } from '../../fleet/rights.ts';
import { administer } from '../../lots/administration.ts';
import { notAhead, presentUnit } from '../../lots/parcels.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { parcelSubject } from '../judging.ts';
import type { MovedUnit } from '../registrar.ts';
import { showAlert } from '../show.ts';
import { rederiveUnit } from './custody.ts';
import { noteTestEnd } from './test-alert.ts';
import { contextOf, type Done, done, type Of, type Turn, unknown } from './turn.ts';

export async function placeUnit(turn: Turn, command: Of<'unit.place'>): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const unit = province.units.get(command.unit);
  if (unit === undefined) return unknown('UNIT', command.unit);
  if (command.site !== null && !province.sites.has(command.site)) return unknown('SITE', command.site);
  const from = siteOfUnit(unit, draft.now);
  const allowed = may(actor, command.type, command.site ?? from, province.tree);
  if (!allowed.ok) return allowed;
  const at = notAhead(command.at ?? draft.now, draft.now);
  if (!at.ok) return at;
  const last = unit.placements.at(-1);
  if (last !== undefined && at.value < last.since)
    return refuse('UNIT_PLACED_LATER', `Cannot place unit ${unit.id}: it has a later placement`, {
      unit: unit.id,
    });
  if (last?.site === command.site)
    return refuse('UNIT_ALREADY_THERE', `Cannot place unit ${unit.id}: it is already there`, {
      site: command.site,
    });
  draft.put('unit', unit.id, {
    ...unit,
    placements: [...unit.placements, { site: command.site, since: at.value }],
  });
  draft.units.add(unit.id);
  const subjects = await tellMoved(turn, { unit: unit.id, from, to: command.site, at: at.value });
  return accept({
    value: () => ({ unit: unit.id, site: command.site, at: new Date(at.value).toISOString() }),
    subjects,
  });
}

/** Writes down that a unit was put elsewhere with what is in it; answers whom to judge. */
export async function tellMoved(turn: Turn, { unit, from, to, at }: MovedUnit): Promise<string[]> {
  const { actor, draft, province } = turn;
  const parcels = [...(province.parcelsIn.get(unit) ?? [])];
  const placed = { unit, from, to, at, parcels };
  draft.write(actor.username, (stamp) => unitPlaced(stamp, placed));
  return [...parcels.map(parcelSubject), ...(await rederiveUnit(turn, unit, at))];
}

export async function administerDoses(turn: Turn, command: Of<'administer'>): Promise<Decision<Done>> {
  const { actor, draft, province, judging } = turn;
  const allowed = may(actor, command.type, command.site, province.tree);
  if (!allowed.ok) return allowed;
  const { eligibility, parcels } = turn.verdicts.judge(command.barcode, command.site, draft.now);
  const { gtin, lot, codes, verdict } = eligibility;
  if (verdict !== 'allowed' || gtin === null || lot === null) {
    const condition = administrationRefused({
      site: command.site,
      gtin,
      lot,
      doses: command.doses,
      codes,
      by: actor.username,
      at: draft.now,
    });
    for (const alert of reconcileAlerts(province.openAlerts, [condition], [], draft))
      draft.put('alert', alert.id, alert);
    return refuse(
      'ADMINISTRATION_NOT_ALLOWED',
      `Cannot record doses of ${gtin}/${lot}: the verdict is ${verdict}`,
      {
        verdict,
        codes,
      },
    );
  }
  const decided = administer({ ...command, gtin, lot }, parcels, contextOf(turn));
  if (!decided.ok) return decided;
  for (const a of decided.value.administrations) {
    draft.put('administration', a.id, a);
    draft.write(actor.username, (stamp) => event.dosesAdministered(stamp, a));
  }
  for (const parcel of decided.value.parcels) {
    const unit = presentUnit(parcel);
    if (unit !== null) draft.units.add(unit);
    draft.put('parcel', parcel.id, parcel);
    if (parcel.ended === null) continue;
    draft.write(actor.username, (stamp) => event.parcelEnded(stamp, parcel));
    await judging.declareParcel(parcel);
  }
  return accept({
    value: () => ({
      gtin,
      lot,
      site: command.site,
      doses: command.doses,
      administrations: decided.value.administrations.map((a) => ({
        id: a.id,
        parcel: a.parcel,
        doses: a.doses,
      })),
    }),
    subjects: decided.value.parcels.map((p) => parcelSubject(p.id)),
  });
}

export async function acknowledgeAlert(
  turn: Turn,
  command: Of<'alert.acknowledge'>,
): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const alert = province.alerts.get(command.alert);
  if (alert === undefined) return unknown('ALERT', command.alert);
  const allowed = may(actor, command.type, alert.site, province.tree);
  if (alert.site !== null && !allowed.ok) return allowed;
  const { comment, cause, actions } = command;
  const decided = acknowledge(alert, comment, { now: draft.now, by: actor.username }, { cause, actions });
  if (!decided.ok) return decided;
  draft.put('alert', alert.id, decided.value);
  if (alert.unit !== null) draft.units.add(alert.unit);
  noteTestEnd(decided.value, draft, province);
  return done(showAlert(province, decided.value));
}
