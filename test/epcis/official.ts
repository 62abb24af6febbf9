/**
 * The standard's own schema and examples, where they lie beside the repository, and the checks of every event's structure that
 * need nothing from outside.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import { isTime, isUri } from '../../src/epcis/checks.ts';
import type { EpcisEvent } from '../../src/epcis/types.ts';
import { BIZ_STEPS, DISPOSITIONS } from '../../src/epcis/vocabulary.ts';
import type { Ledger } from './ledger.ts';

const DATA = join(import.meta.dirname, '../../../shared/data');
const SCHEMA = join(DATA, 'epcis/schema/EPCIS-JSON-Schema.json');
export const hasOfficial = existsSync(SCHEMA);
if (!hasOfficial)
  console.warn('The official EPCIS schema and examples are not there: tests against them are skipped.');

export const readJson = (path: string): unknown => JSON.parse(readFileSync(join(DATA, path), 'utf8'));

/** What the official schema has against a document, formats enforced; nothing where the schema is not there. */
export function officialFaults(document: unknown): string[] {
  if (!hasOfficial) return [];
  validate ??= compiled();
  validate(document);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
let validate: ReturnType<Ajv['compile']> | null = null;
function compiled() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('uri', (text) => isUri(text) && URL.canParse(text));
  ajv.addFormat('date-time', isTime);
  return ajv.compile(readJson('epcis/schema/EPCIS-JSON-Schema.json') as object);
}

type Event = Readonly<Record<string, unknown>>;
const OBJECT_ONLY = ['persistentDisposition', 'ilmd', 'epcList', 'quantityList'];
const METADATA = ['time', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'];
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The rules that any event we tell must keep, also those that no schema can say. */
export function expectSound(event: Event): void {
  expect(['ObjectEvent', 'AggregationEvent']).toContain(event.type);
  expect(event.eventID).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(isTime(event.eventTime) && isTime(event.recordTime)).toBe(true);
  expect(event.eventTimeZoneOffset).toBe('+07:00');
  expect(BIZ_STEPS).toContain(event.bizStep);
  expect(DISPOSITIONS).toContain(event.disposition);
  if (event.type !== 'ObjectEvent')
    expect(Object.keys(event).filter((name) => OBJECT_ONLY.includes(name))).toEqual([]);
  for (const name of ['quantityList', 'childQuantityList'])
    for (const one of (event[name] ?? []) as Event[]) {
      expect(one.epcClass).toMatch(/^https:\/\/id\.gs1\.org\/01\/\d{14}\/10\/[A-Za-z0-9._~%-]+$/);
      expect(one.uom).toBeUndefined();
      if ('quantity' in one) expect(one.quantity).toBeGreaterThan(0);
    }
  for (const epc of [...texts(event.epcList), ...texts(event.childEPCs)]) expect(isUri(epc)).toBe(true);
  for (const element of (event.sensorElementList ?? []) as { sensorMetadata: Event; sensorReport: Event[] }[])
    for (const report of element.sensorReport) {
      expect(METADATA.filter((name) => name in report)).toEqual([]);
      if (report.type === 'Temperature' && report.exception !== 'ERROR_CONDITION')
        expect(report.uom).toBe('CEL');
    }
  const faults = officialFaults({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    ...event,
  });
  expect(faults, JSON.stringify(event)).toEqual([]);
}

/** What the last entry tells; all that the ledger tells must be sound. */
export function sound(ledger: Ledger): EpcisEvent[] {
  for (const event of ledger.told()) expectSound(event);
  return ledger.last();
}
