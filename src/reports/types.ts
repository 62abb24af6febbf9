/** What the province's reports say, and what they are worked out from: shapes only. Days are `YYYY-MM-DD` of the province's zone. */
import type { UtcMs } from '../thermal/types.ts';

/**
 * What should add up and does not: doses that entered a site = held there + given + discarded + sent on, by lot; a parcel that
 * nobody confirmed; a site whose session was open and that recorded nothing; an entry that came a day late. It stays listed until
 * somebody says what it was, or until it adds up again. `id` is stable for its kind, site, lot and day.
 */
export type Difference = {
  readonly id: string;
  readonly kind: 'doses' | 'unconfirmed' | 'silent-session' | 'late-entry';
  readonly site: string | null;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly parcel: string | null;
  readonly day: string;
  /** How many doses are too few (negative) or too many. */
  readonly doses: number;
  /** Whom to ask. */
  readonly person: string | null;
  readonly foundAt: UtcMs;
  readonly explained: { readonly by: string; readonly at: UtcMs; readonly text: string } | null;
};

/** How many doses are to be given at a place (and below it) from one day to another, both counted. `gtin` null: of any vaccine. */
export type Plan = {
  readonly id: string;
  readonly site: string;
  readonly gtin: string | null;
  readonly from: string;
  readonly to: string;
  readonly doses: number;
};

/** A place gives injections on that day, [from, to). One that recorded nothing by its end is asked why. */
export type Session = {
  readonly id: string;
  readonly site: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** Who answers for it. */
  readonly person: string | null;
};

/** A delivery that somebody has announced: is there room for it? `arrived`: it came, or does not come any more. */
export type Announced = {
  readonly id: string;
  readonly site: string;
  readonly gtin: string;
  readonly doses: number;
  readonly at: UtcMs;
  readonly supplier: string;
  readonly arrived: boolean;
};

/** Where a temperature is kept: the classes in which stores are counted. From the ranges of the units' products (2 to 8, −25 to −15, below −60 °C). */
export type TemperatureClass = 'refrigerated' | 'frozen' | 'ultra-low';

/** `site` null: boxes under way. A unit whose newest values stand nowhere is silent, whatever it was before; retired ones are left out. */
export type SiteCold = {
  readonly site: string | null;
  readonly units: number;
  readonly inRange: number;
  readonly watching: number;
  readonly breached: number;
  readonly silent: readonly { readonly unit: string; readonly lastAt: UtcMs | null }[];
};
/** Of a unit: learned of in [since, until), or still open. `acknowledgedAt` and `firstToldAt`: of the alert that it raised. */
export type ReportedExcursion = {
  readonly id: string;
  readonly unit: string;
  readonly site: string | null;
  readonly rule: string;
  readonly start: UtcMs;
  readonly end: UtcMs | null;
  readonly peakCelsius: number | null;
  readonly discoveredAt: UtcMs;
  readonly firstToldAt: UtcMs | null;
  readonly acknowledgedAt: UtcMs | null;
};
/** Doses of a lot at a place. `site` null: on the way, or in no unit. `heldDoses` of them must not be given: on hold or recalled. */
export type StockLine = {
  readonly site: string | null;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string | null;
  readonly doses: number;
  readonly heldDoses: number;
};
export type GivenLine = {
  readonly site: string;
  readonly gtin: string;
  readonly lot: string;
  readonly doses: number;
};
/** `dueByNow`: what would be given by the end of the report's day if the plan's days were all alike. */
export type PlanLine = { readonly plan: Plan; readonly given: number; readonly dueByNow: number };
export type CapacityLine = {
  readonly site: string;
  readonly class: TemperatureClass;
  /** Litres that may be filled, that are filled, and what announced deliveries need. Null: nobody has said how large. */
  readonly litres: number | null;
  readonly usedLitres: number | null;
  readonly announcedLitres: number | null;
};
/** A whole parcel that would expire, or lies where injections are slow, and where it would be given in time. */
export type MoveProposal = {
  readonly parcel: string;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string;
  readonly doses: number;
  readonly from: string;
  readonly to: string;
  readonly reason: 'expires' | 'slow';
};
/** On its way, planned, or departed, arrived or cancelled in [since, until). */
export type ShipmentLine = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly escort: string;
  readonly state: string;
  readonly doses: number;
  readonly arriveBy: UtcMs;
};

/** Doses on hold are counted once, however many holds their parcel has. Placed, released, discarded: holds, in [since, until). */
export type HoldFigures = {
  readonly open: number;
  readonly openDoses: number;
  readonly placed: number;
  readonly released: number;
  readonly discarded: number;
};

/**
 * The state of a place (`site` null: the province) over one day up to `until`: counted once, kept as it was counted. What was done
 * counts in [since, until); what is, is as at `until`. Lists in the order of site, vaccine, lot.
 */
export type DailyReport = {
  readonly id: string;
  readonly site: string | null;
  readonly day: string;
  readonly since: UtcMs;
  readonly until: UtcMs;
  readonly madeAt: UtcMs;
  /** It was made after its hour had gone by: the service had been down. */
  readonly late: boolean;
  readonly cold: readonly SiteCold[];
  readonly excursions: readonly ReportedExcursion[];
  /** Seconds from learning of an excursion until somebody took it; null: none was taken. */
  readonly response: { readonly medianSeconds: number | null; readonly p90Seconds: number | null };
  /** The sums, and what they are sums of: by where the parcel is now (null: at no place). */
  readonly holds: HoldFigures & {
    readonly sites: readonly (HoldFigures & { readonly site: string | null })[];
  };
  readonly stock: readonly StockLine[];
  /** Doses that expire within so many days (the seven are among the thirty), held ones too; and those whose day is over. */
  readonly expiring: { readonly days7: number; readonly days30: number; readonly expired: number };
  readonly given: readonly GivenLine[];
  readonly plans: readonly PlanLine[];
  readonly shipments: readonly ShipmentLine[];
  readonly capacity: readonly CapacityLine[];
  readonly proposals: readonly MoveProposal[];
  readonly differences: readonly Difference[];
  /** The ledger's signed checkpoint at the time, as it goes into the code on paper; null: the ledger is empty. */
  readonly checkpoint: string | null;
};

/** Of one unit in one month: how long it was watched, in range and out of it. */
export type UnitAvailability = {
  readonly unit: string;
  readonly site: string | null;
  readonly watchedSeconds: number;
  readonly inRangeSeconds: number;
  readonly unknownSeconds: number;
  readonly excursions: number;
};
/** Month by site: what Q6 of the screens asks for. */
export type MonthlyReport = {
  readonly id: string;
  readonly site: string | null;
  readonly month: string;
  readonly since: UtcMs;
  readonly until: UtcMs;
  readonly madeAt: UtcMs;
  readonly units: readonly UnitAvailability[];
  readonly sites: readonly {
    readonly site: string;
    readonly excursions: number;
    readonly medianResponseSeconds: number | null;
    readonly p90ResponseSeconds: number | null;
    readonly lotsHeld: number;
    readonly lotsReleased: number;
    readonly lotsDiscarded: number;
  }[];
};
