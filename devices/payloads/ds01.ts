/**
 * WHO PQS E006/DS01: what suppliers of refrigerator monitors send, by HTTPS or MQTT. A transmission holds reports, a report is
 * one logger's and holds records. The address is the logger's or the monitoring device's serial number, the probe is the
 * property (TVC: vaccine compartment, TFRZ: freezer compartment, TAMB: the room). A bare report without the envelope, as it
 * is in a file that a logger wrote, is read too.
 */
import { type Measured, measure, type Unreadable } from '../../src/telemetry/measured.ts';
import type { DeviceProfile } from '../profiles/types.ts';
import { type Anchor, anchorOf, recordTime } from './ds01-time.ts';
import {
  applianceOf,
  doubtsClock,
  errorsOf,
  extrasOf,
  type Fields,
  isFields,
  PROPERTIES,
  type Property,
  serialOf,
} from './ds01-words.ts';
import type { Decoded, Decoder } from './types.ts';

/** By serial number; only reports of one serial for two appliances in one transmission are told apart by the appliance. */
export const decodeDs01: Decoder = (delivered, profile) => decode(delivered.payload, profile, false);
/** For suppliers whose one device watches several appliances: the address is always `serial/appliance`. */
export const decodeDs01ByAppliance: Decoder = (delivered, profile) =>
  decode(delivered.payload, profile, true);

function decode(payload: Uint8Array, profile: DeviceProfile, byAppliance: boolean): Decoded[] {
  const text = new TextDecoder().decode(payload);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [nothing({ reason: 'PAYLOAD_NOT_JSON', at: null, detail: text.slice(0, 300) })];
  }
  const reports = reportsIn(body);
  if (reports === null)
    return [nothing({ reason: 'PAYLOAD_SHAPE', at: null, detail: 'neither data[] nor records[]' })];
  const kind = isFields(body) && isFields(body.meta) ? body.meta.transferType : undefined;
  const shared = sharedSerials(reports, kind);
  return reports.map((report, index) => {
    const place = `data[${index}]`;
    if (!isFields(report))
      return nothing({ reason: 'PAYLOAD_SHAPE', at: null, detail: `${place} is no report` });
    const serial = serialOf(report, kind);
    const appliance = byAppliance || (serial !== null && shared.has(serial)) ? applianceOf(report) : null;
    const address = serial === null || appliance === null ? serial : `${serial}/${appliance}`;
    return { address, boot: null, seq: null, ...read(report, place, profile.faultCodesMilli) };
  });
}

const nothing = (one: Unreadable): Decoded => ({
  ...{ address: null, boot: null, seq: null, measured: [] },
  unreadable: [one],
});

function reportsIn(body: unknown): readonly unknown[] | null {
  if (!isFields(body)) return null;
  if (Array.isArray(body.data)) return body.data;
  return Array.isArray(body.records) ? [body] : null;
}

/** Serial numbers under which this transmission speaks of more than one appliance. */
function sharedSerials(reports: readonly unknown[], kind: unknown): Set<string> {
  const appliances = new Map<string, string | null>();
  const shared = new Set<string>();
  for (const report of reports) {
    if (!isFields(report)) continue;
    const [serial, appliance] = [serialOf(report, kind), applianceOf(report)];
    if (serial === null) continue;
    if (appliances.has(serial) && appliances.get(serial) !== appliance) shared.add(serial);
    appliances.set(serial, appliance);
  }
  return shared;
}

function read(
  report: Fields,
  place: string,
  faults: readonly number[],
): Pick<Decoded, 'measured' | 'unreadable'> {
  const measured: Measured[] = [];
  const unreadable: Unreadable[] = [];
  const records = Array.isArray(report.records) ? report.records : null;
  if (records === null) unreadable.push({ reason: 'PAYLOAD_SHAPE', at: null, detail: `${place}.records` });
  const anchor = anchorOf(report, (records ?? []).filter(isFields));
  for (const [index, record] of (records ?? []).entries()) {
    const where = `${place}.records[${index}]`;
    const said = isFields(record) ? readRecord(record, report, anchor, faults) : null;
    if (said !== null) measured.push(...said);
    else if (isFields(record))
      unreadable.push({ reason: 'AT_UNREADABLE', at: null, detail: `${where} ${shownTime(record)}` });
    else unreadable.push({ reason: 'READING_SHAPE', at: null, detail: `${where} is no record` });
  }
  return { measured, unreadable };
}

function readRecord(
  record: Fields,
  report: Fields,
  anchor: Anchor | null,
  faults: readonly number[],
): Measured[] | null {
  const time = recordTime(record, anchor);
  const stated = PROPERTIES.filter((property) => record[property] !== undefined);
  // A record that only pairs two clocks measures nothing.
  if (time === null) return stated.length === 0 && record.ABST === undefined ? [] : null;
  const errors = errorsOf(record);
  const doubtful = doubtsClock(record, errors) || (time.rebuilt && doubtsClock(report, errorsOf(report)));
  const clock = doubtful
    ? ({ clock: 'untrusted' } as const)
    : time.rebuilt
      ? ({ clock: 'corrected' } as const)
      : {};
  const besides = extrasOf(record, report);
  const inside = stated.find((property) => property !== 'TAMB');
  const told = stated.filter((property) => says(property, record, errors, stated));
  return told.map((property) => {
    const extras = property === inside ? besides : null;
    const celsius = record[property];
    // A broken sensor's value neither clears nor condemns, whatever number stands there.
    if (errors.has('SENS') || (celsius === null && errors.size > 0))
      return {
        ...{ at: time.at, probe: property, milli: null, reason: 'SENSOR_FAULT' as const, extras, ...clock },
        detail: `errors ${[...errors].join(' ')}`.slice(0, 80),
      };
    return { ...measure({ at: time.at, probe: property, celsius, extras }, faults), ...clock };
  });
}

/** An empty property is left out where the sensor is simply not there; of the vaccine's own compartment it tells a fault. */
function says(
  property: Property,
  record: Fields,
  errors: ReadonlySet<string>,
  stated: readonly Property[],
): boolean {
  if (record[property] !== null) return true;
  if (property !== 'TVC') return false;
  return errors.size > 0 || stated.every((one) => record[one] === null);
}

const shownTime = ({ ABST, RELT }: Fields): string => `ABST ${shown(ABST)} RELT ${shown(RELT)}`;
const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value;
