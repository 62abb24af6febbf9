/** One row of the table of expectations: what a separate parser or the source itself says of a file, and what is read here. */
import { decodeDs01 } from '../../devices/payloads/ds01.ts';
import { checkDs01 } from '../../devices/payloads/ds01-check.ts';
import { resolve } from '../../devices/payloads/senml-resolve.ts';
import { profiles } from '../../devices/profiles/profiles.ts';
import { REPORTS, reportFacts, TABLES, tableFacts } from './loggers/facts.ts';
import { expectedFacts, type Facts, readOk, refusalCode, sharedBytes, sharedFiles } from './shared.ts';

export type Row = {
  readonly file: string;
  readonly expected: Facts;
  readonly got: Facts;
  /** What one must know to see why they are the same. */
  readonly note?: string;
};

const EXPECTED = expectedFacts();
const NOW = Date.parse('2026-11-22T03:00:00Z');

/** Null: a file that holds no measurements (a catalogue, the answer to another file). */
export function rowOf(file: string): Row | null {
  const [folder, name = ''] = [file.slice(0, file.indexOf('/')), file.slice(file.lastIndexOf('/') + 1)];
  if (folder === 'payloads') return name.includes('.gen.') ? null : senmlRow(file);
  if (folder === 'cce-ds01') return name.startsWith('catalog') ? null : ds01Row(file);
  return loggerRow(file);
}

function loggerRow(file: string): Row {
  const wanted = EXPECTED[file] ?? {};
  const report = REPORTS[file.replace('loggers/berlinger/', '')];
  if (report !== undefined) {
    const { log, ...facts } = wanted;
    const read = readOk(sharedBytes(file), report);
    const got = reportFacts(read, facts);
    if (log === undefined) return compared(file, facts, got);
    const rows = tableFacts(read, log as Facts);
    return compared(file, { ...facts, ...logged(log as Facts) }, { ...got, ...logged(rows) });
  }
  const table = TABLES[file];
  if (table !== undefined)
    return tableRow(file, wanted, tableFacts(readOk(sharedBytes(file), table), wanted));
  if (file.endsWith('invalid_malformed_temp.txt')) {
    const { evidence, problems } = readOk(sharedBytes(file), { unit: 'C' });
    const codes = problems.map(({ code }) => code);
    const got = {
      evidence: evidence.length,
      problem: codes.find((code) => code === 'LOGGER_VALUE_UNREADABLE'),
    };
    return {
      file,
      expected: { evidence: 0, problem: 'LOGGER_VALUE_UNREADABLE' },
      got,
      note: 'its one bad day is named',
    };
  }
  const expected = {
    refused: file.endsWith('invalid_empty.txt') ? 'LOGGER_FILE_EMPTY' : 'LOGGER_NO_TEMPERATURE',
  };
  return { file, expected, got: { refused: refusalCode(sharedBytes(file), { unit: 'C' }) } };
}

/** Two series are read in another way than they are counted there. */
function tableRow(file: string, wanted: Facts, got: Facts): Row {
  if (file.includes('fridge_1hz')) {
    const { min, max, celsius_min, celsius_max, ...rest } = wanted;
    const rounded = (value: unknown) => Math.round(Number(value) * 100) / 100;
    const found = { ...got, min: rounded(got.min), max: rounded(got.max) };
    return {
      ...compared(file, { ...rest, min: celsius_min, max: celsius_max }, found),
      note: 'read in °F, shown in °C',
    };
  }
  if (file.includes('cold_cell')) {
    const { readings, first, last, min, longest_gap_s } = wanted;
    const note = '98 zeros of the installation are a sensor not connected, and no temperatures';
    return { ...compared(file, { readings, first, last, min, longest_gap_s }, got), note };
  }
  return compared(file, wanted, got);
}

function ds01Row(file: string): Row {
  if (file.endsWith('cce-interop-0.8.1.json')) {
    const { examples } = JSON.parse(new TextDecoder().decode(sharedBytes(file))) as { examples: unknown[] };
    const checked = examples.map(checkDs01);
    const got = {
      examples: checked.length,
      wrong: checked.filter((c) => c.broken || c.wrongCount > 0).length,
    };
    return { file, expected: { examples: 2, wrong: 0 }, got, note: 'the schema; its own examples' };
  }
  const profile = profiles.get('ds01-ems');
  if (profile === undefined) throw new Error('no profile ds01-ems');
  const [read] = decodeDs01({ payload: sharedBytes(file), topic: '', receivedAt: NOW }, profile);
  const compartment = (read?.measured ?? []).filter(({ probe }) => probe === 'TVC');
  const celsius = compartment.map(({ milli }) => (milli ?? Number.NaN) / 1000);
  const times = compartment.map(({ at }) => at);
  const at = (value: number) => new Date(value).toISOString().slice(0, 19);
  const steps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1000);
  const [min, max] = [Math.min(...celsius), Math.max(...celsius)];
  return compared(file, EXPECTED[file] ?? {}, {
    ...{ readings: compartment.length, missing_values: read?.unreadable.length },
    ...{ first: at(times[0] ?? 0), last: at(times.at(-1) ?? 0), min, max },
    ...{ min_at: at(times[celsius.indexOf(min)] ?? 0), max_at: at(times[celsius.indexOf(max)] ?? 0) },
    ...{ longest_gap_s: Math.max(...steps), non_increasing_steps: steps.filter((step) => step <= 0).length },
  });
}

type Stated = { readonly n: string; readonly t: number } & Readonly<Record<string, unknown>>;
/** Against the published resolution: what says no time has that of the day it was resolved, and data values are left out there. */
function senmlRow(file: string): Row {
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(sharedBytes(name)));
  const resolution = `${file.replace('.json', '')}.gen.resolved.json`;
  if (!sharedFiles('payloads').includes(resolution)) {
    const read = resolve(json(file), NOW / 1000);
    const got = { records: read.ok ? read.records.length : read.detail };
    return { file, expected: { records: 4 }, got, note: 'no resolution is published' };
  }
  const stated = json(resolution) as readonly Stated[];
  const read = resolve(json(file), stated[0]?.t ?? NOW / 1000);
  const records = read.ok ? read.records.filter(({ vd }) => vd === null) : [];
  return { file, expected: told(stated), got: told(records) };
}

const told = (records: readonly Stated[]): Facts => ({
  records: records.length,
  names: records.map(({ n }) => n).join(' '),
  times: records.map(({ t }) => Number(t.toFixed(3))).join(' '),
  values: records.map(({ v, vb, vs }) => String(v ?? vb ?? vs)).join(' '),
});

const logged = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).map(([key, value]) => [`log.${key}`, value]));

/** Of both, what the other has too: a separate parser counts what we have no use for (means, medians). */
function compared(file: string, wanted: Facts, found: Facts): Row {
  const keys = Object.keys(wanted).filter((key) => found[key] !== undefined);
  const of = (facts: Facts): Facts => Object.fromEntries(keys.map((key) => [key, facts[key]]));
  return { file, expected: of(wanted), got: of(found) };
}
