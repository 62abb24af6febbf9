/** What a depot asks about one unit beyond its tile, and what its people write down about it. */
import type { UtcMs } from '../thermal/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

export type UnitQuery =
  /** The lots in it, the soonest expiry first, and every version of its limits. */
  | { type: 'unit.inside'; id: string }
  /** What people wrote down about it in [from, to), oldest first. */
  | ({ type: 'unit.notes'; unit: string; from: UtcMs; to: UtcMs } & Page)
  /** When its door was open and when it had no mains in [from, to). `every` (seconds): what lies closer is one stretch. */
  | { type: 'unit.signals'; unit: string; from: UtcMs; to: UtcMs; every?: number | undefined };

export type UnitCommand =
  /** A shift note. `at`: of when it tells, by default now. */
  | { type: 'unit.note'; unit: string; text: string; at?: UtcMs }
  /** It is emptied and defrosted in [from, until): its own alarms rest. `from` left out: from now on. */
  | { type: 'unit.defrost'; unit: string; from?: UtcMs; until: UtcMs }
  /** It cools again, or is not to be defrosted after all. */
  | { type: 'unit.defrost.end'; unit: string };
