import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLot, lotKey } from '../../src/lots/lot-spelling.ts';
import { readVial } from '../../src/lots/scan.ts';

const GS = '\u001d';
const GTIN = '08930000000002';
const vial = { ok: true, gtin: GTIN, lot: 'FK1234', expiry: '2027-12-31', serial: null, typed: false };
const read = (text: string): unknown => {
  const scan = readVial(text, 2026);
  return scan.ok ? scan : [scan.refusal.code, scan.refusal.details?.fault ?? null];
};

describe('a vial is read the same', () => {
  test.each([
    ['from a DataMatrix', `]d201${GTIN}1727123110FK1234`],
    ['from a DataMatrix with the lot before the date', `]d201${GTIN}10FK1234${GS}17271231`],
    ['from a GS1-128 on the carton', `]C101${GTIN}1727123110FK1234`],
    ['from a GS1 QR code', `]Q301${GTIN}1727123110FK1234`],
    ['from a QR code that holds a link', `]Q1https://id.gs1.org/01/${GTIN}/10/FK1234?17=271231`],
    ['from a link', `https://id.gs1.org/01/${GTIN}/10/FK1234?17=271231`],
    ['when the scanner leaves out the symbology', `01${GTIN}1727123110FK1234`],
    ['when the scanner sends FNC1 first', `${GS}01${GTIN}10FK1234${GS}17271231`],
    ['when the scanner shows FNC1 as a sign', `01${GTIN}10FK1234␝17271231`],
    ['when the scanner adds a line end', `]d201${GTIN}1727123110FK1234\r\n`],
    ['from a composite over an EAN-13', `]E08930000000002|]e01727123110FK1234`],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual(vial);
  });
  test('typed with brackets and blanks', () => {
    expect(read(`(01) ${GTIN} (17) 271231 (10) FK 1234`)).toEqual({ ...vial, typed: true });
  });
  test('with its serial number, and day 00 as the last of the month', () => {
    expect(read(`]d201${GTIN}1727020010FK1234${GS}210042`)).toEqual({
      ...vial,
      expiry: '2027-02-28',
      serial: '0042',
    });
  });
});

describe('typed as GTIN/LOT', () => {
  test.each([
    ['with all 14 digits', `${GTIN}/FK1234`, GTIN, 'FK1234'],
    ['with the 13 of an EAN', '8930000000002/FK1234', GTIN, 'FK1234'],
    ['with the 12 of a UPC', '416000336108/A', '00416000336108', 'A'],
    ['with the 8 of an EAN-8', '02345673/A', '00000002345673', 'A'],
    ['with blanks and small letters', ' 0893 0000 0000 02 / fk 1234 ', GTIN, 'fk1234'],
    ['with a slash inside the lot', `${GTIN}/AB/12`, GTIN, 'AB/12'],
  ])('%s', (_, text, gtin, lot) => {
    expect(read(text)).toEqual({ ok: true, gtin, lot, expiry: null, serial: null, typed: true });
  });
  test('a slash inside a scanned lot is no typed pair', () => {
    expect(read(`01${GTIN}10AB/12`)).toMatchObject({ lot: 'AB/12', typed: false });
  });
});

describe('what cannot be a vial is refused', () => {
  test.each([
    ['nothing', '', 'BARCODE_EMPTY', null],
    ['blanks', ' \r\n', 'BARCODE_EMPTY', null],
    ['a novel', 'A'.repeat(513), 'BARCODE_TOO_LONG', null],
    ['a wrong check digit in a symbol', ']d2010893000000000310A', 'BARCODE_MALFORMED', 'GS1_CHECK_DIGIT'],
    ['a wrong check digit, typed', '08930000000003/A', 'BARCODE_MALFORMED', 'GS1_CHECK_DIGIT'],
    ['9 digits, typed', '893000000/A', 'BARCODE_MALFORMED', 'GS1_AI_UNKNOWN'],
    ['a lot with a Vietnamese letter', `${GTIN}/LÔ1`, 'BARCODE_MALFORMED', 'GS1_NOT_CSET82'],
    ['a GTIN without a lot', `]d201${GTIN}`, 'BARCODE_NO_LOT', null],
    ['a GTIN and a slash', `${GTIN}/ `, 'BARCODE_NO_LOT', null],
    ['the bare EAN-13 of the box', ']E08930000000002', 'BARCODE_NO_LOT', null],
    ['a pallet label', '(00)123456789012345675', 'BARCODE_NO_GTIN', null],
    ['a lot alone', '(10)A', 'BARCODE_MALFORMED', 'GS1_COMPANION_MISSING'],
    ['two lots in one code', `(01)${GTIN}(10)A(10)B`, 'BARCODE_MALFORMED', 'GS1_REPEATED'],
    ['30 February', `(01)${GTIN}(17)270230(10)A`, 'BARCODE_MALFORMED', 'GS1_DAY'],
    ['an unknown AI', `]d201${GTIN}10A${GS}89X`, 'BARCODE_MALFORMED', 'GS1_AI_UNKNOWN'],
    ['the lot number alone', 'FK1234', 'BARCODE_MALFORMED', 'GS1_AI_UNKNOWN'],
    ['a symbology that is no GS1', ']A0123', 'BARCODE_MALFORMED', 'GS1_SYMBOLOGY_UNKNOWN'],
    ['a web page', 'https://example.org/', 'BARCODE_MALFORMED', 'GS1_LINK_MALFORMED'],
  ])('%s', (_, text, code, fault) => {
    expect(read(text)).toEqual([code, fault]);
  });
});

