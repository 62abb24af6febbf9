/** Who is told of an alert: ladders of levels, rosters of shifts, and how each person can be reached. Shapes only. */
import type { Role } from '../fleet/types.ts';
import type { UtcMs } from '../thermal/types.ts';

/** The ways in which a message reaches somebody. `webhook` reaches another system, the others a person. */
export const CHANNELS = ['push', 'zalo', 'sms', 'mail', 'telegram', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * Whom a level tells.
 * - `duty`: whoever is on shift in that roster, or their stand-in; when nobody is, the level falls back to `role` official above.
 * - `person`: always the same one.
 * - `role`: everybody with the role whose own place is the alert's site (`up` 0), the place above it (1), …; null: the whole
 *   province (people without a site, or of the root). A place without such people is passed over upwards.
 */
export type Target =
  | { readonly kind: 'duty'; readonly roster: string }
  | { readonly kind: 'person'; readonly username: string }
  | { readonly kind: 'role'; readonly role: Role; readonly up: number | null };

/** Told when nobody has taken the alert `afterMinutes` after it was raised. Channels in the order in which they are tried. */
export type Level = {
  readonly afterMinutes: number;
  readonly targets: readonly Target[];
  readonly channels: readonly Channel[];
};

/** Hours `HH:MM` of the province's zone in which warnings wait for the morning; it may go over midnight. Critical alerts never wait. */
export type QuietHours = { readonly from: string; readonly to: string };

/**
 * How an alert of a site climbs. A site without a ladder of its own uses that of the nearest place above it, the province's (`site`
 * null), or DEFAULT_LADDER.
 */
export type Ladder = {
  readonly id: string;
  readonly site: string | null;
  /** In the order of `afterMinutes`, the first 0; 1 to 6. */
  readonly levels: readonly Level[];
  /** While nobody takes a critical alert, each level that was told is told "still" again so often in the hour after the newest was, then more seldom. */
  readonly stillMinutes: number;
  /** Taken, and lasting so much longer: whoever took it, and the next level, are told again; then ever more seldom. */
  readonly forgottenMinutes: number;
  readonly quiet: QuietHours | null;
};

/** One person's turn, [from, to). `standIn` is told in their place while it is set. */
export type Shift = {
  readonly id: string;
  readonly person: string;
  readonly standIn: string | null;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly note: string;
};
/** Who is on duty for a place (`site` null: the province) and all below it. Shifts ordered by `from`; they may overlap. */
export type Roster = {
  readonly id: string;
  readonly name: string;
  readonly site: string | null;
  readonly shifts: readonly Shift[];
};

/** How a person wants to be reached. Phones as `+84…`. What is null is not used. `id` is the username. */
export type Contact = {
  readonly id: string;
  readonly phone: string | null;
  readonly mail: string | null;
  readonly zalo: string | null;
  readonly telegram: string | null;
  readonly language: 'vi' | 'en';
};

/** A browser that takes Web Push, as the Push API hands it out. `failedAt`: the push service said that it is gone. */
export type PushSubscription = {
  readonly id: string;
  readonly username: string;
  readonly label: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly createdAt: UtcMs;
};
