/**
 * From an alert to messages. An *escalation* says how far up its ladder an alert is; each step of it makes *tellings* (this person
 * is to know this of that alert); a person's *inbox* gathers them and gives *notices* out, so that forty fridges without power
 * are one message and a province without power is not forty to the same phone. Shapes only.
 */
import type { UtcMs } from '../thermal/types.ts';
import type { Channel } from './duty.ts';
import type { Severity } from './types.ts';

/**
 * Why somebody is told: it began, it still lasts and nobody took it, it became worse, it climbed to their level, it was taken and
 * forgotten, it is over, somebody tries the chain, the chain tries itself.
 */
export const REASONS = [
  'raised',
  'still',
  'worse',
  'climbed',
  'forgotten',
  'over',
  'test',
  'canary',
] as const;
export type Reason = (typeof REASONS)[number];

/** How far an open alert has climbed. `id` is the alert's. `level` -1: nobody was told yet (a warning in quiet hours). */
export type Escalation = {
  readonly id: string;
  readonly level: number;
  /** Who was told at each level, and when. */
  readonly reached: readonly {
    readonly level: number;
    readonly at: UtcMs;
    readonly told: readonly string[];
  }[];
  /** The severity of which they know. */
  readonly severity: Severity;
  /** From when the levels count: when it was raised. Moves back with all times here when the clock was set back. */
  readonly since: UtcMs;
  /** Since when somebody has it. */
  readonly takenAt: UtcMs | null;
  /** Since when it is over, and whether those who were told know it. Null while it lasts. */
  readonly over: { readonly at: UtcMs; readonly told: boolean } | null;
  /** When everybody was last told again: "still", or, of one that is taken, "forgotten". */
  readonly lastStillAt: UtcMs | null;
  readonly forgottenTold: boolean;
  /** How often it was told as forgotten since it was taken or last silenced. Left out: once, when it was told at all. */
  readonly forgottenTimes?: number;
  /** When it must be looked at again; null: only a change of the alert can bring something. */
  readonly nextAt: UtcMs | null;
};

/** Waits for its person until a message holds it. `person`: a username, or `webhook:<name>`. `channels`: of the level that told. */
export type Telling = {
  readonly alert: string;
  readonly person: string;
  readonly reason: Reason;
  readonly level: number;
  readonly severity: Severity;
  /** What belongs in one message: the same site and the same kind of cause (see grouping.ts). */
  readonly group: string;
  readonly at: UtcMs;
  readonly channels: readonly Channel[];
  /** It is over, and others of its group last: it comes with the next message of the group, or after an hour. */
  readonly folded?: boolean;
};

/** What a person was sent lately. `id` is the person's. */
export type Inbox = {
  readonly id: string;
  /** Times of the messages of the last hour, oldest first. */
  readonly sent: readonly UtcMs[];
  /** When each group was last told of, and how grave it was then; groups of the last day. */
  readonly groups: readonly { readonly group: string; readonly at: UtcMs; readonly severity: Severity }[];
  /** Too much came at once: one message in ten minutes holds everything, until ten minutes were quiet. */
  readonly limited: boolean;
};

/** What a message says, composed once when it is made. `short`: one line that is whole on a lock screen. */
export type NoticeText = {
  readonly subject: string;
  readonly short: string;
  readonly lines: readonly string[];
  /** ASCII, at most 160 characters. */
  readonly sms: string;
  /** Where it is read on and taken: a path of the web application. */
  readonly path: string;
};

/** `waiting`: to be sent at `nextAt`, or since then when no way takes it; `sending`: handed to a channel, unknown how it ended; `failed`: no way was left. */
export type NoticeState = 'waiting' | 'sending' | 'sent' | 'received' | 'read' | 'failed';

/** One try through one channel. `reference`: what the gateway calls it; `code`: why it failed. */
export type Attempt = {
  readonly channel: Channel;
  readonly address: string;
  readonly at: UtcMs;
  readonly state: 'sending' | 'sent' | 'received' | 'failed';
  readonly reference: string | null;
  readonly code: string | null;
};

/** One message to one person. Kept for ever: it is how one shows that somebody was told. */
export type Notice = {
  readonly id: string;
  readonly person: string;
  readonly reason: Reason;
  readonly severity: Severity;
  readonly group: string;
  /** Every alert it names or counts. */
  readonly alerts: readonly string[];
  readonly level: number;
  readonly createdAt: UtcMs;
  readonly text: NoticeText;
  /** Ways that are still to be tried, the next first. Addresses are looked up when it is sent. */
  readonly ways: readonly Channel[];
  readonly attempts: readonly Attempt[];
  readonly state: NoticeState;
  readonly nextAt: UtcMs | null;
};
