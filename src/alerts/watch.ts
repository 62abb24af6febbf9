/**
 * What each alert about what may soon go wrong with a unit or a device is about: its key, how grave it is, where it
 * belongs, and its facts. Their names are those of the facts for the wording; times are ISO 8601. Values that move stay as
 * they were told, for every change is written and may be sent to people.
 */
import type { Side, UtcMs } from '../thermal/types.ts';
import { alertKey } from './conditions.ts';
import type { Condition } from './life.ts';
import type { AlertKind, Severity } from './types.ts';

export type WatchKind = Extract<
  AlertKind,
  | 'power-cut'
  | 'unit-at-risk'
  | 'sensor-stuck'
  | 'battery-low'
  | 'calibration-overdue'
  | 'clock-untrusted'
  | 'history-damaged'
  | 'device-cloned'
  | 'disk-filling'
  | 'clock-jumped'
  | 'channel-failing'
  | 'notices-behind'
  | 'roster-hole'
  | 'nobody-told'
  | 'canary'
  | 'canary-lost'
  | 'bridge-down'
  | 'file-refused'
  | 'report-late'
>;

export const powerCutKey = (site: string): string => alertKey('power-cut', site);

/**
 * `units`: the first to be in breach first; their names stand one a line. `breachAt`: when that one will be; null when it is not
 * past a limit yet.
 */
export const powerCut = (cut: {
  readonly site: string;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly breachAt: UtcMs | null;
  readonly since: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: powerCutKey(cut.site),
  kind: 'power-cut',
  severity: 'critical',
  site: cut.site,
  happenedAt: cut.since,
  data: {
    units: cut.units.map(({ id }) => id).join(' '),
    names: cut.units.map(({ name }) => name).join('\n'),
    first: cut.units[0]?.name ?? null,
    breachAt: cut.breachAt === null ? null : iso(cut.breachAt),
  },
  count: cut.units.length,
});

export const unitAtRiskKey = (unit: string): string => alertKey('unit-at-risk', unit);

/** The rule that will be broken first. `since`: when it went past the limit. */
export const unitAtRisk = (
  place: { readonly unit: string; readonly site: string | null },
  risk: {
    readonly rule: string;
    readonly side: Side;
    readonly limitCelsius: number;
    readonly celsius: number | null;
    readonly since: UtcMs;
    readonly breachAt: UtcMs;
    readonly severity: Severity;
  },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: unitAtRiskKey(place.unit),
  kind: 'unit-at-risk',
  severity: risk.severity,
  happenedAt: risk.since,
  data: {
    rule: risk.rule,
    side: risk.side,
    limitCelsius: risk.limitCelsius,
    celsius: risk.celsius,
    breachAt: iso(risk.breachAt),
  },
});

type DevicePlace = { readonly device: string; readonly unit: string | null; readonly site: string | null };

export const sensorStuckKey = (device: string, probe: string): string =>
  alertKey('sensor-stuck', device, probe);

export const sensorStuck = (
  place: DevicePlace,
  stuck: { readonly probe: string; readonly celsius: number; readonly since: UtcMs },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: sensorStuckKey(place.device, stuck.probe),
  kind: 'sensor-stuck',
  severity: 'warning',
  happenedAt: stuck.since,
  data: { probe: stuck.probe, celsius: stuck.celsius },
});

export const batteryLowKey = (device: string): string => alertKey('battery-low', device);

export const batteryLow = (
  place: DevicePlace,
  battery: { readonly percent: number; readonly since: UtcMs },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: batteryLowKey(place.device),
  kind: 'battery-low',
  severity: 'warning',
  happenedAt: battery.since,
  data: { percent: battery.percent },
});

export const calibrationOverdueKey = (device: string): string => alertKey('calibration-overdue', device);

/** `due`: the last good day, of the probe that was due first. `since`: when it was over. */
export const calibrationOverdue = (
  place: DevicePlace,
  overdue: { readonly due: string; readonly since: UtcMs },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: calibrationOverdueKey(place.device),
  kind: 'calibration-overdue',
  severity: 'warning',
  happenedAt: overdue.since,
  data: { due: overdue.due },
});

export const deviceClonedKey = (device: string): string => alertKey('device-cloned', device);

/** `why`: its sessions end each other, or one number stands for two messages. `parcels`: how many were held for it. */
export const deviceCloned = (
  place: DevicePlace,
  doubt: { readonly why: string; readonly at: UtcMs; readonly parcels: number },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: deviceClonedKey(place.device),
  kind: 'device-cloned',
  severity: 'critical',
  happenedAt: doubt.at,
  data: { why: doubt.why, parcels: doubt.parcels },
});

export const historyDamagedKey = (device: string, probe: string): string =>
  alertKey('history-damaged', device, probe);

/** [`from`, `to`]: the first and the last moment of all that was set aside of the probe since it was told; `pieces`: how many. */
export const historyDamaged = (
  place: DevicePlace,
  damage: {
    readonly probe: string;
    readonly from: UtcMs;
    readonly to: UtcMs;
    readonly pieces: number;
    readonly noticedAt: UtcMs;
  },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: historyDamagedKey(place.device, damage.probe),
  kind: 'history-damaged',
  severity: 'critical',
  happenedAt: damage.noticedAt,
  data: { probe: damage.probe, from: iso(damage.from), to: iso(damage.to) },
  count: damage.pieces,
});

export const clockUntrustedKey = (device: string): string => alertKey('clock-untrusted', device);

/** `since`: when the first of these readings came. */
export const clockUntrusted = (place: DevicePlace, since: UtcMs): Condition => ({
  ...NOWHERE,
  ...place,
  key: clockUntrustedKey(place.device),
  kind: 'clock-untrusted',
  severity: 'warning',
  happenedAt: since,
  data: {},
});

const NOWHERE = { site: null, unit: null, device: null, parcel: null, count: 1 } as const;
const iso = (at: UtcMs): string => new Date(at).toISOString();
