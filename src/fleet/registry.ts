/** What the province consists of now, and how one change makes the next registry. */
import type { Contact, Ladder, Roster } from '../alerts/duty.ts';
import { type BookTerms, DEFAULT_TERMS } from '../book/types.ts';
import type { Lot, Parcel, Product } from '../lots/types.ts';
import type { Device, Person, Site, Unit } from './types.ts';

/** Parcels by id. `allLiving`: those whose life is not over, a small part of them. */
export type KnownParcels = {
  get(id: string): Parcel | undefined;
  values(): Iterable<Parcel>;
  allLiving(): Iterable<Parcel>;
};

export type Registry = {
  readonly zone: string;
  readonly book: BookTerms;
  /** Does the uncertainty of certificates count in judging? */
  readonly guardBand: boolean;
  readonly sites: ReadonlyMap<string, Site>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly devices: ReadonlyMap<string, Device>;
  /** By GTIN of 14 digits. */
  readonly products: ReadonlyMap<string, Product>;
  /** By user name. */
  readonly people: ReadonlyMap<string, Person>;
  /** By `lotKey`. */
  readonly lots: ReadonlyMap<string, Lot>;
  readonly parcels: KnownParcels;
  /** By user name. */
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly rosters: ReadonlyMap<string, Roster>;
  /** By `ladderId`. */
  readonly ladders: ReadonlyMap<string, Ladder>;
};

export type Effect = 'created' | 'updated' | 'moved' | 'retired' | 'reruled' | 'calibrated';

/** One thing as it is from now on, whole, with what happened to it. Written by putting it in the old one's place. */
export type RegistryChange =
  | { readonly kind: 'zone'; readonly zone: string; readonly effects: readonly Effect[] }
  | { readonly kind: 'book'; readonly book: BookTerms; readonly effects: readonly Effect[] }
  | { readonly kind: 'guard'; readonly guardBand: boolean; readonly effects: readonly Effect[] }
  | { readonly kind: 'site'; readonly site: Site; readonly effects: readonly Effect[] }
  | { readonly kind: 'unit'; readonly unit: Unit; readonly effects: readonly Effect[] }
  | { readonly kind: 'device'; readonly device: Device; readonly effects: readonly Effect[] }
  | { readonly kind: 'product'; readonly product: Product; readonly effects: readonly Effect[] }
  | { readonly kind: 'person'; readonly person: Person; readonly effects: readonly Effect[] }
  | { readonly kind: 'lot'; readonly lot: Lot; readonly effects: readonly Effect[] }
  | { readonly kind: 'parcel'; readonly parcel: Parcel; readonly effects: readonly Effect[] }
  | { readonly kind: 'contact'; readonly contact: Contact; readonly effects: readonly Effect[] }
  | { readonly kind: 'roster'; readonly roster: Roster; readonly effects: readonly Effect[] }
  | { readonly kind: 'ladder'; readonly ladder: Ladder; readonly effects: readonly Effect[] };

/** Vietnam has one zone and no summer time; a description may say otherwise. */
export const DEFAULT_ZONE = 'Asia/Ho_Chi_Minh';

export const EMPTY_REGISTRY: Registry = {
  zone: DEFAULT_ZONE,
  book: DEFAULT_TERMS,
  guardBand: false,
  sites: new Map(),
  units: new Map(),
  devices: new Map(),
  products: new Map(),
  people: new Map(),
  lots: new Map(),
  parcels: known(new Map()),
  contacts: new Map(),
  rosters: new Map(),
  ladders: new Map(),
};

/** A lot is known by GTIN and lot number together. Neither can hold a slash before the lot begins: a GTIN is digits. */
export function lotKey(gtin: string, lot: string): string {
  return `${gtin}/${lot}`;
}

/** The registry after `changes`, the old one untouched. */
export function withChanges(registry: Registry, changes: readonly RegistryChange[]): Registry {
  let { zone, book, guardBand } = registry;
  const sites = new Map(registry.sites);
  const units = new Map(registry.units);
  const devices = new Map(registry.devices);
  const products = new Map(registry.products);
  const people = new Map(registry.people);
  const lots = new Map(registry.lots);
  const parcels = new Map([...registry.parcels.values()].map((parcel) => [parcel.id, parcel]));
  const contacts = new Map(registry.contacts);
  const rosters = new Map(registry.rosters);
  const ladders = new Map(registry.ladders);
  for (const change of changes) {
    switch (change.kind) {
      case 'zone':
        zone = change.zone;
        break;
      case 'book':
        book = change.book;
        break;
      case 'guard':
        guardBand = change.guardBand;
        break;
      case 'site':
        sites.set(change.site.id, change.site);
        break;
      case 'unit':
        units.set(change.unit.id, change.unit);
        break;
      case 'device':
        devices.set(change.device.id, change.device);
        break;
      case 'product':
        products.set(change.product.gtin, change.product);
        break;
      case 'person':
        people.set(change.person.username, change.person);
        break;
      case 'lot':
        lots.set(lotKey(change.lot.gtin, change.lot.lot), change.lot);
        break;
      case 'parcel':
        parcels.set(change.parcel.id, change.parcel);
        break;
      case 'contact':
        contacts.set(change.contact.id, change.contact);
        break;
      case 'roster':
        rosters.set(change.roster.id, change.roster);
        break;
      case 'ladder':
        ladders.set(change.ladder.id, change.ladder);
        break;
      default:
        throw new Error(`Cannot change the registry: unknown kind ${JSON.stringify(change satisfies never)}`);
    }
  }
  const stock = { products, lots, parcels: known(parcels) };
  return { zone, book, guardBand, sites, units, devices, people, ...stock, contacts, rosters, ladders };
}

function known(parcels: ReadonlyMap<string, Parcel>): KnownParcels {
  return {
    get: (id) => parcels.get(id),
    values: () => parcels.values(),
    allLiving: () => parcels.values().filter(({ ended }) => ended === null),
  };
}
