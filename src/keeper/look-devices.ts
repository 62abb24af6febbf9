/** Which devices have a battery that runs out, or a sensor that is stuck? */
import { FLAT_LEAST, FLAT_LOOKS_BACK, flatOf, isStuck, suspectAfter } from '../alerts/flat.ts';
import type { Condition } from '../alerts/life.ts';
import { isBatteryLow } from '../alerts/thresholds.ts';
import {
  batteryLow,
  batteryLowKey,
  calibrationOverdue,
  calibrationOverdueKey,
  clockUntrusted,
  clockUntrustedKey,
  sensorStuck,
  sensorStuckKey,
} from '../alerts/watch.ts';
import { deviceCalibration } from '../fleet/calibrations.ts';
import { isShut } from '../fleet/identity.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import { endOfExpiry, localDay } from '../lots/expiry.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { History, ProbeLog } from './history.ts';
import type { Intake } from './intake.ts';
import type { Province } from './province.ts';

/** Histories read at one look at most: each is a week of one probe. */
const MOST_READ = 8;
/** A clock that is set makes a message or two doubtful. */
const CLOCK_PATIENCE = 10 * 60_000;

type Parts = { readonly province: Province; readonly intake: Intake; readonly history: History };
type Place = { readonly device: string; readonly unit: string; readonly site: string | null };
type Found = { readonly conditions: readonly Condition[]; readonly scope: readonly string[] };

export class DeviceLook {
  readonly #parts: Parts;
  /** Probes whose week was read: since when they had been still then, and when it is worth reading again. */
  readonly #measured = new Map<ProbeLog, { readonly since: UtcMs; readonly again: UtcMs }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  batteries(now: UtcMs): Found {
    const { province, intake } = this.#parts;
    const conditions: Condition[] = [];
    const low = new Set<string>();
    for (const [device, { value, at }] of intake.reported.battery) {
      const key = batteryLowKey(device);
      const former = province.openAlerts.get(key);
      const place = this.#placeOf(device, now);
      if (place === null || !isBatteryLow(value, former !== undefined)) continue;
      low.add(key);
      if (former === undefined) conditions.push(batteryLow(place, { percent: value, since: at }));
    }
    // A device that has said nothing since the start says nothing of its battery either.
    const scope = [...province.openAlerts.values()].flatMap(({ kind, key, device }) => {
      if (kind !== 'battery-low' || device === null || low.has(key)) return [];
      const isKnown = intake.reported.battery.has(device) || this.#placeOf(device, now) === null;
      return isKnown ? [key] : [];
    });
    return { conditions, scope };
  }

  /** One that ended, or was keyed anew, is in nobody's doubt any more. */
  clones(now: UtcMs): Found {
    const { devices, openAlerts } = this.#parts.province;
    const scope = [...openAlerts.values()].flatMap(({ kind, key, device }) => {
      if (kind !== 'device-cloned') return [];
      const known = devices.get(device ?? '');
      const isDoubted = known !== undefined && known.identity?.frozen !== undefined && !isShut(known, now);
      return isDoubted ? [] : [key];
    });
    return { conditions: [], scope };
  }

  /** Whose clocks cannot be believed, for longer than one message that was odd. */
  clocks(now: UtcMs): Found {
    const { province, intake, history } = this.#parts;
    const { untrusted } = intake.sorting.clocks;
    const conditions = [...untrusted].flatMap(([device, since]) => {
      const place = this.#placeOf(device, now);
      const isTold = province.openAlerts.has(clockUntrustedKey(device));
      return place === null || isTold || now - since < CLOCK_PATIENCE ? [] : [clockUntrusted(place, since)];
    });
    // After a start a device is believed again once something of it has come that has a time.
    const scope = [...province.openAlerts.values()].flatMap(({ kind, key, device, raisedAt }) => {
      if (kind !== 'clock-untrusted' || device === null) return [];
      const came = history.ofDevice(device).some(({ tail }) => (tail.newest?.receivedAt ?? 0) > raisedAt);
      const isOver = this.#placeOf(device, now) === null || (came && !untrusted.has(device));
      return isOver ? [key] : [];
    });
    return { conditions, scope };
  }

  /** Devices in use of which a probe's certificate is no longer good. */
  calibrations(now: UtcMs): Found {
    const { province } = this.#parts;
    const today = localDay(now, province.zone);
    const conditions: Condition[] = [];
    const overdue = new Set<string>();
    for (const device of province.devices.values()) {
      const standing = deviceCalibration(device, today);
      const place = standing?.state === 'overdue' ? this.#placeOf(device.id, now) : null;
      if (standing === null || place === null) continue;
      const key = calibrationOverdueKey(device.id);
      overdue.add(key);
      if (province.openAlerts.get(key)?.data.due === standing.due) continue;
      conditions.push(
        calibrationOverdue(place, { due: standing.due, since: endOfExpiry(standing.due, province.zone) }),
      );
    }
    const scope = [...province.openAlerts.values()].flatMap(({ kind, key }) =>
      kind === 'calibration-overdue' && !overdue.has(key) ? [key] : [],
    );
    return { conditions, scope };
  }

  /** Reads the week before of those that have been still for long. */
  async sensors(now: UtcMs): Promise<Found> {
    const { province, intake, history } = this.#parts;
    const conditions: Condition[] = [];
    let read = 0;
    for (const [log, same] of intake.reported.same) {
      const key = sensorStuckKey(log.device, log.probe);
      if (same.at - same.since < FLAT_LEAST || province.openAlerts.has(key)) continue;
      const place = this.#placeOf(log.device, now);
      const known = this.#measured.get(log);
      if (place === null || (known?.since === same.since && same.at < known.again)) continue;
      if (read++ >= MOST_READ) break;
      const from = same.since - FLAT_LOOKS_BACK;
      await history.load(log, from);
      const maxGap = province.units.get(place.unit)?.maxGap ?? 0;
      const flat = flatOf(history.kept(log, from, now + 1), maxGap);
      if (flat === null) continue;
      this.#measured.set(log, { since: same.since, again: flat.since + suspectAfter(flat) });
      if (!isStuck(flat)) continue;
      const stuck = { probe: log.probe, celsius: flat.milli / 1000, since: flat.since };
      conditions.push(sensorStuck(place, stuck));
    }
    return { conditions, scope: this.#moving(now) };
  }

  /** Sensors that were stuck and gave another value since, or sit nowhere any more. */
  #moving(now: UtcMs): string[] {
    const { province, intake, history } = this.#parts;
    const keys: string[] = [];
    for (const { kind, key, device, data } of province.openAlerts.values()) {
      if (kind !== 'sensor-stuck' || device === null) continue;
      const log = history.find(`${device}/${data.probe}`);
      const same = log === undefined ? undefined : intake.reported.same.get(log);
      const moved = same !== undefined && same.milli !== Math.round(Number(data.celsius) * 1000);
      if (moved || this.#placeOf(device, now) === null) keys.push(key);
    }
    return keys;
  }

  #placeOf(device: string, now: UtcMs): Place | null {
    const { province } = this.#parts;
    const unit = unitOfDevice(province.devices.get(device), now);
    const document = province.units.get(unit ?? '');
    if (unit === null || document === undefined) return null;
    if (document.retiredAt !== null && document.retiredAt <= now) return null;
    return { device, unit, site: siteOfUnit(document, now) };
  }
}
