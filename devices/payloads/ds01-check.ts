/**
 * Is this a transmission as WHO PQS E006/DS01 and the schema cce-interop 0.8.1 describe it, and where is it not? What is the
 * same in every transmission of a sender (its envelope, whose records they are) must be right; a record that is wrong is
 * named and takes no other with it; what nobody here reads is remarked upon.
 */
import { type Anchor, absoluteTime, anchorOf, recordTime } from './ds01-time.ts';
import { errorsOf, type Fields, isFields, nameOf, PROPERTIES } from './ds01-words.ts';

/** `place`: a JSON pointer into the transmission. */
export type Finding = {
  readonly place: string;
  readonly code: 'REQUIRED' | 'TYPE' | 'TIME' | 'RANGE';
  readonly message: string;
};
export type Checked = {
  readonly transferId: string | null;
  readonly reports: number;
  readonly records: number;
  /** Records from which something can be read. */
  readonly good: number;
  /** The envelope or a report is not what it must be: nothing of it can be taken. */
  readonly broken: boolean;
  /** At most 50 of each; the counts are in `wrongCount` and `remarkCount`. */
  readonly wrong: readonly Finding[];
  readonly wrongCount: number;
  readonly remarks: readonly Finding[];
  readonly remarkCount: number;
};

const MOST_FINDINGS = 50;
const META = ['schemaVersion', 'transferType', 'transferId', 'transferSrc', 'transferredAt'] as const;
const OF_RTM_REPORT = ['AMID', 'CID', 'DLST', 'EDOP', 'EMFR', 'EMOD', 'EPQS'];
const OF_EMS_REPORT = [
  ...['CID', 'ADOP', 'AMFR', 'AMOD', 'APQS', 'ASER', 'LDOP', 'LMFR', 'LMOD', 'LPQS'],
  ...['EDOP', 'EMFR', 'EMOD', 'EPQS', 'ESER'],
];
const OF_RTM_RECORD = ['ALRM', 'BEMD', 'EERR'];
const OF_EMS_RECORD = [...OF_RTM_RECORD, 'BLOG', 'CMPR', 'DORV', 'LERR', 'TAMB'];
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  ...{ TVC: [-55, 60], TFRZ: [-99.9, 60], TAMB: [-55, 60], HOLD: [0, 999.9], BEMD: [0, 9999.9] },
  ...{ SVA: [0, 900], DORV: [0, 900], DORF: [0, 900], ACSV: [0, 600], HAMB: [0, 100], HCOM: [0, 100] },
};

