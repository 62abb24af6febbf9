/** What is wrong with the service itself: its disk, its clock, its way to people. */
import type { Channel } from '../alerts/duty.ts';
import type { Condition } from '../alerts/life.ts';
import {
  bridgeDown,
  type CanaryStage,
  canaryLost,
  canaryLostKey,
  channelFailing,
  clockJumped,
  diskFilling,
  diskFillingKey,
  noticesBehind,
  noticesBehindKey,
} from '../alerts/service.ts';
import {
  areNoticesBehind,
  clockJump,
  DISK_LEVELS,
  type DiskLevel,
  type DiskUse,
  diskLevel,
  diskSeverity,
} from '../alerts/thresholds.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Province } from './province.ts';
import type { BridgeDown } from './watch-protocol.ts';

/** What the keeper asks of the machine it runs on. */
export type Machine = {
  /** Of the file system that holds the data directory; null: it cannot be told. */
  disk(): DiskUse | null;
  /** Time that passed since some moment, whatever the wall clock says, in ms. */
  uptime(): DurationMs;
};

export type Found = { readonly conditions: readonly Condition[]; readonly scope: readonly string[] };
type Failing = {
  readonly channel: Channel;
  readonly name: string;
  readonly state: string;
  readonly reason: string;
  readonly failingSince: UtcMs | null;
};

/** The level is that of the open alert, so that it neither wavers nor is told again after a start. */
export function lookAtDisk(province: Province, machine: Machine, now: UtcMs): Found {
  const use = machine.disk();
  if (use === null) return { conditions: [], scope: [] };
  const former = province.openAlerts.get(diskFillingKey);
  const told = former === undefined ? null : levelOf(Number(former.data.percent));
  const level = diskLevel(use.usedPercent, told);
  if (level === null) return { conditions: [], scope: [diskFillingKey] };
  if (level === told) return { conditions: [], scope: [] };
  const disk = { percent: Math.floor(use.usedPercent), freeBytes: use.freeBytes };
  const since = former?.happenedAt ?? now;
  return { conditions: [diskFilling({ ...disk, severity: diskSeverity(level), since })], scope: [] };
}

const levelOf = (percent: number): DiskLevel | null =>
  DISK_LEVELS.findLast((level) => percent >= level) ?? null;

/** Compares the wall clock with the time that passed since the last look. */
export class ClockLook {
  #last: { readonly wall: UtcMs; readonly uptime: DurationMs } | null = null;

  look(machine: Machine, now: UtcMs): readonly Condition[] {
    const uptime = machine.uptime();
    const last = this.#last;
    this.#last = { wall: now, uptime };
    const by = last === null ? null : clockJump(now - last.wall, uptime - last.uptime);
    return by === null ? [] : [clockJumped({ at: now, byMs: by })];
  }
}

/** `reported` null: nobody has said anything of the channels yet, and what is told stays as it is. */
export function lookAtChannels(province: Province, reported: readonly Failing[] | null): Found {
  if (reported === null) return { conditions: [], scope: [] };
  const conditions = reported.flatMap(({ channel, name, state, reason, failingSince }) => {
    if (state !== 'failing' || failingSince === null) return [];
    const condition = channelFailing({ channel, name, reason, since: failingSince });
    const former = province.openAlerts.get(condition.key);
    // The reasons of many failures alternate: what was told first is enough.
    return former === undefined
      ? [condition]
      : [{ ...condition, data: former.data, happenedAt: former.happenedAt }];
  });
  return { conditions, scope: openKeys(province, 'channel-failing') };
}

export function lookAtNotices(
  province: Province,
  waiting: { readonly count: number; readonly oldest: UtcMs | null },
  now: UtcMs,
): Found {
  if (!areNoticesBehind(waiting.oldest, now)) return { conditions: [], scope: [noticesBehindKey] };
  if (province.openAlerts.has(noticesBehindKey)) return { conditions: [], scope: [] };
  return {
    conditions: [noticesBehind({ waiting: waiting.count, since: waiting.oldest ?? now })],
    scope: [],
  };
}

/** `lost` null: what the chain sent through itself arrived. */
export function lookAtCanary(lost: { readonly since: UtcMs; readonly stage: CanaryStage } | null): Found {
  return { conditions: lost === null ? [] : [canaryLost(lost)], scope: [canaryLostKey] };
}

/** `down`: all that cannot be read. What was told first of each is enough: its reasons alternate while somebody mends it. */
export function lookAtBridges(province: Province, down: readonly BridgeDown[]): Found {
  const conditions = down.map((one) => {
    const condition = bridgeDown(one);
    const former = province.openAlerts.get(condition.key);
    return former === undefined
      ? condition
      : { ...condition, data: former.data, happenedAt: former.happenedAt };
  });
  return { conditions, scope: openKeys(province, 'bridge-down') };
}

const openKeys = (province: Province, wanted: string): string[] =>
  [...province.openAlerts.values()].filter(({ kind }) => kind === wanted).map(({ key }) => key);
