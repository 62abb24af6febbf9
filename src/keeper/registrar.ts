/** Brings the registry in line with a province description, and tells the engine what changed. */
import { profiles } from '../../devices/profiles/profiles.ts';
import * as event from '../custody/events.ts';
import { deviceCalibrated, personRights, unitRulesSet } from '../custody/fleet-events.ts';
import { calibrationsOf } from '../fleet/calibrations.ts';
import { firstOutside } from '../fleet/change-places.ts';
import { type Credentials, prepareCredentials } from '../fleet/credentials.ts';
import type { ProvinceDescription } from '../fleet/described.ts';
import { parseDescription } from '../fleet/description.ts';
import { type ChangeDetail, detailsOf } from '../fleet/details.ts';
import { changeLine, type Line } from '../fleet/lines.ts';
import { devicesByUnit, siteOfUnit } from '../fleet/places.ts';
import { type PrintedSecret, planApply } from '../fleet/plan.ts';
import { lotKey, type RegistryChange } from '../fleet/registry.ts';
import { type Began, changedSince } from '../fleet/stamp.ts';
import type { Device, Person, Unit } from '../fleet/types.ts';
import { catalogueEntry, productOf } from '../lots/catalogue/catalogue.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import type { Parcel, Product } from '../lots/types.ts';
import type { RuleVersion, UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import { type Judging, parcelSubject, unitSubject } from './judging.ts';
import type { Actor } from './protocol.ts';
import type { Province, UnitDocument } from './province.ts';

export type Applied = {
  readonly changes: readonly Line[];
  /** The same changes, value by value. */
  readonly details: readonly ChangeDetail[];
  readonly differences: readonly Line[];
  readonly printed: readonly PrintedSecret[];
};

/** A description that was read, with the credentials it needs: password hashing takes its time and must not stop the line. */
export type Prepared = { readonly description: ProvinceDescription; readonly secrets: Credentials };

/** Refuses `DESCRIPTION_REFUSED` with every problem and its line. */
export async function prepareDescription(text: string, province: Province): Promise<Decision<Prepared>> {
  const read = parseDescription(text, {
    known: province,
    catalogue: (key) => {
      const entry = catalogueEntry(key);
      return entry === null ? undefined : productOf(entry, '');
    },
    profiles: (name) => profiles.has(name),
    connections: (name) => province.connections.has(name),
    carries: (name) => profiles.get(name)?.speaksFor === 'gateway',
  });
  if (!read.ok) return refusedWith(read.problems);
  const { description } = read;
  return accept({ description, secrets: await prepareCredentials(province, description) });
}

/**
 * Refuses `DESCRIPTION_REFUSED` where it contradicts the registry, `PROVINCE_CHANGED` when that changed meanwhile,
 * `CHANGED_MEANWHILE` or `ID_TAKEN` when what a form began with stands otherwise by now. A dry run changes nothing and shows
 * no new secrets, for they will be others.
 */
export async function applyDescription(
  { description, secrets }: Prepared,
  {
    by,
    dryRun,
    began = [],
    within,
  }: {
    readonly by: string;
    readonly dryRun: boolean;
    readonly began?: readonly Began[];
    readonly within?: Actor;
  },
  province: Province,
  judging: Judging,
  draft: Draft,
): Promise<Decision<{ applied: Applied; subjects: string[]; moved: MovedUnit[] }>> {
  const missing = (
    known: ReadonlyMap<string, unknown>,
    made: ReadonlyMap<string, unknown>,
    ids: readonly string[],
  ) => ids.some((id) => known.has(id) === made.has(id));
  const stale =
    missing(
      province.devices,
      secrets.devices,
      description.devices.map((d) => d.id),
    ) ||
    missing(
      province.people,
      secrets.people,
      description.people.map((p) => p.username),
    );
  if (stale)
    return refuse('PROVINCE_CHANGED', 'Cannot apply: somebody changed the registry meanwhile; apply again');
  const overtaken = changedSince(province, began);
  if (overtaken !== null) return refusedAsOvertaken(overtaken);
  const plan = planApply(province, description, { now: draft.now, secrets });
  if (!plan.ok) return refusedWith(plan.problems);
  const { changes, differences, printed } = plan;
  const outside = within === undefined ? null : firstOutside(within, province, changes);
  if (outside !== null)
    return refuse('FORBIDDEN_PLACE', 'Cannot apply: it changes what is outside this person’s place', {
      change: changeLine(outside).en,
    });
  const told = { changes: changes.map(changeLine), details: detailsOf(province, changes), differences };
  if (dryRun) return accept({ applied: { ...told, printed: [] }, subjects: [], moved: [] });
  const moved = changes.flatMap((change) => movedUnit(province, change));
  const registrar = new Registrar(province, draft, by);
  for (const change of changes) registrar.write(change);
  const subjects = await registrar.declare(judging);
  return accept({ applied: { ...told, printed }, subjects, moved });
}

/** A unit that stands elsewhere by this change, with all that is in it. */
export type MovedUnit = {
  readonly unit: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: UtcMs;
};

function movedUnit(province: Province, change: RegistryChange): MovedUnit[] {
  if (change.kind !== 'unit' || !change.effects.includes('moved')) return [];
  const from = province.units.get(change.unit.id)?.placements.at(-1)?.site ?? null;
  const last = change.unit.placements.at(-1);
  return last === undefined ? [] : [{ unit: change.unit.id, from, to: last.site, at: last.since }];
}

const refusedAsOvertaken = ({ kind, id, stamp }: Began) =>
  stamp === null
    ? refuse('ID_TAKEN', `Cannot create ${kind} ${id}: there is one of this id`, { kind, id })
    : refuse('CHANGED_MEANWHILE', `Cannot change ${kind} ${id}: somebody else changed it meanwhile`, {
        kind,
        id,
      });

const refusedWith = (problems: readonly { line: number; message: string }[]) =>
  refuse('DESCRIPTION_REFUSED', `Cannot apply the description: ${problems.length} problems, 0 wanted`, {
    problems,
  });

class Registrar {
  readonly #province: Province;
  readonly #draft: Draft;
  readonly #by: string;
  readonly #units = new Set<string>();
  readonly #parcels = new Set<string>();

  constructor(province: Province, draft: Draft, by: string) {
    this.#province = province;
    this.#draft = draft;
    this.#by = by;
  }

  write(change: RegistryChange): void {
    const draft = this.#draft;
    switch (change.kind) {
      case 'zone':
        draft.put('meta', 'zone', { key: 'zone', value: change.zone });
        // A certificate counts from the first moment of its day.
        this.#correctAll();
        break;
      case 'guard':
        draft.put('meta', 'guardBand', { key: 'guardBand', value: String(change.guardBand) });
        this.#correctAll();
        break;
      case 'book':
        draft.put('meta', 'book', { key: 'book', value: JSON.stringify(change.book) });
        break;
      case 'site':
        draft.put('site', change.site.id, change.site);
        break;
      case 'unit':
        this.#unit(change.unit);
        break;
      case 'device':
        this.#device(change.device);
        break;
      case 'product':
        this.#product(change.product);
        break;
      case 'person':
        this.#person(change.person);
        break;
      case 'lot':
        draft.put('lot', lotKey(change.lot.gtin, change.lot.lot), change.lot);
        break;
      case 'parcel':
        this.#parcel(change.parcel);
        break;
      case 'contact':
        draft.put('contact', change.contact.id, change.contact);
        break;
      case 'roster':
        draft.put('roster', change.roster.id, change.roster);
        break;
      case 'ladder':
        draft.put('ladder', change.ladder.id, change.ladder);
        break;
      default:
        throw new Error(`No place for a change ${JSON.stringify(change satisfies never)}`);
    }
  }

  /** Tells the engine about everything whose terms changed; answers whom to judge. */
  async declare(judging: Judging): Promise<string[]> {
    const byUnit = devicesByUnit(this.#province.devices.values());
    for (const id of this.#units) {
      const unit = this.#province.units.get(id);
      if (unit === undefined) continue;
      const devices = byUnit.get(id) ?? [];
      await judging.declareUnit(unit, devices);
      if (devices.some((device) => calibrationsOf(device).length > 0)) judging.declareEvidence(id);
      for (const parcel of this.#province.visitors.of(id)) this.#parcels.add(parcel);
    }
    for (const id of this.#parcels) {
      const parcel = this.#province.parcels.get(id);
      if (parcel !== undefined) await judging.declareParcel(parcel);
    }
    return [...[...this.#units].map(unitSubject), ...[...this.#parcels].map(parcelSubject)];
  }

  /** What certificates say counts otherwise from now on: their units are judged anew. */
  #correctAll(): void {
    for (const { calibrations, placements } of this.#province.devices.values())
      if (calibrations?.some(({ offset, uncertainty }) => offset || uncertainty))
        for (const { unit } of placements) if (unit !== null) this.#units.add(unit);
  }

  /** Rights are written down with what they were before; a name that is spelt otherwise changes none. */
  #person(person: Person): void {
    const former = this.#province.people.get(person.username);
    this.#draft.put('person', person.username, person);
    if (former !== undefined && sameRights(former, person)) return;
    this.#draft.write(this.#by, (stamp) => personRights(stamp, person, former ?? null));
  }

  #product(product: Product): void {
    const known = this.#province.products.get(product.gtin)?.versions ?? [];
    this.#draft.put('product', product.gtin, product);
    for (const version of product.versions)
      if (!known.some((v) => v.version === version.version))
        this.#draft.write(this.#by, (stamp) => event.productVersioned(stamp, product, version));
    for (const lot of this.#province.lotsOfProduct.get(product.gtin) ?? [])
      for (const parcel of this.#province.parcelsOfLot.get(lot) ?? []) this.#parcels.add(parcel);
  }

  #parcel(parcel: Parcel): void {
    this.#draft.put('parcel', parcel.id, parcel);
    this.#parcels.add(parcel.id);
    const unit = parcel.stays[0]?.unit ?? '';
    const site = siteOfUnit(this.#province.units.get(unit), parcel.createdAt);
    const expiry = this.#province.lot(parcel.gtin, parcel.lot)?.expiry ?? '';
    this.#draft.write(this.#by, (stamp) => event.parcelReceived(stamp, parcel, { expiry, unit, site }));
  }

  #unit(unit: Unit): void {
    const former = this.#province.units.get(unit.id);
    const document: UnitDocument = {
      ...unit,
      versions: versionsOf(former, unit, this.#draft.now),
      ...(former?.defrosts !== undefined && { defrosts: former.defrosts }),
    };
    this.#draft.put('unit', unit.id, document);
    this.#units.add(unit.id);
    this.#draft.units.add(unit.id);
    if (former?.versions.length === document.versions.length) return;
    this.#draft.write(this.#by, (stamp) => unitRulesSet(stamp, unit));
  }

  #device(device: Device): void {
    const former = this.#province.devices.get(device.id);
    this.#draft.put('device', device.id, device);
    for (const line of calibrationsOf(device).slice(former === undefined ? 0 : calibrationsOf(former).length))
      this.#draft.write(this.#by, (stamp) => deviceCalibrated(stamp, device.id, line));
    for (const placement of [...(former?.placements ?? []), ...device.placements])
      if (placement.unit !== null) this.#units.add(placement.unit);
  }
}

const sameRights = (a: Person, b: Person): boolean =>
  JSON.stringify([a.roles, a.site, a.retiredAt]) === JSON.stringify([b.roles, b.site, b.retiredAt]);

/** A unit whose rules changed is judged by them from now on; what was is judged as it was. */
function versionsOf(former: UnitDocument | undefined, unit: Unit, now: UtcMs): RuleVersion[] {
  const { rules, maxUnmonitored } = unit;
  const last = former?.versions.at(-1);
  if (former === undefined || last === undefined)
    return [{ version: 1, effective: Number.MIN_SAFE_INTEGER, rules, maxUnmonitored }];
  const same = JSON.stringify([last.rules, last.maxUnmonitored]) === JSON.stringify([rules, maxUnmonitored]);
  if (same) return [...former.versions];
  return [...former.versions, { version: last.version + 1, effective: now, rules, maxUnmonitored }];
}