test('whatever bytes come, reading a vial answers, and a vial it finds is whole', () => {
  const parts = fc.constantFrom(
    ']d2',
    ']E0',
    GS,
    '␝',
    '(',
    ')',
    '/',
    '01',
    '10',
    '17',
    GTIN,
    '271231',
    'FK1',
    'https://a/',
    ' ',
  );
  const text = fc.oneof(
    fc.uint8Array({ maxLength: 80 }).map((bytes) => String.fromCharCode(...bytes)),
    fc
      .array(
        fc.oneof(
          parts,
          fc.uint16Array({ maxLength: 4 }).map((units) => String.fromCharCode(...units)),
        ),
        { maxLength: 12 },
      )
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (barcode) => {
      const scan = readVial(barcode, 2026);
      if (!scan.ok) expect(scan.refusal.code).toMatch(/^BARCODE_/);
      else {
        expect(scan.gtin).toMatch(/^\d{14}$/);
        expect(scan.lot).toMatch(/^[!-z]{1,20}$/);
      }
    }),
    { numRuns: 500 },
  );
});

describe('a typed lot finds the registered one', () => {
  const lots = (...numbers: string[]) => numbers.map((lot) => ({ gtin: GTIN, lot, expiry: '2027-12-31' }));
  const find = (typed: string, ...registered: string[]) => {
    const found = findLot({ gtin: GTIN, lot: typed, typed: true }, lots(...registered));
    return found && [found.lot.lot, found.how];
  };
  test.each([
    ['letter for letter', 'FO1', ['F01', 'FO1', 'fo1'], ['FO1', 'exact']],
    ['in small letters and with a blank', 'fo 1', ['F01', 'FO1'], ['FO1', 'spelling']],
    ['with O for 0, and says so', 'FO1', ['F01', 'F02'], ['F01', 'lookalike']],
    ['not when two differ only in case', 'fo1', ['FO1', 'Fo1'], null],
    ['not when two look alike', 'FOO1', ['F001', 'F0O1'], null],
    ['not when it is another', 'F1', ['F01'], null],
  ])('%s', (_, typed, registered, found) => {
    expect(find(typed, ...registered)).toEqual(found);
  });
  test('a scanned lot is only ever itself', () => {
    expect(findLot({ gtin: GTIN, lot: 'fo1', typed: false }, lots('FO1', 'F01'))).toBeNull();
  });
  test('a lot of another product is not found', () => {
    expect(findLot({ gtin: '00000002345673', lot: 'FO1', typed: true }, lots('FO1'))).toBeNull();
  });
  test('two registered lots never pass for one another, however alike', () => {
    const number = fc.stringMatching(/^[Oo0Aa1 ]{1,5}$/);
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 1, maxLength: 6 }), number, (registered, typed) => {
        const found = find(typed, ...registered);
        if (registered.includes(typed)) expect(found).toEqual([typed, 'exact']);
        else if (found) {
          const rivals = registered.filter((lot) => lotKey(lot) === lotKey(typed) && lot !== found[0]);
          // Another lot that looks alike is passed over only where this one is nearer: the same but for case and blanks.
          if (rivals.length > 0) expect(found[1]).toBe('spelling');
        }
      }),
    );
  });
});
