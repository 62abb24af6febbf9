import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, fullYear } from '../../src/lots/gs1/date.ts';
import { readDigitalLink } from '../../src/lots/gs1/digital-link.ts';
import { FNC1, readBracketed, readConcatenated, readRaw, writeRaw } from '../../src/lots/gs1/elements.ts';
import { FORMATS } from '../../src/lots/gs1/formats.ts';
import { faultBetween } from '../../src/lots/gs1/relations.ts';
import { readScanData } from '../../src/lots/gs1/scan-data.ts';

const pairs = (text: string): unknown => {
  const read = readBracketed(text);
  return read.ok ? read.elements.map(({ ai, value }) => [ai, value]) : read.fault;
};

describe('a GS1 message in brackets', () => {
  test('gives GTIN, expiry, lot and serial number', () => {
    expect(pairs('(01)08930000000002(17)271231(10)FK1234(21)0042')).toEqual([
      ['01', '08930000000002'],
      ['17', '271231'],
      ['10', 'FK1234'],
      ['21', '0042'],
    ]);
  });
  test.each([
    ['a wrong check digit', '(01)08930000000003(10)A', 'GS1_CHECK_DIGIT', 17],
    ['a letter in a GTIN', '(01)0893000000000O', 'GS1_NOT_DIGIT', 17],
    ['a month 13', '(01)08930000000002(17)271331', 'GS1_MONTH', 24],
    ['31 April', '(01)08930000000002(17)270431', 'GS1_DAY', 26],
    ['a lot of 21 characters', '(10)ABCDEFGHIJKLMNOPQRSTU', 'GS1_TOO_LONG', 24],
    ['a lot with a Vietnamese letter', '(10)LÔ1', 'GS1_NOT_CSET82', 5],
    ['an AI that does not exist', '(89)X', 'GS1_AI_UNKNOWN', 0],
    ['an AI without a value', '(10)', 'GS1_VALUE_EMPTY', 4],
    ['a bracket that does not close', '(01', 'GS1_AI_MALFORMED', 0],
    ['a GTIN cut short', '(01)0893000', 'GS1_TOO_SHORT', 11],
    ['nothing', '', 'GS1_EMPTY', 0],
  ])('with %s is refused at its place', (_, text, code, at) => {
    expect(pairs(text)).toEqual({ code, at });
  });
});

describe('a GS1 message as scanned', () => {
  test('separates values of open length by FNC1', () => {
    const read = readConcatenated(`0108930000000002${'10'}FK1234${FNC1}17271231`);
    expect(read).toMatchObject({
      ok: true,
      elements: [{ ai: '01' }, { ai: '10', value: 'FK1234', at: 16 }, { ai: '17' }],
    });
  });
  test('a lot number swallows what follows when the scanner drops FNC1, and is then another lot', () => {
    expect(readConcatenated('010893000000000210FK123417271231')).toMatchObject({
      elements: [{}, { value: 'FK123417271231' }],
    });
  });
  test('written again it is the same message', () => {
    const values = fc.stringMatching(/^[A-Za-z0-9/-]{1,20}$/);
    fc.assert(
      fc.property(values, values, (lot, serial) => {
        const elements = [
          { ai: '01', value: '08930000000002', at: 1 },
          { ai: '10', value: lot, at: 17 },
          { ai: '17', value: '271200', at: 20 + lot.length },
          { ai: '21', value: serial, at: 28 + lot.length },
        ];
        expect(readRaw(writeRaw(elements))).toEqual({ ok: true, elements });
      }),
    );
  });
});

describe('the expiry date of a barcode', () => {
  test.each([
    ['271231', 2026, '2027-12-31'],
    ['270200', 2026, '2027-02-28'],
    ['280200', 2026, '2028-02-29'],
    ['760101', 2026, '2076-01-01'],
    ['770101', 2026, '1977-01-01'],
    ['000229', 2026, '2000-02-29'],
    ['000229', 2080, null],
    ['270230', 2026, null],
    ['27123', 2026, null],
  ])('%s read in %d means %s', (text, year, day) => {
    expect(dayOf(text, year)).toBe(day);
  });
  test('a two-digit year is never further away than 49 years back or 50 ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1970, max: 2170 }), (two, now) => {
        const year = fullYear(two, now);
        expect(year % 100).toBe(two);
        expect(year - now).toBeGreaterThanOrEqual(-49);
        expect(year - now).toBeLessThanOrEqual(50);
      }),
    );
  });
});

