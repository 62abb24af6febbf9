/** The shapes of ladders, rosters, holes in them, and how people are reached. */
import type { Channel, QuietHours, Target } from '../alerts/duty.ts';

/** Where something is kept; null: the whole province. */
export type PlaceRef = { site: string | null; siteName: string | null };
export type PersonRef = { username: string; name: string };

export type LevelView = { afterMinutes: number; targets: Target[]; channels: Channel[] };

/** `id`: by which it is removed; `default` of the one that is there without being made. `mayChange`: the asker. */
export type LadderView = PlaceRef & {
  id: string;
  levels: LevelView[];
  stillMinutes: number;
  forgottenMinutes: number;
  quiet: QuietHours | null;
  mayChange: boolean;
};

/**
 * Somebody whom a level tells. `ways`: those of the level's channels by which they can be reached, in its order; none: no message would
 * come to them. `standsInFor`: whose shift it is.
 */
export type ReachedView = PersonRef & PlaceRef & { ways: Channel[]; standsInFor: string | null };
/** `open`: rosters of the level that have nobody on shift then. */
export type DutyLevelView = {
  afterMinutes: number;
  people: ReachedView[];
  open: { id: string; name: string }[];
};

/** The ladder in force for a place at an instant. `from`: whose ladder it is. `quietUntil`: when warnings are told again. */
export type DutyView = PlaceRef & {
  at: string;
  ladder: LadderView;
  from: 'own' | 'above' | 'province' | 'default';
  levels: DutyLevelView[];
  quietUntil: string | null;
};

export type OpenView = { from: string; to: string };

/** `now`: who is on shift; `next`: the first hole within 14 days. `ladders`: of places that tell it. */
export type RosterItemView = PlaceRef & {
  id: string;
  name: string;
  now: PersonRef[];
  next: OpenView | null;
  ladders: { id: string; siteName: string | null }[];
  mayChange: boolean;
};

export type ShiftView = {
  id: string;
  person: string;
  personName: string;
  standIn: string | null;
  standInName: string | null;
  from: string;
  to: string;
  note: string;
};
/** The shifts that touch [from, to), oldest first, and when nobody is on shift within it. */
export type RosterView = RosterItemView & {
  from: string;
  to: string;
  shifts: ShiftView[];
  holes: OpenView[];
};

/**
 * A time in which a level has nobody: of the rosters that it names, or, where it names none, at all. `covered`: others are told instead, by
 * the roster's place or the level's other targets. `level` counts from 1. `sites`: the first twenty of `siteCount` whose alerts it concerns.
 */
export type HoleView = OpenView & {
  ladder: { id: string } & PlaceRef;
  level: number;
  rosters: { id: string; name: string }[];
  covered: boolean;
  sites: { id: string; name: string }[];
  siteCount: number;
};
/** At most 500 of `total`, those that come first. */
export type HolesView = OpenView & { items: HoleView[]; next: null; total: number };

/** `pushes`: how many browsers of theirs take messages. */
export type ContactView = PersonRef & {
  phone: string | null;
  mail: string | null;
  zalo: string | null;
  telegram: string | null;
  language: 'vi' | 'en';
  pushes: number;
  mayChange: boolean;
};

/** One's own; `endpoint` as the browser has it, so that it finds itself. */
export type PushSubscriptionView = { id: string; label: string; endpoint: string; createdAt: string };
