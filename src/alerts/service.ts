/**
 * What each alert about the service itself and its way to people is about: its key, how grave it is, and its facts. Times are
 * ISO 8601. Values that move stay as they were told, for every change is written and may be sent to people.
 */
import type { UtcMs } from '../thermal/types.ts';
import { alertKey } from './conditions.ts';
import type { Channel } from './duty.ts';
import type { Condition } from './life.ts';
import type { Severity } from './types.ts';

/** Where in the chain a test of the chain was not seen any more. */
export const CANARY_STAGES = ['reading', 'alert', 'notice', 'channel'] as const;
export type CanaryStage = (typeof CANARY_STAGES)[number];

/** Why a broker of others cannot be read. */
export const BRIDGE_TROUBLES = ['unreachable', 'tls', 'refused', 'subscription', 'closed'] as const;
export type BridgeTrouble = (typeof BRIDGE_TROUBLES)[number];

export const diskFillingKey = alertKey('disk-filling');

export const diskFilling = (disk: {
  readonly percent: number;
  readonly freeBytes: number;
  readonly severity: Severity;
  readonly since: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: diskFillingKey,
  kind: 'disk-filling',
  severity: disk.severity,
  happenedAt: disk.since,
  data: { percent: disk.percent, freeBytes: disk.freeBytes },
});

/** `byMs`: how much more (negative: less) the clock moved than time did. */
export const clockJumped = (jump: { readonly at: UtcMs; readonly byMs: number }): Condition => ({
  ...NOWHERE,
  key: alertKey('clock-jumped'),
  kind: 'clock-jumped',
  severity: 'warning',
  happenedAt: jump.at,
  data: { by: jump.byMs },
});

export const channelFailingKey = (name: string): string => alertKey('channel-failing', name);

export const channelFailing = (failing: {
  readonly channel: Channel;
  readonly name: string;
  readonly reason: string;
  readonly since: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: channelFailingKey(failing.name),
  kind: 'channel-failing',
  severity: 'warning',
  happenedAt: failing.since,
  data: { channel: failing.channel, name: failing.name, reason: failing.reason },
});

export const noticesBehindKey = alertKey('notices-behind');

/** `since`: when the oldest message that waits was made. */
export const noticesBehind = (behind: { readonly waiting: number; readonly since: UtcMs }): Condition => ({
  ...NOWHERE,
  key: noticesBehindKey,
  kind: 'notices-behind',
  severity: 'critical',
  happenedAt: behind.since,
  data: { waiting: behind.waiting },
});

/** `site` null: the province. `level`: 1 is told first. */
export const rosterHoleKey = (site: string | null, level: number): string =>
  alertKey('roster-hole', ...(site === null ? [] : [site]), String(level));

export const rosterHole = (hole: {
  readonly site: string | null;
  readonly level: number;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly noticedAt: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: rosterHoleKey(hole.site, hole.level),
  kind: 'roster-hole',
  severity: 'warning',
  site: hole.site,
  happenedAt: hole.noticedAt,
  data: { level: hole.level, from: iso(hole.from), to: iso(hole.to) },
});

export const nobodyToldKey = (site: string | null): string =>
  alertKey('nobody-told', ...(site === null ? [] : [site]));

/** No level of the ladder of this place reaches anybody. `site` null: alerts of no place. */
export const nobodyTold = (site: string | null, since: UtcMs): Condition => ({
  ...NOWHERE,
  key: nobodyToldKey(site),
  kind: 'nobody-told',
  severity: 'critical',
  site,
  happenedAt: since,
  data: {},
});

/** `file`: its name; `reason`: the code of its refusal. One alert, which counts, until somebody has looked. */
export const fileRefused = (refused: {
  readonly file: string;
  readonly reason: string;
  readonly at: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: alertKey('file-refused'),
  kind: 'file-refused',
  severity: 'warning',
  happenedAt: refused.at,
  data: { file: refused.file, reason: refused.reason },
});

/** The chain tries itself. `run`: which time; `at`: when its reading was measured. */
export const canary = (run: { readonly run: number; readonly at: UtcMs }): Condition => ({
  ...NOWHERE,
  key: alertKey('canary'),
  kind: 'canary',
  severity: 'warning',
  happenedAt: run.at,
  data: { run: run.run },
});

export const canaryLostKey = alertKey('canary-lost');

/** `since`: when it was due to be sent into the chain. */
export const canaryLost = (lost: { readonly since: UtcMs; readonly stage: CanaryStage }): Condition => ({
  ...NOWHERE,
  key: canaryLostKey,
  kind: 'canary-lost',
  severity: 'critical',
  happenedAt: lost.since,
  data: { stage: lost.stage },
});

export const bridgeDownKey = (name: string): string => alertKey('bridge-down', name);

/** `name`: of the connection. `detail`: what the network or the broker said. */
export const bridgeDown = (down: {
  readonly name: string;
  readonly why: BridgeTrouble;
  readonly detail: string;
  readonly since: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: bridgeDownKey(down.name),
  kind: 'bridge-down',
  // None of the devices behind it is heard.
  severity: 'critical',
  happenedAt: down.since,
  data: { bridge: down.name, why: down.why, detail: down.detail },
});

export const reportLateKey = (day: string): string => alertKey('report-late', day);

/** One for all reports and addresses: the oldest names it. */
export const reportNotMailedKey = alertKey('report-late', 'mail');

/** A report that does not reach those it is mailed to. */
export const reportNotMailed = (report: { readonly day: string; readonly since: UtcMs }): Condition => ({
  ...NOWHERE,
  key: reportNotMailedKey,
  kind: 'report-late',
  severity: 'warning',
  happenedAt: report.since,
  data: { day: report.day, mail: true },
});

/** `day`: YYYY-MM-DD. */
export const reportLate = (report: { readonly day: string; readonly dueAt: UtcMs }): Condition => ({
  ...NOWHERE,
  key: reportLateKey(report.day),
  kind: 'report-late',
  severity: 'warning',
  happenedAt: report.dueAt,
  data: { day: report.day },
});

const NOWHERE = { site: null, unit: null, device: null, parcel: null, count: 1 } as const;
const iso = (at: UtcMs): string => new Date(at).toISOString();