describe('AIs that stand together', () => {
  const between = (text: string): unknown => {
    const read = readBracketed(text);
    return read.ok ? faultBetween(read.elements) : read.fault;
  };
  test.each([
    ['GTIN, expiry and lot belong together', '(01)08930000000002(17)271231(10)A', null],
    ['the same lot twice says nothing new', '(01)08930000000002(10)A(10)A', null],
    [
      'two lots in one symbol contradict each other',
      '(01)08930000000002(10)A(10)B',
      { code: 'GS1_REPEATED', at: 23 },
    ],
    ['a lot without its item names nothing', '(10)A', { code: 'GS1_COMPANION_MISSING', at: 0 }],
    [
      'an item beside its own content is two items',
      '(01)08930000000002(02)08930000000002(37)5',
      { code: 'GS1_FORBIDDEN_PAIR', at: 0 },
    ],
  ])('%s', (_, text, fault) => {
    expect(between(text)).toEqual(fault);
  });
});

describe('a GS1 Digital Link', () => {
  const link = (text: string): unknown => {
    const read = readDigitalLink(text);
    return read.ok ? writeRaw(read.elements).replaceAll(FNC1, '^') : read.fault.code;
  };
  test.each([
    ['names item and lot', 'https://id.gs1.org/01/08930000000002/10/FK1234', '^010893000000000210FK1234'],
    [
      'carries expiry behind the question mark',
      'https://id.gs1.org/01/08930000000002/10/FK1?17=271231',
      '^010893000000000210FK1^17271231',
    ],
    [
      'may live below a path of its host',
      'https://vn.example:8443/vac/xin/01/08930000000002',
      '^0108930000000002',
    ],
    ['may write a shorter GTIN', 'http://example.org/01/8930000000002/10/A', '^010893000000000210A'],
    ['may escape characters', 'https://example.org/01/08930000000002/10/A%2FB', '^010893000000000210A/B'],
    [
      'passes over names and the fragment',
      'https://example.org/01/08930000000002?lang=vi&17=271231#top',
      '^010893000000000217271231',
    ],
  ])('%s', (_, text, raw) => {
    expect(link(text)).toBe(raw);
  });
  test.each([
    ['without any path', 'https://id.gs1.org', 'GS1_LINK_MALFORMED'],
    ['without a key', 'https://id.gs1.org/about', 'GS1_LINK_MALFORMED'],
    ['ending in a slash', 'https://id.gs1.org/01/08930000000002/', 'GS1_LINK_MALFORMED'],
    ['with serial before lot', 'https://id.gs1.org/01/08930000000002/21/1/10/A', 'GS1_LINK_MALFORMED'],
    [
      'with a lot behind the question mark',
      'https://id.gs1.org/01/08930000000002?10=A',
      'GS1_LINK_MALFORMED',
    ],
    ['with a number that is no AI', 'https://id.gs1.org/01/08930000000002?999=A', 'GS1_LINK_MALFORMED'],
    ['with a broken escape', 'https://id.gs1.org/01/08930000000002/10/A%2', 'GS1_LINK_MALFORMED'],
    [
      'with FNC1 smuggled into the lot',
      'https://id.gs1.org/01/08930000000002/10/A%1D17271231',
      'GS1_NOT_CSET82',
    ],
    ['with a wrong check digit', 'https://id.gs1.org/01/08930000000003/10/A', 'GS1_CHECK_DIGIT'],
    ['with one attribute twice', 'https://id.gs1.org/01/08930000000002?17=271231&17=271231', 'GS1_REPEATED'],
    ['with a prototype for a key', 'https://id.gs1.org/__proto__/constructor', 'GS1_LINK_MALFORMED'],
  ])('%s is refused', (_, text, code) => {
    expect(link(text)).toBe(code);
  });
});

test('no input at all makes a reader throw, and a fault lies inside the text', () => {
  const gs1ish = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          FNC1,
          '(',
          ')',
          '\\(',
          ']d2',
          ']E0',
          ']C1',
          '|]e0',
          'https://',
          '/',
          '?',
          '%',
          '%1D',
          '=',
        ),
        fc.constantFrom(...FORMATS.keys()),
        fc.constantFrom('08930000000002', '271231', '__proto__'),
        fc.uint16Array({ maxLength: 6 }).map((units) => String.fromCharCode(...units)),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(''));
  const bytes = fc.uint8Array({ maxLength: 60 }).map((data) => String.fromCharCode(...data));
  fc.assert(
    fc.property(fc.oneof(bytes, gs1ish), (text) => {
      for (const read of [readRaw, readConcatenated, readBracketed, readScanData, readDigitalLink]) {
        const answer = read(text);
        if (!answer.ok) {
          expect(answer.fault.at).toBeGreaterThanOrEqual(0);
          expect(answer.fault.at).toBeLessThanOrEqual(text.length);
        } else if ('elements' in answer) faultBetween(answer.elements);
      }
    }),
    { numRuns: 500 },
  );
});
