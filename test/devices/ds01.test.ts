/** What suppliers of refrigerator monitors send, read: times, serial numbers, faults, doubtful clocks; never thrown at. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDs01, decodeDs01ByAppliance } from '../../devices/payloads/ds01.ts';
import { checkDs01 } from '../../devices/payloads/ds01-check.ts';
import { absoluteTime, relativeTime } from '../../devices/payloads/ds01-time.ts';
import { profiles } from '../../devices/profiles/profiles.ts';
import { expectedFacts, hasShared, sharedBytes, utf8 } from './shared.ts';

const AT = Date.parse('2026-11-22T02:00:00Z');
const profile = profiles.get('ds01-ems');
if (profile === undefined) throw new Error('no profile ds01-ems');

const decoded = (body: unknown, decoder = decodeDs01) =>
  decoder({ payload: utf8(JSON.stringify(body)), topic: '', receivedAt: AT + 60_000 }, profile);
const RECORD = { ABST: '20261122T020000Z', ALRM: null, BEMD: 12.5, EERR: null, LERR: null };
const META = {
  ...{ schemaVersion: '0.8.1', transferType: 'ems', transferId: 't-1', transferSrc: 'vn.example' },
  transferredAt: '2026-11-22T02:15:30Z',
};
const envelope = (records: unknown[], more: object = {}) => ({
  meta: META,
  data: [{ LSER: 'LOG-0042', ESER: 'EMD-1', records, ...more }],
});
const ofRecord = (record: object, more: object = {}) =>
  decoded(envelope([{ ...RECORD, ...record }], more))[0];

describe('times', () => {
  test.each([
    ['20261122T020000Z', '2026-11-22T02:00:00.000Z'],
    ['20261122T020000.5Z', '2026-11-22T02:00:00.500Z'],
    ['20240229T235959Z', '2024-02-29T23:59:59.000Z'],
    ['2026-11-22T02:00:00Z', '2026-11-22T02:00:00.000Z'],
  ])('%s is an instant', (text, iso) => {
    expect(new Date(absoluteTime(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  test.each([
    ['20260229T000000Z'],
    ['20261131T000000Z'],
    ['20261122T240000Z'],
    ['20261122T020060Z'],
    ['20261122T020000'],
    ['20261122020000Z'],
    [''],
    [20_261_122],
    [null],
  ])('%s is none', (text) => {
    expect(absoluteTime(text)).toBeNull();
  });

  test.each([
    ['P173DT10H16M12S', ((173 * 24 + 10) * 3600 + 16 * 60 + 12) * 1000],
    ['PT0S', 0],
    ['PT900S', 900_000],
    ['P1W', 604_800_000],
    ['PT1.5S', 1500],
  ])('%s is a length of time', (text, ms) => {
    expect(relativeTime(text)).toBe(ms);
  });

  test.each([['P'], ['PT'], ['P1Y'], ['P1M'], ['173 days'], ['-P1D'], [null]])('%s is none', (text) => {
    expect(relativeTime(text)).toBeNull();
  });
});

describe('whose it is', () => {
  test('an ems report is the logger’s, an rtm report the monitor’s, both in lower case', () => {
    expect(ofRecord({ TVC: 4.5 })?.address).toBe('log-0042');
    const rtm = { ...envelope([{ ...RECORD, TVC: 4.5 }]), meta: { ...META, transferType: 'rtm' } };
    expect(decoded(rtm)[0]?.address).toBe('emd-1');
  });

  test('a bare report without a serial number is the sender’s own', () => {
    expect(decoded({ records: [{ ...RECORD, TVC: 4.5 }] })[0]).toMatchObject({
      address: null,
      measured: [{ at: AT, probe: 'TVC', milli: 4500 }],
    });
  });

  test('one monitor with two refrigerators is never one address', () => {
    const of = (appliance: string, celsius: number) => ({
      ...{ ESER: 'R-1', AMID: appliance },
      records: [{ ...RECORD, TVC: celsius }],
    });
    const rtm = { meta: { ...META, transferType: 'rtm' }, data: [of('Fridge-A', 4), of('Fridge-B', 9)] };
    expect(decoded(rtm).map(({ address }) => address)).toEqual(['r-1/fridge-a', 'r-1/fridge-b']);
    const twice = { ...rtm, data: [of('Fridge-A', 4), of('Fridge-A', 5)] };
    expect(decoded(twice).map(({ address }) => address)).toEqual(['r-1', 'r-1']);
    expect(decoded(twice, decodeDs01ByAppliance).map(({ address }) => address)).toEqual([
      'r-1/fridge-a',
      'r-1/fridge-a',
    ]);
  });
});

describe('what was measured', () => {
  test.each([
    [
      'a sound record',
      { TVC: 4.6, TAMB: 27.1 },
      [
        ['TVC', 4600, null],
        ['TAMB', 27_100, null],
      ],
    ],
    ['an empty compartment with an error', { TVC: null, LERR: 'COMM' }, [['TVC', null, 'SENSOR_FAULT']]],
    ['a number beside SENS', { TVC: 4.6, LERR: 'BATT SENS' }, [['TVC', null, 'SENSOR_FAULT']]],
    ['a number beside another error', { TVC: 4.6, LERR: 'BATT' }, [['TVC', 4600, null]]],
    ['only an empty compartment', { TVC: null }, [['TVC', null, 'CELSIUS_NOT_A_NUMBER']]],
    ['an empty compartment beside the room', { TVC: null, TAMB: 27 }, [['TAMB', 27_000, null]]],
    ['a room without a sensor', { TVC: 4.6, TAMB: null, TFRZ: null }, [['TVC', 4600, null]]],
    ['a text', { TVC: '4.6' }, [['TVC', null, 'CELSIUS_NOT_A_NUMBER']]],
    ['an unconnected probe', { TVC: -127 }, [['TVC', null, 'CELSIUS_IMPLAUSIBLE']]],
  ])('%s', (_, record, wanted) => {
    const found = ofRecord(record);
    expect(found?.measured.map(({ probe, milli, reason }) => [probe, milli, reason])).toEqual(wanted);
    expect(found?.unreadable).toEqual([]);
  });

  test('door and mains are yes or no, beside the vaccine’s own reading alone', () => {
    const found = ofRecord({ TVC: 4.6, TAMB: 27, DORV: 12, SVA: 0, HCOM: 60 });
    expect(found?.measured.map(({ extras }) => extras)).toEqual([
      { humidity: 60, door: true, power: false },
      null,
    ]);
    expect(ofRecord({ TVC: 4.6, ALRM: 'HEAT POWR', SVA: 300, DORV: 0 })?.measured[0]?.extras).toEqual({
      door: false,
      power: false,
    });
  });

  test('a broken clock makes the time doubtful, whatever the time is', () => {
    expect(ofRecord({ TVC: 4.6, LERR: 'RTC' })?.measured[0]?.clock).toBe('untrusted');
    expect(ofRecord({ TVC: 4.6, EERR: 'rtc' })?.measured[0]?.clock).toBe('untrusted');
    expect(ofRecord({ TVC: 4.6, RTCW: 'PT3H' })?.measured[0]?.clock).toBe('untrusted');
    expect(ofRecord({ TVC: 4.6, RTCW: 'PT0S' })?.measured[0]?.clock).toBeUndefined();
  });

  test('records of a logger without a clock are dated by the moment it was read out', () => {
    const pair = { ABST: '20261122T020000Z', RELT: 'P10DT1H' };
    const records = [{ RELT: 'P10D', TVC: 4 }, { RELT: 'P10DT45M', TVC: 5 }, pair];
    const [found] = decoded(envelope(records));
    expect(found?.measured.map(({ at, milli, clock }) => [at, milli, clock])).toEqual([
      [AT - 3_600_000, 4000, 'corrected'],
      [AT - 900_000, 5000, 'corrected'],
    ]);
    expect(found?.unreadable).toEqual([]);
    const [without] = decoded(envelope(records.slice(0, 2)));
    expect(without?.unreadable.map(({ reason }) => reason)).toEqual(['AT_UNREADABLE', 'AT_UNREADABLE']);
  });

  test('one record that cannot be read takes no other with it, and says where it is', () => {
    const [found] = decoded(envelope([{ ...RECORD, TVC: 4 }, 7, { TVC: 5, ABST: 'today' }]));
    expect(found?.measured).toHaveLength(1);
    expect(found?.unreadable).toEqual([
      { reason: 'READING_SHAPE', at: null, detail: 'data[0].records[1] is no record' },
      { reason: 'AT_UNREADABLE', at: null, detail: 'data[0].records[2] ABST "today" RELT undefined' },
    ]);
  });

  test('no bytes make the decoder or the check throw', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (payload) => {
        decodeDs01({ payload, topic: '', receivedAt: AT }, profile);
      }),
    );
    const words = fc.constantFrom(
      'meta',
      'data',
      'records',
      'ABST',
      'RELT',
      'TVC',
      'TAMB',
      'LERR',
      'LSER',
      'RTCW',
    );
    const values = fc.oneof(fc.constantFrom('20261122T020000Z', 'P1D', 4.5, null, 'SENS'), fc.jsonValue());
    const nested = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 5 }, values, fc.array(tie('node')), fc.dictionary(words, tie('node'))),
    })).node;
    fc.assert(
      fc.property(nested, (body) => {
        for (const one of decoded(body))
          for (const { at } of one.measured) expect(Number.isInteger(at)).toBe(true);
        checkDs01(JSON.parse(JSON.stringify(body)));
      }),
    );
  });
});

describe('is it as the standard describes it?', () => {
  const places = (body: unknown) => checkDs01(body).wrong.map(({ place }) => place);

  test.each<[string, unknown, string[]]>([
    ['a number', 7, ['']],
    ['no envelope', {}, ['/meta', '/data']],
    [
      'no transfer id',
      { ...envelope([{ ...RECORD, TVC: 4 }]), meta: { ...META, transferId: undefined } },
      ['/meta/transferId'],
    ],
    [
      'another kind',
      { ...envelope([{ ...RECORD, TVC: 4 }]), meta: { ...META, transferType: 'pms' } },
      ['/meta/transferType', '/data/0/ESER'].slice(0, 1),
    ],
    ['no logger', { meta: META, data: [{ records: [{ ...RECORD, TVC: 4 }] }] }, ['/data/0/LSER']],
    ['no records', envelope([]), ['/data/0/records']],
  ])('%s is broken', (_, body, wanted) => {
    expect(checkDs01(body).broken).toBe(true);
    expect(places(body)).toEqual(wanted);
  });

  test('of three records one is wrong: the others are good, and the place is told', () => {
    const found = checkDs01(
      envelope([
        { ...RECORD, TVC: 4 },
        { ...RECORD, ABST: '20260230T000000Z', TVC: 4 },
        { ...RECORD, TVC: null, LERR: 'SENS' },
      ]),
    );
    expect(found).toMatchObject({ broken: false, records: 3, good: 2, wrongCount: 1 });
    expect(found.wrong[0]).toMatchObject({ place: '/data/0/records/1/ABST', code: 'TIME' });
  });

  test('the compressor ran minutes up to schema 0.7.2 and seconds from then on', () => {
    const ranges = (schemaVersion: string, CMPR: number) =>
      checkDs01({ ...envelope([{ ...RECORD, TVC: 4, CMPR }]), meta: { ...META, schemaVersion } })
        .remarks.filter(({ code }) => code === 'RANGE')
        .map(({ place }) => place);
    expect(ranges('0.7.2', 15)).toEqual([]);
    expect(ranges('0.7.2', 16)).toEqual(['/data/0/records/0/CMPR']);
    expect(ranges('0.8.0', 900)).toEqual([]);
    expect(ranges('0.8.0', 901)).toEqual(['/data/0/records/0/CMPR']);
  });
});

describe.skipIf(!hasShared)('published material', () => {
  const names = Object.keys(expectedFacts()).filter((name) => name.startsWith('cce-ds01/ems_'));
  test.each(names)('%s is read with the facts that were found in it', (name) => {
    const wanted = expectedFacts()[name];
    const [found] = decodeDs01({ payload: sharedBytes(name), topic: '', receivedAt: AT }, profile);
    const compartment = found?.measured.filter(({ probe }) => probe === 'TVC') ?? [];
    const celsius = compartment.map(({ milli }) => (milli ?? Number.NaN) / 1000);
    expect(found?.unreadable).toEqual([]);
    expect({
      readings: compartment.length,
      first: new Date(compartment[0]?.at ?? 0).toISOString().slice(0, 19),
      last: new Date(compartment.at(-1)?.at ?? 0).toISOString().slice(0, 19),
      min: Math.min(...celsius),
      max: Math.max(...celsius),
    }).toEqual({
      readings: wanted?.readings,
      first: wanted?.first,
      last: wanted?.last,
      min: wanted?.min,
      max: wanted?.max,
    });
  });

  test('the examples of the schema itself are in order', () => {
    const schema = JSON.parse(new TextDecoder().decode(sharedBytes('cce-ds01/cce-interop-0.8.1.json')));
    for (const example of schema.examples)
      expect(checkDs01(example)).toMatchObject({ broken: false, wrongCount: 0, remarkCount: 0 });
  });
});
