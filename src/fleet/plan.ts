/**
 * What must change so that the registry says what a description says? Applied twice, the second time is nothing.
 * History is only added to; what a description does not name is left alone; parcels, secrets and passwords count at
 * creation only, and where they differ later that is said and left.
 */
import { localDay } from '../lots/expiry.ts';
import type { Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { calibrationsOf, planCalibrations } from './calibrations.ts';
import type { Credentials } from './credentials.ts';
import type { DescribedDevice, DescribedParcel, DescribedUnit, ProvinceDescription } from './described.ts';
import { planDuty } from './duty-plan.ts';
import { effectsOf, occupiedUnits } from './effects.ts';
import { lastAdministrators } from './last-administrator.ts';
import { type DifferenceCode, differenceLine, type Line } from './lines.ts';
import { firstStep, type Move, meet } from './moves.ts';
import { type Problem, type ProblemCode, problem } from './problems.ts';
import { planCatalogued, planVersions } from './product-plan.ts';
import { type Effect, lotKey, type Registry, type RegistryChange } from './registry.ts';
import type { Device, Person, Site, Unit } from './types.ts';
import { sameWiring, wiringOf } from './via.ts';

/** `now`: service time. `secrets`: from `prepareCredentials` for the same registry and description. */
export type PlanContext = { readonly now: UtcMs; readonly secrets: Credentials };

/** A secret that was made for a new device or person: to be printed once. */
export type PrintedSecret = {
  readonly kind: 'device' | 'person';
  readonly id: string;
  readonly secret: string;
};

export type Plan =
  | {
      readonly ok: true;
      readonly changes: readonly RegistryChange[];
      readonly differences: readonly Line[];
      readonly printed: readonly PrintedSecret[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `description` must have been read against `current` (`known`), so that all it points at exists. */
export function planApply(current: Registry, description: ProvinceDescription, context: PlanContext): Plan {
  const planner = new Planner(current, context);
  if (description.zone !== null && description.zone !== current.zone) {
    planner.changes.push({ kind: 'zone', zone: description.zone, effects: ['updated'] });
  }
  if (description.book !== null) {
    const effects = effectsOf(current.book, description.book);
    if (effects.length > 0) planner.changes.push({ kind: 'book', book: description.book, effects });
  }
  const { guardBand } = description;
  if (guardBand !== null && guardBand !== current.guardBand)
    planner.changes.push({ kind: 'guard', guardBand, effects: ['updated'] });
  for (const { line: _, ...stated } of description.sites) {
    const former = current.sites.get(stated.id);
    // A file that names no number takes none away; one that names null does.
    const { phone = former?.phone ?? null, ...place } = stated;
    const site: Site = phone === null ? place : { ...place, phone };
    const effects = effectsOf<Omit<Site, 'phone'> & { phone: string | null }>(
      former && { ...former, phone: former.phone ?? null },
      { ...place, phone },
    );
    if (effects.length > 0) planner.changes.push({ kind: 'site', site, effects });
  }
  for (const unit of description.units) planner.unit(unit);
  for (const device of description.devices) planner.device(device);
  for (const product of description.products) {
    const { line, versions: stated, catalogued, packed: said, ...named } = product;
    const former = current.products.get(product.gtin);
    // A file that says nothing of the room a dose needs leaves what is known.
    const packed = said === undefined ? (former?.packed ?? null) : said;
    const facts = packed === null ? named : { ...named, packed };
    const present = former?.versions ?? [];
    const planned = (catalogued ? planCatalogued : planVersions)(present, stated, context.now);
    if (!planned.ok) {
      planner.refuse(planned.code, line, `products ${product.gtin}`);
      continue;
    }
    const effects = effectsOf<typeof named & { packed: typeof packed }>(
      former && { ...former, packed: former.packed ?? null },
      { ...named, packed },
    );
    if (former && planned.added > 0) effects.push('reruled');
    const next = { ...facts, versions: planned.versions };
    if (effects.length > 0) planner.changes.push({ kind: 'product', product: next, effects });
  }
  for (const person of description.people) planner.person(person);
  planner.keepAdministrator(description.people);
  for (const { line: _, ...lot } of description.lots) {
    const effects = effectsOf(current.lots.get(lotKey(lot.gtin, lot.lot)), lot);
    if (effects.length > 0) planner.changes.push({ kind: 'lot', lot, effects });
  }
  for (const parcel of description.parcels) planner.parcel(parcel);

  if (planner.problems.length > 0) return { ok: false, problems: planner.problems };
  const { differences, printed } = planner;
  return { ok: true, changes: [...planner.changes, ...planDuty(current, description)], differences, printed };
}

class Planner {
  readonly changes: RegistryChange[] = [];
  readonly differences: Line[] = [];
  readonly printed: PrintedSecret[] = [];
  readonly problems: Problem[] = [];
  private readonly current: Registry;
  private readonly now: UtcMs;
  private readonly secrets: Credentials;
  private readonly today: string;
  /** Units in which a parcel is at present; made when the first unit retires. */
  private occupied: Set<string> | null = null;

  constructor(current: Registry, context: PlanContext) {
    this.current = current;
    this.now = context.now;
    this.secrets = context.secrets;
    this.today = localDay(context.now, current.zone);
  }

  refuse(code: ProblemCode, line: number, what: string): void {
    this.problems.push(problem(code, line, [what]));
  }

  unit(stated: DescribedUnit): void {
    const { line, site, since, retired, ...facts } = stated;
    const former = this.current.units.get(stated.id);
    if (!former) {
      const { place, since: from } = firstStep(site, since);
      const unit: Unit = { ...facts, placements: [{ site: place, since: from }], retiredAt: retired };
      this.changes.push({ kind: 'unit', unit, effects: ['created'] });
      return;
    }
    const effects = this.factEffects(former, facts);
    const history = former.placements.map((step) => ({ place: step.site, since: step.since }));
    let placements = former.placements;
    const last = history.at(-1);
    if (facts.kind === 'transport-box' && since === null && last && last.place !== site) {
      // A box travels by handoffs: a file written when it stood elsewhere must not call it back.
      this.differ('BOX_ELSEWHERE', 'unit', stated.id);
    } else if (this.frozen(former.retiredAt, last?.place !== site)) {
      this.refuse('ALREADY_RETIRED', line, `units ${stated.id}`);
    } else {
      const step = this.settle(meet(history, site, since, this.now), 'unit', stated);
      if (step) placements = [...placements, { site: step.place, since: step.since }];
      if (step) effects.push('moved');
    }
    const retiredAt = this.retire(former.retiredAt, retired, placements, 'unit', stated);
    if (retiredAt !== former.retiredAt) {
      if (retiredAt !== null && this.isOccupied(stated.id))
        this.refuse('UNIT_NOT_EMPTY', line, `units ${stated.id}`);
      effects.push('retired');
    }
    const unit: Unit = { ...facts, placements, retiredAt };
    if (effects.length > 0) this.changes.push({ kind: 'unit', unit, effects });
  }

  device(stated: DescribedDevice): void {
    const { line, id, profile, unit, since, retired } = stated;
    const former = this.current.devices.get(id);
    if (!former) {
      const secretHash = this.credential('device', id);
      const first = firstStep(unit, since);
      const placements = [{ unit: first.place, since: first.since }];
      const calibrations = this.calibrated([], stated);
      const facts = { ...calibrations, ...wiringOf(undefined, stated) };
      const device: Device = { id, profile, secretHash, placements, ...facts, retiredAt: retired };
      this.changes.push({ kind: 'device', device, effects: ['created'] });
      return;
    }
    if (this.secrets.devicesDiffering.has(id)) this.differ('SECRET_LEFT', 'device', id);
    const wiring = wiringOf(former, stated);
    const same = former.profile === profile && sameWiring(former, wiring);
    const effects: Effect[] = same ? [] : ['updated'];
    const history = former.placements.map((step) => ({ place: step.unit, since: step.since }));
    let placements = former.placements;
    if (this.frozen(former.retiredAt, history.at(-1)?.place !== unit)) {
      this.refuse('ALREADY_RETIRED', line, `devices ${id}`);
    } else {
      const step = this.settle(meet(history, unit, since, this.now), 'device', stated);
      if (step) placements = [...placements, { unit: step.place, since: step.since }];
      if (step) effects.push('moved');
    }
    const retiredAt = this.retire(former.retiredAt, retired, placements, 'device', stated);
    if (retiredAt !== former.retiredAt) effects.push('retired');
    const known = calibrationsOf(former);
    const calibrations = this.calibrated(known, stated);
    if ((calibrations.calibrations?.length ?? 0) > known.length) effects.push('calibrated');
    const { via: _, inside: __, ...rest } = former;
    const device: Device = { ...rest, profile, placements, ...calibrations, ...wiring, retiredAt };
    if (effects.length > 0) this.changes.push({ kind: 'device', device, effects });
  }

  /** The record with what is new in the description; nothing where there is none. */
  private calibrated(known: Device['calibrations'], stated: DescribedDevice): Pick<Device, 'calibrations'> {
    const planned = planCalibrations(known ?? [], stated.calibrations, this.today);
    if (!planned.ok) this.refuse(planned.code, stated.line, `devices ${stated.id} calibrations`);
    return planned.ok && planned.lines.length > 0 ? { calibrations: planned.lines } : {};
  }

  person(stated: ProvinceDescription['people'][number]): void {
    const { line: _, password: __, retired, ...facts } = stated;
    const former = this.current.people.get(stated.username);
    if (!former) {
      const passwordHash = this.credential('person', stated.username);
      const person: Person = { ...facts, passwordHash, retiredAt: retired };
      this.changes.push({ kind: 'person', person, effects: ['created'] });
      return;
    }
    if (this.secrets.peopleDiffering.has(stated.username))
      this.differ('PASSWORD_LEFT', 'person', stated.username);
    const { passwordHash } = former;
    const effects = this.factEffects(former, facts);
    const retiredAt = this.retire(former.retiredAt, retired, [], 'person', {
      ...stated,
      id: stated.username,
    });
    if (retiredAt !== former.retiredAt) effects.push('retired');
    const person: Person = { ...facts, passwordHash, retiredAt };
    if (effects.length > 0) this.changes.push({ kind: 'person', person, effects });
  }

  /** Somebody must be left who can let others in: for the whole province, and without an end. */
  keepAdministrator(stated: ProvinceDescription['people']): void {
    const last = lastAdministrators(this.current, this.changes);
    for (const { line, username } of stated)
      if (last.has(username)) this.refuse('LAST_ADMINISTRATOR', line, `people ${username}`);
  }

  parcel(stated: DescribedParcel): void {
    const { line, unit, since, doses, ...facts } = stated;
    const former = this.current.parcels.get(stated.id);
    if (former) {
      const first = former.stays[0];
      const same =
        this.factEffects(former, facts).length === 0 &&
        former.dosesInitial === doses &&
        first?.unit === unit &&
        (since === null || first.from === since);
      if (!same) this.differ('PARCEL_LEFT', 'parcel', stated.id);
      return;
    }
    const from = since ?? this.now;
    if (from > this.now) this.refuse('TIME_IN_FUTURE', line, `parcels ${stated.id}`);
    const parcel: Parcel = {
      ...facts,
      parent: null,
      createdAt: from,
      dosesInitial: doses,
      doses,
      stays: [{ unit, from, to: null }],
      ended: null,
    };
    this.changes.push({ kind: 'parcel', parcel, effects: ['created'] });
  }

  private factEffects<T extends object>(former: T, facts: Partial<T>): Effect[] {
    return effectsOf<Partial<T>>(former, facts);
  }

  /** A thing that is retired does not move any more. */
  private frozen(retiredAt: UtcMs | null, elsewhere: boolean): boolean {
    return retiredAt !== null && retiredAt <= this.now && elsewhere;
  }

  private settle(
    move: Move,
    kind: 'unit' | 'device',
    stated: { readonly id: string; readonly line: number },
  ) {
    switch (move.kind) {
      case 'append':
        return move.step;
      case 'since-differs':
        this.differ('SINCE_LEFT', kind, stated.id);
        return null;
      case 'moved-since':
        this.differ('MOVED_SINCE', kind, stated.id);
        return null;
      case 'conflict':
        this.refuse('PLACEMENT_CONFLICT', stated.line, `${kind}s ${stated.id}`);
        return null;
      case 'same':
        return null;
      default:
        throw new Error(`Cannot settle a move: ${JSON.stringify(move satisfies never)}`);
    }
  }

  /** When it ends from now on. An end that has come is history; one still to come may be set anew. */
  private retire(
    former: UtcMs | null,
    stated: UtcMs | null,
    placements: readonly { readonly since: UtcMs }[],
    kind: 'unit' | 'device' | 'person',
    at: { readonly id: string; readonly line: number },
  ): UtcMs | null {
    if (stated === former || (stated === null && former !== null && former > this.now)) return former;
    if (former !== null && former <= this.now) {
      this.differ('RETIRED_LEFT', kind, at.id);
      return former;
    }
    const last = placements.at(-1)?.since;
    if (stated !== null && last !== undefined && stated <= last) {
      this.refuse('RETIRED_BEFORE_PLACEMENT', at.line, `${kind}s ${at.id}`);
    }
    return stated;
  }

  private credential(kind: 'device' | 'person', id: string): string {
    const found = (kind === 'device' ? this.secrets.devices : this.secrets.people).get(id);
    if (!found)
      throw new Error(`Cannot create ${kind} ${id}: its credentials were prepared for another registry`);
    if (found.printed !== null) this.printed.push({ kind, id, secret: found.printed });
    return found.hash;
  }

  private isOccupied(unit: string): boolean {
    this.occupied ??= occupiedUnits(this.current.parcels.allLiving());
    return this.occupied.has(unit);
  }

  private differ(code: DifferenceCode, kind: RegistryChange['kind'], id: string): void {
    this.differences.push(differenceLine(code, kind, id));
  }
}
