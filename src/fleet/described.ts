/** A province description after reading: checked, defaults filled in, plain data that can cross a thread. */
import type { Contact, Ladder, Roster, Shift } from '../alerts/duty.ts';
import type { BookTerms } from '../book/types.ts';
import type { Lot, PackedVolume, ProductVersion } from '../lots/types.ts';
import type { DurationMs, Rule, UtcMs } from '../thermal/types.ts';
import type { Calibration, Role, Site, UnitKind, Via } from './types.ts';

/** `line`: where the part begins in the text, from 1. */
type At = { readonly line: number };

/** `phone` left out: whatever is known stays; null: there is none any more. */
export type DescribedSite = Omit<Site, 'phone'> & At & { readonly phone?: string | null };

/** `since: null`: always, for a new unit; from now on, for one that moves. */
export type DescribedUnit = At & {
  readonly id: string;
  readonly kind: UnitKind;
  readonly site: string | null;
  readonly name: string;
  readonly litres: number | null;
  readonly rules: readonly Rule[];
  readonly sampling: DurationMs;
  readonly maxGap: DurationMs;
  readonly maxUnmonitored: DurationMs;
  readonly since: UtcMs | null;
  readonly retired: UtcMs | null;
};

/**
 * `secret: null`: one is made. `since` as with a unit. `via`, `inside` left out: as it is known; null: it signs in itself, and its
 * profile says what is inside.
 */
export type DescribedDevice = At & {
  readonly id: string;
  readonly unit: string | null;
  readonly since: UtcMs | null;
  readonly secret: string | null;
  readonly profile: string;
  readonly calibrations: readonly Calibration[];
  readonly via?: Via | null;
  readonly inside?: readonly string[] | null;
  readonly retired: UtcMs | null;
};

/** `effective: null`: from the day it is applied; only the first of a list may be so. */
export type DescribedVersion = Omit<ProductVersion, 'version' | 'effective'> & {
  readonly effective: UtcMs | null;
};
export type DescribedProduct = At & {
  readonly gtin: string;
  readonly name: string;
  readonly dosesPerVial: number;
  /** Left out: whatever is known stays; null: nothing is known any more. */
  readonly packed?: PackedVolume | null;
  readonly versions: readonly DescribedVersion[];
  /** The versions are the shipped catalogue's: label history, not times that the province chose. */
  readonly catalogued: boolean;
};

/** `password: null`: a one-time password is made. */
export type DescribedPerson = At & {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly site: string | null;
  readonly password: string | null;
  readonly retired: UtcMs | null;
};

export type DescribedLot = Lot & At;

/** `since: null`: from now on. */
export type DescribedParcel = At & {
  readonly id: string;
  readonly gtin: string;
  readonly lot: string;
  readonly doses: number;
  readonly unit: string;
  readonly since: UtcMs | null;
  readonly label: string | null;
};

/** What is said of how a person is reached; what is left out stays as it is known. */
export type DescribedContact = At & {
  readonly username: string;
  readonly said: Partial<Omit<Contact, 'id'>>;
};
/** A shift is known by whose it is and when it begins; those that are not named stay. */
export type DescribedRoster = At & Omit<Roster, 'shifts'> & { readonly shifts: readonly Omit<Shift, 'id'>[] };
export type DescribedLadder = At & Omit<Ladder, 'id'>;

/** `zone`, `book`, `guardBand` null: not said. `demo`: passwords may be short. */
export type ProvinceDescription = {
  readonly zone: string | null;
  readonly book: BookTerms | null;
  readonly guardBand: boolean | null;
  readonly demo: boolean;
  readonly sites: readonly DescribedSite[];
  readonly units: readonly DescribedUnit[];
  readonly devices: readonly DescribedDevice[];
  readonly products: readonly DescribedProduct[];
  readonly people: readonly DescribedPerson[];
  readonly lots: readonly DescribedLot[];
  readonly parcels: readonly DescribedParcel[];
  readonly contacts: readonly DescribedContact[];
  readonly rosters: readonly DescribedRoster[];
  readonly ladders: readonly DescribedLadder[];
};

/** A vaccine of the shipped catalogue: what its key stands for in a description. A `Product` is one, too. */
export type CatalogueEntry = {
  readonly name: string;
  readonly dosesPerVial?: number | undefined;
  readonly versions: readonly DescribedVersion[];
};
