/** Commands that put a device to work: register it, compare it, look at the limits, confirm. */
import { deviceConfirmed } from '../../custody/fleet-events.ts';
import { COMPARE_TOLERANCE, type Enrolment, stepOf } from '../../fleet/enrolment.ts';
import { rekeyed } from '../../fleet/identity.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { may } from '../../fleet/rights.ts';
import { newDeviceSecret, secretHash } from '../../fleet/secrets.ts';
import type { UnitKind } from '../../fleet/types.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { EnrolledView } from '../enrol-views.ts';
import type { Actor, Command } from '../protocol.ts';
import type { Province, UnitDocument } from '../province.ts';
import { newestOf, showEnrolment } from '../queries/enrol.ts';
import { applyDescription, type Prepared, prepareDescription } from '../registrar.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

const PREFIX = { freezer: 'tu-dong', 'ultra-freezer': 'tu-dong-sau', refrigerator: 'tu-lanh' } as const;
const prefixOf = (kind: UnitKind): string =>
  kind === 'cold-room' ? 'buong-lanh' : kind === 'transport-box' ? 'hom' : PREFIX[kind];
/** Leaves room for the kind and a number in the 64 signs of an id. */
const SITE_SIGNS_MOST = 44;

/** What `device.enrol` and new limits change of the registry, as a description of just that; null where they change nothing. */
export async function prepareEnrolment(
  command: Command,
  actor: Actor,
  province: Province,
  now: number,
): Promise<Decision<Prepared | null>> {
  const description = describe(command, province, now);
  if (description === null || !actor.roles.includes('administrator')) return accept(null);
  const prepared = await prepareDescription(JSON.stringify(description), province);
  if (prepared.ok) return prepared;
  const { problems } = prepared.refusal.details ?? {};
  return refuse('ENROLMENT_INVALID', 'Cannot register the device: what was entered cannot be kept', {
    problems,
  });
}

function describe(command: Command, province: Province, now: number): object | null {
  if (command.type === 'device.enrol') {
    const { device: id, profile, secret, via, unit } = command;
    const isThere = 'id' in unit ? province.units.has(unit.id) : province.sites.has(unit.site);
    // Why not is said when its turn comes.
    if (province.devices.has(id) || !isThere) return null;
    const place = 'id' in unit ? unit.id : freeUnitId(province, unit.site, unit.kind);
    // From now on: what the logger measured in the shop and on the way is not this unit's.
    const since = new Date(now).toISOString();
    return {
      ...('id' in unit ? {} : { units: [{ id: place, ...unit }] }),
      devices: [
        {
          ...{ id, unit: place, since },
          ...(profile && { profile }),
          ...(secret && { secret }),
          ...(via && { via }),
        },
      ],
    };
  }
  if (command.type !== 'device.enrol.limits' || command.rules === null) return null;
  const enrolment = province.enrolments.get(command.device);
  const unit = province.units.get(enrolment?.unit ?? '');
  return unit === undefined ? null : { units: [{ ...factsOf(unit), rules: command.rules }] };
}

const factsOf = (unit: UnitDocument) => ({
  id: unit.id,
  kind: unit.kind,
  site: unit.placements.at(-1)?.site ?? null,
  name: unit.name,
  litres: unit.litres,
  samplingSeconds: unit.sampling / 1000,
  maxGapSeconds: unit.maxGap / 1000,
  maxUnmonitoredSeconds: unit.maxUnmonitored / 1000,
});

function freeUnitId(province: Province, site: string, kind: UnitKind): string {
  const base = `${site.slice(0, SITE_SIGNS_MOST)}-${prefixOf(kind)}`;
  for (let n = 1; ; n++) if (!province.units.has(`${base}-${n}`)) return `${base}-${n}`;
}

/** Refuses `DEVICE_EXISTS`, `UNIT_UNKNOWN`, `UNIT_RETIRED`, `SITE_UNKNOWN`, `ENROLMENT_INVALID`. */
export async function enrol(
  turn: Turn,
  command: Of<'device.enrol'>,
  prepared: Prepared | null,
): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const { device, unit } = command;
  if (province.devices.has(device))
    return refuse('DEVICE_EXISTS', `Cannot add device ${device}: this id is in use`, { device });
  const known = 'id' in unit ? province.units.get(unit.id) : undefined;
  if ('id' in unit && known === undefined) return unknown('UNIT', unit.id);
  if (!('id' in unit) && !province.sites.has(unit.site)) return unknown('SITE', unit.site);
  if (known !== undefined && known.retiredAt !== null && known.retiredAt <= draft.now)
    return refuse('UNIT_RETIRED', `Cannot add device ${device}: ${known.id} is retired`, { unit: known.id });
  const allowed = may(
    actor,
    command.type,
    'id' in unit ? siteOfUnit(known, draft.now) : unit.site,
    province.tree,
  );
  if (!allowed.ok) return allowed;
  const [described] = prepared?.description.devices ?? [];
  if (prepared === null || described?.unit == null) return changedMeanwhile(device);
  if (known === undefined && province.units.has(described.unit)) return changedMeanwhile(device);
  const applied = await apply(turn, prepared);
  if (!applied.ok) return applied;
  const enrolment: Enrolment = {
    device,
    unit: described.unit,
    begunAt: draft.now,
    begunBy: actor.username,
    compared: null,
    limits: null,
    test: null,
    finished: null,
  };
  draft.put('enrolment', device, enrolment);
  const secret = applied.value.applied.printed.find(({ id }) => id === device)?.secret ?? null;
  const value: EnrolledView = { device, unit: enrolment.unit, secret };
  return accept({ value: () => value, subjects: applied.value.subjects });
}

