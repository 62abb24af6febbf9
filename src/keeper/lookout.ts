/**
 * Looks out for what nobody reports: units near a breach, mains that are gone, sensors that stand still, batteries, holes in
 * rosters, the service's own disk, clock and way to people. Each is looked at as often as it can change.
 */
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { canaryLostKey, noticesBehindKey } from '../alerts/service.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { History } from './history.ts';
import type { Intake } from './intake.ts';
import type { Judging } from './judging.ts';
import { DeviceLook } from './look-devices.ts';
import { lookForHoles, lookForSomebody } from './look-duty.ts';
import { PowerLook } from './look-power.ts';
import { RiskLook } from './look-risks.ts';
import {
  ClockLook,
  type Found,
  lookAtBridges,
  lookAtCanary,
  lookAtChannels,
  lookAtDisk,
  lookAtNotices,
  type Machine,
} from './look-service.ts';
import type { ChannelState } from './notice-protocol.ts';
import type { Province } from './province.ts';
import type { BridgeDown, CanaryLoss } from './watch-protocol.ts';

const SECOND = 1000;
const EVERY = {
  units: 5 * SECOND,
  devices: 60 * SECOND,
  machine: 30 * SECOND,
  notices: 15 * SECOND,
  duty: 300 * SECOND,
} as const satisfies Record<string, DurationMs>;
type Turn = keyof typeof EVERY;
/** While one of these is open nobody outside is told that all is well. */
const CHAIN = [canaryLostKey, noticesBehindKey];

/** `oldest`: when the first of them was due. */
type Waiting = { readonly count: number; readonly oldest: UtcMs | null };

export type LookoutParts = {
  readonly province: Province;
  readonly judging: Judging;
  readonly intake: Intake;
  readonly history: History;
  readonly machine: Machine | null;
  /** As they were reported last; null: not since the start. */
  readonly channels: () => readonly ChannelState[] | null;
  /** Messages that are to be sent, and when the oldest of them was made. */
  readonly waiting: (now: UtcMs) => Promise<Waiting>;
};

export class Lookout {
  readonly #parts: LookoutParts;
  readonly #risks: RiskLook;
  readonly #power: PowerLook;
  readonly #devices: DeviceLook;
  readonly #clock = new ClockLook();
  readonly #lookAt = new Map<Turn, UtcMs>();
  #waiting: Waiting = { count: 0, oldest: null };
  #now: UtcMs = 0;

  constructor(parts: LookoutParts) {
    this.#parts = parts;
    this.#risks = new RiskLook(parts);
    this.#power = new PowerLook(parts);
    this.#devices = new DeviceLook(parts);
  }

  /** The service's own. */
  canary(lost: CanaryLoss | null, draft: Draft): void {
    const told = this.#parts.province.openAlerts.get(canaryLostKey);
    // How far it came may change from one trial to the next; since when it is lost does not.
    const since = told?.happenedAt ?? lost?.since ?? draft.now;
    this.#alert(lookAtCanary(lost === null ? null : { ...lost, since }), draft);
  }

  /** The brokers of others. */
  bridges(down: readonly BridgeDown[], draft: Draft): void {
    this.#alert(lookAtBridges(this.#parts.province, down), draft);
  }

  /** For whoever watches from outside. `chainTroubles`: what is wrong with the way to people. */
  counts(): Record<string, number> {
    const open = [...this.#parts.province.alerts.values()].filter(({ kind }) => kind !== 'test');
    const critical = open.filter(({ severity }) => severity === 'critical').length;
    const { count, oldest } = this.#waiting;
    return {
      alertsCritical: critical,
      alertsWarning: open.length - critical,
      noticesWaiting: count,
      noticesOldestSeconds: oldest === null ? 0 : Math.max(0, Math.round((this.#now - oldest) / 1000)),
      chainTroubles: CHAIN.filter((key) => this.#parts.province.openAlerts.has(key)).length,
      canaryRun: this.#parts.intake.sorting.canaryRun,
    };
  }

  /** Raises and ends alerts. Called often; looks seldom. */
  async look(draft: Draft): Promise<void> {
    const { province, machine, channels, waiting } = this.#parts;
    const { now } = draft;
    if (machine !== null) this.#alert({ conditions: this.#clock.look(machine, now), scope: [] }, draft);
    if (this.#isTurn('units', now)) {
      this.#alert(this.#power.look(now), draft);
      this.#alert(this.#risks.look(now), draft);
    }
    if (this.#isTurn('devices', now)) {
      this.#alert(this.#devices.batteries(now), draft);
      this.#alert(this.#devices.calibrations(now), draft);
      this.#alert(this.#devices.clones(now), draft);
      this.#alert(this.#devices.clocks(now), draft);
      this.#alert(await this.#devices.sensors(now), draft);
    }
    if (machine !== null && this.#isTurn('machine', now))
      this.#alert(lookAtDisk(province, machine, now), draft);
    if (this.#isTurn('notices', now)) {
      this.#alert(lookAtChannels(province, channels()), draft);
      this.#waiting = await waiting(now);
      this.#now = now;
      this.#alert(lookAtNotices(province, this.#waiting, now), draft);
    }
    if (this.#isTurn('duty', now)) {
      this.#alert(lookForHoles(province, now), draft);
      this.#alert(lookForSomebody(province, now), draft);
    }
  }

  /** A clock that was set back makes nothing wait for the time it was set back by. */
  #isTurn(turn: Turn, now: UtcMs): boolean {
    const at = this.#lookAt.get(turn) ?? Number.NEGATIVE_INFINITY;
    if (now < at && at - now <= EVERY[turn]) return false;
    this.#lookAt.set(turn, now + EVERY[turn]);
    return true;
  }

  #alert({ conditions, scope }: Found, draft: Draft): void {
    const { openAlerts } = this.#parts.province;
    if (conditions.length === 0 && !scope.some((key) => openAlerts.has(key))) return;
    for (const alert of reconcileAlerts(openAlerts, conditions, scope, draft))
      draft.put('alert', alert.id, alert);
  }
}
