/** The command that sends stock from one place to another: what goes in part is split off, and the trip is planned, in one go. */
import { may } from '../../fleet/rights.ts';
import { isWholeDoses, refuseDoses } from '../../lots/parcels.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { Parcel } from '../../lots/types.ts';
import { showShipment } from '../custody-show.ts';
import type { Province } from '../province.ts';
import { siteOfParcel } from '../show.ts';
import { obstacleOf, spokenFor } from '../stock.ts';
import { rederiveParcel } from './custody.ts';
import { splitParcel } from './parcels.ts';
import { planShipment } from './say.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

type Going = { readonly parcel: Parcel; readonly doses: number };

/**
 * Everything is looked at before anything is split, for what is drafted is committed. Refuses `SITE_UNKNOWN`, `PERSON_UNKNOWN`,
 * `SHIPMENT_EXISTS`, `ISSUE_EMPTY`, `ISSUE_PARCEL_TWICE`, `ISSUE_NOT_HERE`, `ISSUE_SAME_PLACE`, `ISSUE_TIMES_INVALID`,
 * `PARCEL_UNKNOWN`, `DOSES_INVALID`, `DOSES_NOT_PRESENT`, and `ISSUE_` with what stands against a parcel (IssueObstacle).
 */
export async function issueStock(turn: Turn, command: Of<'stock.issue'>): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const { id, from, to, escort, departAt, arriveBy, note } = command;
  for (const site of [from, to]) if (!province.sites.has(site)) return unknown('SITE', site);
  const allowed = may(actor, command.type, from, province.tree);
  if (!allowed.ok) return allowed;
  const planned = province.custody.shipments.get(id);
  if (planned !== undefined && isSame(province, command))
    return done(showShipment(province, planned, draft.now));
  if (planned !== undefined)
    return refuse('SHIPMENT_EXISTS', `Cannot issue as ${id}: there is a shipment of that id`, { id });
  if (to === from) return refuse('ISSUE_SAME_PLACE', `Cannot issue from ${from} to itself`, { site: from });
  if (!province.people.has(escort)) return unknown('PERSON', escort);
  if (arriveBy <= departAt || arriveBy <= draft.now)
    return refuse('ISSUE_TIMES_INVALID', 'Cannot arrive before the departure, or before now');
  const going = goingOf(turn, command);
  if (!going.ok) return going;

  const parcels: { parcel: string; doses: number }[] = [];
  const subjects: string[] = [];
  for (const { parcel, doses } of going.value) {
    if (doses === parcel.doses) {
      parcels.push({ parcel: parcel.id, doses });
      continue;
    }
    const part = draft.ids();
    const wish = { type: 'parcel.split', parcel: parcel.id, parts: [{ id: part, doses }] } as const;
    const split = await splitParcel(turn, { ...wish, parts: [...wish.parts] });
    if (!split.ok) return split;
    subjects.push(...split.value.subjects, ...(await rederiveParcel(turn, parcel.id)));
    parcels.push({ parcel: part, doses });
  }
  const plan = { id, from, to, stops: [], escort, departAt, arriveBy, note, parcels };
  const plannedNow = await planShipment(turn, { type: 'shipment.plan', ...plan });
  if (!plannedNow.ok) return plannedNow;
  return accept({ value: plannedNow.value.value, subjects: [...subjects, ...plannedNow.value.subjects] });
}

function goingOf(turn: Turn, { from, arriveBy, picks }: Of<'stock.issue'>): Decision<Going[]> {
  const { draft, province } = turn;
  if (picks.length === 0) return refuse('ISSUE_EMPTY', 'Cannot issue: no parcels are given');
  if (new Set(picks.map(({ parcel }) => parcel)).size < picks.length)
    return refuse('ISSUE_PARCEL_TWICE', 'Cannot issue: a parcel is named twice');
  const taken = spokenFor(province);
  const going: Going[] = [];
  for (const { parcel: id, doses } of picks) {
    const parcel = province.parcels.get(id);
    if (parcel === undefined) return unknown('PARCEL', id);
    if (!isWholeDoses(doses)) return refuseDoses(doses);
    if (parcel.ended !== null || siteOfParcel(province, parcel, draft.now) !== from)
      return refuse('ISSUE_NOT_HERE', `Cannot issue parcel ${id}: it is not at ${from}`, {
        parcel: id,
        from,
      });
    if (doses > parcel.doses)
      return refuse('DOSES_NOT_PRESENT', `Cannot issue ${doses} doses of ${id}: it has ${parcel.doses}`, {
        ...{ parcel: id, wanted: doses, present: parcel.doses },
      });
    const obstacle = obstacleOf(turn, parcel, { now: draft.now, arriveBy }, taken);
    if (obstacle !== null) {
      const code = obstacle === 'hold' ? 'ISSUE_ON_HOLD' : `ISSUE_${obstacle.toUpperCase()}`;
      return refuse(code, `Cannot issue parcel ${id}: ${obstacle}`, { parcel: id, obstacle });
    }
    going.push({ parcel, doses });
  }
  return accept(going);
}

/** Was this very issue planned before? A part that was split off stands for the parcel it came from. */
function isSame({ custody, parcels }: Province, { id, from, to, escort, picks }: Of<'stock.issue'>): boolean {
  const known = custody.shipments.get(id);
  if (known === undefined || known.from !== from || known.to !== to || known.escort !== escort) return false;
  const gone = known.planned.map(
    ({ parcel, doses }) => [parcel, parcels.get(parcel)?.parent ?? null, doses] as const,
  );
  return (
    gone.length === picks.length &&
    picks.every(({ parcel, doses }) =>
      gone.some(([one, parent, n]) => n === doses && (one === parcel || parent === parcel)),
    )
  );
}
