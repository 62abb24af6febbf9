/** The temperature book: twice a day somebody reads the thermometer of a unit by eye, writes the value down and signs. */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';

export const SLOTS = ['morning', 'afternoon'] as const;
export type Slot = (typeof SLOTS)[number];

/** Minutes after midnight by the province's clock: from `from` on, and not at `to` any more. */
export type SlotHours = { readonly from: number; readonly to: number };

/**
 * What a province decides about its book. `deviation`: a reading by eye that is further than this from what the sensors say
 * is pointed out.
 */
export type BookTerms = { readonly [S in Slot]: SlotHours } & { readonly deviation: MilliCelsius };

/**
 * Defaults of this service and of no rule book: the guideline (Decision 1730/QD-BYT) asks for a record twice a day, holidays
 * included, and names neither hours nor a bound. 1 °C is what an ordinary thermometer and a logger may be apart together.
 */
export const DEFAULT_TERMS: BookTerms = {
  morning: { from: 7 * 60, to: 10 * 60 },
  afternoon: { from: 14 * 60, to: 17 * 60 },
  deviation: 1000,
};

/** What the sensors of the unit said at one instant: the coldest and the warmest standing value. */
export type Stood = { readonly low: MilliCelsius; readonly high: MilliCelsius };

/** One line of the book. It is never changed: a correction is a line of its own. */
export type BookEntry = {
  readonly id: string;
  readonly unit: string;
  /** By the province's calendar, `YYYY-MM-DD`. */
  readonly day: string;
  readonly slot: Slot;
  /** As read by eye. */
  readonly celsius: MilliCelsius;
  /** When it was read; before `at` only where the writer of a late line says so. */
  readonly readAt: UtcMs;
  /** When it was written down, by the service's clock. */
  readonly at: UtcMs;
  /** Username. */
  readonly by: string;
  /** Written down after the slot was over: the slot stays missed. A correction keeps what it corrects. */
  readonly late: boolean;
  /** The value lies outside the unit's limits. */
  readonly outOfRange: boolean;
  /** What was done about a value outside the limits; '' where nothing had to be. */
  readonly action: string;
  /** The id of the line that this one is written instead of, and why. */
  readonly corrects: string | null;
  readonly reason: string;
  /** As known when it was written; null when no sensor had a value. */
  readonly sensor: Stood | null;
  /** The hash of its event in the ledger, lower-case hex. */
  readonly leaf: string;
};

/** A line before the ledger has it. */
export type BookLine = Omit<BookEntry, 'leaf'>;