export function checkDs01(body: unknown): Checked {
  const wrong: Finding[] = [];
  const remarks: Finding[] = [];
  let [broken, good, records] = [false, 0, 0];
  const fail = (place: string, code: Finding['code'], message: string) => {
    broken = true;
    wrong.push({ place, code, message });
  };
  const meta = isFields(body) && isFields(body.meta) ? body.meta : null;
  const data = isFields(body) && Array.isArray(body.data) ? (body.data as readonly unknown[]) : [];
  if (!isFields(body)) fail('', 'TYPE', 'an object with meta and data is wanted');
  else if (meta === null) fail('/meta', 'REQUIRED', 'an object is wanted');
  for (const name of meta === null ? [] : META)
    if (nameOf(meta?.[name]) === null) fail(`/meta/${name}`, 'REQUIRED', 'a text is wanted');
  const kind = meta?.transferType;
  if (nameOf(kind) !== null && kind !== 'rtm' && kind !== 'ems')
    fail('/meta/transferType', 'TYPE', 'rtm or ems is wanted');
  if (nameOf(meta?.transferredAt) !== null && absoluteTime(meta?.transferredAt) === null)
    remarks.push({ place: '/meta/transferredAt', code: 'TIME', message: 'a UTC time is wanted' });
  if (isFields(body) && data.length === 0) fail('/data', 'REQUIRED', 'at least one report is wanted');
  const ranges = { ...RANGES, CMPR: [0, countsMinutes(meta?.schemaVersion) ? 15 : 900] as const };

  for (const [r, report] of data.entries()) {
    const at = `/data/${r}`;
    if (!isFields(report)) {
      fail(at, 'TYPE', 'an object is wanted');
      continue;
    }
    const serial = kind === 'ems' ? 'LSER' : 'ESER';
    if (nameOf(report[serial]) === null) fail(`${at}/${serial}`, 'REQUIRED', 'a serial number is wanted');
    missing(report, kind === 'ems' ? OF_EMS_REPORT : OF_RTM_REPORT, at, remarks);
    if (!Array.isArray(report.records) || report.records.length === 0) {
      fail(`${at}/records`, 'REQUIRED', 'at least one record is wanted');
      continue;
    }
    const list: readonly unknown[] = report.records;
    const anchor = anchorOf(report, list.filter(isFields));
    records += list.length;
    for (const [i, record] of list.entries()) {
      const before = wrong.length;
      checkRecord(record, `${at}/records/${i}`, { kind, ranges, anchor, wrong, remarks });
      if (wrong.length === before) good++;
    }
  }
  return {
    ...{ transferId: typeof meta?.transferId === 'string' ? meta.transferId : null },
    ...{ reports: data.length, records, good, broken },
    ...{ wrong: wrong.slice(0, MOST_FINDINGS), wrongCount: wrong.length },
    ...{ remarks: remarks.slice(0, MOST_FINDINGS), remarkCount: remarks.length },
  };
}

type Terms = {
  readonly kind: unknown;
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly anchor: Anchor | null;
  readonly wrong: Finding[];
  readonly remarks: Finding[];
};

function checkRecord(record: unknown, place: string, terms: Terms): void {
  const { kind, ranges, anchor, wrong, remarks } = terms;
  if (!isFields(record)) {
    wrong.push({ place, code: 'TYPE', message: 'an object is wanted' });
    return;
  }
  if (recordTime(record, anchor) === null)
    wrong.push({ place: `${place}/ABST`, code: 'TIME', message: 'a UTC time YYYYMMDDThhmmssZ is wanted' });
  temperatures(record, place, wrong);
  missing(record, kind === 'ems' ? OF_EMS_RECORD : OF_RTM_RECORD, place, remarks);
  for (const [name, [min, max]] of Object.entries(ranges)) {
    const value = record[name];
    if (typeof value === 'number' && (value < min || value > max))
      remarks.push({ place: `${place}/${name}`, code: 'RANGE', message: `${min} to ${max} is wanted` });
  }
}

function missing(of: Fields, names: readonly string[], place: string, remarks: Finding[]): void {
  for (const name of names)
    if (of[name] === undefined)
      remarks.push({ place: `${place}/${name}`, code: 'REQUIRED', message: 'the standard asks for it' });
}

/** A record says at least one temperature as a number, or that and why there is none. */
function temperatures(record: Fields, place: string, wrong: Finding[]): void {
  const stated = PROPERTIES.filter((name) => record[name] !== undefined);
  for (const name of stated)
    if (record[name] !== null && typeof record[name] !== 'number')
      wrong.push({ place: `${place}/${name}`, code: 'TYPE', message: 'a number is wanted, or null' });
  if (stated.some((name) => record[name] !== null) || errorsOf(record).size > 0) return;
  // Two clocks side by side are a record of their own.
  if (record.RELT !== undefined && record.ABST !== undefined) return;
  wrong.push({
    place: `${place}/TVC`,
    code: 'REQUIRED',
    message: 'TVC, TFRZ or TAMB is wanted, or an error code',
  });
}

/** Up to schema 0.7.2 the compressor's running time was in minutes. */
function countsMinutes(version: unknown): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(String(version));
  if (parts === null) return false;
  const [major, minor, patch] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return major === 0 && (minor < 7 || (minor === 7 && patch <= 2));
}
