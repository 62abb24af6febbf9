import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/epcis/document.ts';
import { hasOfficial, officialFaults, readJson } from './official.ts';

const event = {
  type: 'ObjectEvent',
  eventTime: '2026-11-22T08:00:00+07:00',
  eventTimeZoneOffset: '+07:00',
  action: 'OBSERVE',
  bizStep: 'shipping',
  epcList: ['https://id.gs1.org/00/395200000000000012'],
};
const documentOf = (...eventList: unknown[]) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-22T08:00:00Z',
  epcisBody: { eventList },
});
const issuesOf = (body: unknown): string[] => {
  const read = readDocument(body);
  return read.ok ? [] : read.issues.map(({ path }) => path);
};

describe('a partner’s document', () => {
  test('is taken when it says all that an event must say', () => {
    expect(readDocument(documentOf(event, event))).toMatchObject({
      ok: true,
      document: { events: [event, event] },
    });
  });

  test('may be one event alone, which then brings its own context', () => {
    expect(issuesOf({ '@context': 'https://example.org/context', ...event })).toEqual([]);
    expect(issuesOf(event)).toEqual(['/@context']);
  });

  test.each<[string, object, string]>([
    ['an action the standard does not know', { action: 'CREATE' }, 'action'],
    ['a step the standard does not know', { bizStep: 'transforming' }, 'bizStep'],
    ['a false term under the standard’s own name', { bizStep: 'cbv:BizStep-transforming' }, 'bizStep'],
    ['an old spelling of the vocabulary', { bizStep: 'urn:epcglobal:cbv:bizstep:shipping' }, 'bizStep'],
    ['a day that does not exist', { eventTime: '2026-02-30T08:00:00Z' }, 'eventTime'],
    ['a time without an offset', { eventTime: '2026-02-20T08:00:00' }, 'eventTime'],
    ['a day the wrong way round', { eventTime: '22-07-2026' }, 'eventTime'],
    ['an offset of 15 hours', { eventTimeZoneOffset: '+15:00' }, 'eventTimeZoneOffset'],
    ['a code that is no URI', { epcList: ['395200000000000012'] }, 'epcList/0'],
    ['the same code twice', { epcList: [event.epcList[0], event.epcList[0]] }, 'epcList'],
    [
      'a count in words',
      { quantityList: [{ epcClass: 'urn:a:b', quantity: 'twenty' }] },
      'quantityList/0/quantity',
    ],
    ['an extension without a name space', { colour: 'red' }, 'colour'],
    ['master data of a lot that is only looked at', { ilmd: { 'ext:a': 1 } }, ''],
    ['nothing that it happened to', { epcList: undefined }, 'epcList'],
    ['a persistent disposition that says nothing', { persistentDisposition: {} }, 'persistentDisposition'],
    [
      'a sensor element without a report',
      { sensorElementList: [{ sensorReport: [] }] },
      'sensorElementList/0/sensorReport',
    ],
    ['a code with half a character in it', { eventID: 'urn:a:\ud800' }, 'eventID'],
  ])('is refused for %s, and says where', (_, change, path) => {
    expect(issuesOf(documentOf({ ...event, ...change }))).toContain(
      `/epcisBody/eventList/0${path === '' ? '' : `/${path}`}`,
    );
  });

  test.each([null, [], 'text', 3, {}, { type: 'EPCISDocument' }, { type: '__proto__' }])(
    'that is none (%j) is refused, not thrown at',
    (body) => {
      expect(readDocument(body).ok).toBe(false);
    },
  );

  test('with a thousand faults is answered with no more than a person would read', () => {
    const read = readDocument(
      documentOf(...Array.from({ length: 1000 }, () => ({ ...event, action: 'NO' }))),
    );
    expect(read.ok ? [] : read.issues).toHaveLength(50);
    const typeless = readDocument(documentOf(...Array.from({ length: 1000 }, () => ({}))));
    expect(typeless.ok ? [] : typeless.issues).toHaveLength(50);
  });
});

describe.skipIf(!hasOfficial)('the official and the OpenEPCIS examples', () => {
  type Fact = { events: number; valid_against_official_schema: boolean; publisher_says?: string };
  const examples = () =>
    Object.entries(readJson('expected.json') as Record<string, Fact>).filter(
      ([path]) => path.startsWith('epcis/') && !path.startsWith('epcis/schema/'),
    );

  test('are accepted or refused as is known of each', () => {
    const counts: Record<string, { files: number; accepted: number; refused: number; differ: string[] }> = {};
    for (const [path, fact] of examples()) {
      const kind = `${path.split('/')[1]}, ${fact.valid_against_official_schema ? 'valid' : 'not valid'} by the schema${
        fact.publisher_says === 'invalid' ? ', written to be refused' : ''
      }`;
      counts[kind] ??= { files: 0, accepted: 0, refused: 0, differ: [] };
      const count = counts[kind];
      const read = readDocument(readJson(path));
      count.files += 1;
      count[read.ok ? 'accepted' : 'refused'] += 1;
      const good = fact.valid_against_official_schema && fact.publisher_says !== 'invalid';
      if (read.ok !== good || (read.ok && read.document.events.length !== fact.events))
        count.differ.push(path);
    }
    console.table(counts);
    expect(Object.values(counts).flatMap(({ differ }) => differ)).toEqual([]);
    expect(Object.values(counts).reduce((sum, { files }) => sum + files, 0)).toBe(59);
  });

  test('nothing that the official schema takes with its formats enforced is refused here', () => {
    const taken = examples().filter(([path]) => officialFaults(readJson(path)).length === 0);
    console.log(
      `taken by the official schema with its formats enforced: ${taken.length} of ${examples().length}`,
    );
    expect(taken.length).toBeGreaterThan(20);
    for (const [path] of taken) expect(readDocument(readJson(path)).ok, path).toBe(true);
  });
});
