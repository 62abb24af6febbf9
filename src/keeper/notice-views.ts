/** How messages to people, and the ways to them, are shown. Times are ISO 8601 UTC. */
import type { Channel } from '../alerts/duty.ts';
import type { NoticeState, Reason } from '../alerts/telling.ts';
import type { Severity } from '../alerts/types.ts';

/** One try. `address` has its middle left out, but for whom it belongs to and for administrators. */
export type AttemptView = {
  channel: Channel;
  address: string;
  at: string;
  state: 'sending' | 'sent' | 'received' | 'failed';
  reference: string | null;
  /** Why it failed. */
  code: string | null;
};

/** `person`: a username or `webhook:<name>`; `name`: theirs, the username where there is no such person any more. */
export type NoticeView = {
  id: string;
  person: string;
  name: string;
  reason: Reason;
  severity: Severity;
  /** From 0, of the ladder. */
  level: number;
  /** Ids of every alert it names or counts. */
  alerts: string[];
  createdAt: string;
  text: { subject: string; short: string; lines: string[]; sms: string; path: string };
  state: NoticeState;
  /** When it is tried next; null when it is not. */
  nextAt: string | null;
  /** Ways that are still to be tried. */
  ways: Channel[];
  attempts: AttemptView[];
};

/** `off`: not configured. `unknown`: nothing was sent since the start. */
export type ChannelView = {
  channel: Channel;
  name: string;
  state: 'off' | 'ok' | 'unknown' | 'failing';
  reason: string;
  lastSentAt: string | null;
  failingSince: string | null;
};

/** Alerts of the answer to `alert.snooze` and `alert.conclude` are AlertViews with `snoozed` and `concluded`. */
export type SnoozedView = { by: string; at: string; until: string; comment: string };
export type ConcludedView = { by: string; at: string; text: string };