const apply = ({ actor, province, judging, draft }: Turn, prepared: Prepared) =>
  applyDescription(prepared, { by: actor.username, dryRun: false, began: [] }, province, judging, draft);
const changedMeanwhile = (device: string) =>
  refuse('PROVINCE_CHANGED', `Cannot go on with ${device}: somebody changed the registry meanwhile`);

/** An unfinished enrolment within the actor's place. */
export function begunOf(turn: Turn, action: Command['type'], device: string): Decision<Enrolment> {
  const { actor, draft, province } = turn;
  const enrolment = province.enrolments.get(device);
  if (enrolment === undefined) return unknown('ENROLMENT', device);
  const site = siteOfUnit(province.units.get(enrolment.unit), draft.now);
  const allowed = may(actor, action, site, province.tree);
  // A box under way is at no site: whoever may do this at all may do it there.
  if (site !== null && !allowed.ok) return allowed;
  if (enrolment.finished !== null)
    return refuse('ENROLMENT_FINISHED', `Cannot change ${device}: it is put to work already`, { device });
  return accept(enrolment);
}

/** Only until its first reading: a device at work is given a new secret where devices are kept. */
export function secretAnew(turn: Turn, command: Of<'device.enrol.secret'>): Decision<Done> {
  const { draft, province } = turn;
  const begun = begunOf(turn, command.type, command.device);
  const device = province.devices.get(command.device);
  if (!begun.ok) return begun;
  if (device === undefined) return unknown('DEVICE', command.device);
  if (newestOf(turn, begun.value) !== null)
    return refuse('ENROLMENT_HEARD', `Cannot make a secret for ${device.id}: it has signed in already`, {
      device: device.id,
    });
  const secret = newDeviceSecret();
  draft.put('device', device.id, rekeyed(device, secretHash(secret), draft.now));
  const value: EnrolledView = { device: device.id, unit: begun.value.unit, secret };
  return done(value);
}

/** Refuses `ENROLMENT_NOTHING_RECEIVED`, `ENROLMENT_STALE`, `ENROLMENT_APART`. */
export function compare(turn: Turn, command: Of<'device.enrol.compare'>): Decision<Done> {
  const { actor, draft } = turn;
  const begun = begunOf(turn, command.type, command.device);
  if (!begun.ok) return begun;
  const newest = newestOf(turn, begun.value);
  const { device } = command;
  if (newest === null || newest.milli === null)
    return refuse('ENROLMENT_NOTHING_RECEIVED', `Cannot compare ${device}: it has measured nothing yet`);
  if (newest.standsUntil <= draft.now)
    return refuse('ENROLMENT_STALE', `Cannot compare ${device}: its last value is too old`, {
      at: new Date(newest.at).toISOString(),
    });
  const byHand = Math.round(command.celsius * 1000);
  const apart = Math.abs(byHand - newest.milli) > COMPARE_TOLERANCE;
  if (apart && !command.anyway)
    return refuse('ENROLMENT_APART', `Cannot take ${device} for right: it differs from the thermometer`, {
      shownCelsius: newest.milli / 1000,
      byHandCelsius: byHand / 1000,
    });
  const compared = { byHand, shown: newest.milli, shownAt: newest.at, apart };
  return put(turn, {
    ...begun.value,
    compared: { ...compared, at: draft.now, by: actor.username },
  });
}

/** Looking at the limits is for whoever stands there; changing them is for the fleet's keeper. */
export async function setLimits(
  turn: Turn,
  command: Of<'device.enrol.limits'>,
  prepared: Prepared | null,
): Promise<Decision<Done>> {
  const { actor, draft } = turn;
  const begun = begunOf(turn, command.type, command.device);
  if (!begun.ok) return begun;
  const enrolment = { ...begun.value, limits: { at: draft.now, by: actor.username } };
  if (command.rules === null) return put(turn, enrolment);
  const site = siteOfUnit(turn.province.units.get(enrolment.unit), draft.now);
  const allowed = may(actor, 'province.apply', site, turn.province.tree);
  if (!allowed.ok) return allowed;
  if (prepared === null) return changedMeanwhile(command.device);
  const applied = await apply(turn, prepared);
  if (!applied.ok) return applied;
  const kept = put(turn, enrolment);
  return kept.ok ? accept({ ...kept.value, subjects: applied.value.subjects }) : kept;
}

/** Refuses `ENROLMENT_INCOMPLETE` while a step is open. */
export function finish(turn: Turn, command: Of<'device.enrol.finish'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const begun = begunOf(turn, command.type, command.device);
  if (!begun.ok) return begun;
  const enrolment = begun.value;
  const step = stepOf(enrolment, { heard: newestOf(turn, enrolment) !== null });
  const { compared, test } = enrolment;
  if (step !== 'finish' || compared === null || test === null)
    return refuse('ENROLMENT_INCOMPLETE', `Cannot finish ${enrolment.device}: ${step} is still to be done`, {
      step,
    });
  const site = siteOfUnit(province.units.get(enrolment.unit), draft.now);
  draft.write(actor.username, (stamp) => deviceConfirmed(stamp, enrolment, { compared, test, site }));
  return put(turn, { ...enrolment, finished: { at: draft.now, by: actor.username } });
}

function put(turn: Turn, enrolment: Enrolment): Decision<Done> {
  turn.draft.put('enrolment', enrolment.device, enrolment);
  return accept({
    value: () => showEnrolment({ ...turn, now: turn.draft.now }, enrolment),
    subjects: [],
  });
}
export const keepEnrolment = put;
