import { describe, expect, it, test } from 'vitest';
import { profiles } from '../../devices/profiles/profiles.ts';
import { parseDescription } from '../../src/fleet/description.ts';
import { CATALOGUE, catalogueEntry, productOf } from '../../src/lots/catalogue/catalogue.ts';
import { checkDigit } from '../../src/lots/gs1/check-digit.ts';
import { applied, described, PROVINCE, problemsIn } from './province.ts';

/** The valid province with one piece of text changed. */
function mutated(from: string, to: string): string {
  if (!PROVINCE.includes(from)) throw new Error(`The example has no ${from}`);
  return PROVINCE.replace(from, () => to);
}

describe('a right description', () => {
  const province = described(PROVINCE);

  it('has seconds as milliseconds and degrees as thousandths', () => {
    expect(province.products[0]?.versions[0]?.rules).toEqual([
      { id: 'heat', side: 'above', limit: 8000, inclusive: false, allowed: 3_600_000, mode: 'cumulative' },
      { id: 'freeze', side: 'below', limit: -500, inclusive: true, allowed: 0, mode: 'continuous' },
    ]);
  });

  it('gives a fridge without rules the WHO PQS alarms: above 8.0 °C for 10 h, at or below -0.5 °C for 60 min', () => {
    expect(province.units[0]?.rules).toEqual([
      {
        id: 'pqs-heat',
        side: 'above',
        limit: 8000,
        inclusive: false,
        allowed: 36_000_000,
        mode: 'continuous',
      },
      {
        id: 'pqs-freeze',
        side: 'below',
        limit: -500,
        inclusive: true,
        allowed: 3_600_000,
        mode: 'continuous',
      },
    ]);
  });

  test.each([
    ['freezer', -15_000],
    ['ultra-freezer', -60_000],
  ])('gives a %s without rules an alarm above %i thousandths for 60 min', (kind, limit) => {
    const rules = described(mutated('kind: refrigerator', `kind: ${kind}`)).units[0]?.rules;
    expect(rules?.map((rule) => [rule.side, rule.limit, rule.allowed])).toEqual([
      ['above', limit, 3_600_000],
    ]);
  });

  test.each([
    [60, 900],
    [300, 900],
    [301, 903],
    [900, 2700],
  ])('with a sampling interval of %i s lets a reading stand for %i s', (sampling, gap) => {
    const unit = described(mutated('samplingSeconds: 60', `samplingSeconds: ${sampling}`)).units[0];
    expect(unit?.maxGap).toBe(gap * 1000);
  });

  it('lets a building be unknown for 4 h and a box for 1 h', () => {
    expect(province.units.map((unit) => unit.maxUnmonitored / 3_600_000)).toEqual([4, 4, 1]);
  });

  it('reads a date as the first instant of that day in the province, and an instant by its own offset', () => {
    expect(province.parcels[0]?.since).toBe(Date.parse('2026-10-31T17:00:00Z'));
    const other = described(mutated('since: 2026-11-01', 'since: "2026-11-01T10:00:00+09:00"'));
    expect(other.parcels[0]?.since).toBe(Date.parse('2026-11-01T01:00:00Z'));
  });

  it('takes text as it is written: a lot that looks like a number, a GTIN with its leading zero', () => {
    const text = PROVINCE.replaceAll('FK1234', '12E34567').replaceAll('"08930000000002"', '08930000000002');
    const { lots, products } = described(text);
    expect(lots[0]?.lot).toBe('12E34567');
    expect(products[0]?.gtin).toBe('08930000000002');
  });

  it('keeps a 13-digit GTIN with 14 digits', () => {
    expect(described(PROVINCE.replaceAll('"08930000000002"', '8930000000002')).lots[0]?.gtin).toBe(
      '08930000000002',
    );
  });

  it('may be JSON', () => {
    const { line: _, ...site } = province.sites[0] ?? { line: 0 };
    expect(described(JSON.stringify({ sites: [site] })).sites).toEqual([
      province.sites[0] && { ...site, line: 1 },
    ]);
  });

  it('may name a vaccine of the catalogue instead of rules', () => {
    const version = {
      effective: null,
      source: 's',
      labelVersion: '1',
      rules: [],
      maxUnmonitored: 1,
      notJudged: [],
    };
    const text = 'products:\n  - { gtin: "08930000000002", catalogue: hepb }';
    const catalogue = (key: string) => (key === 'hepb' ? { name: 'HepB', versions: [version] } : undefined);
    expect(described(text, { catalogue }).products[0]).toMatchObject({ name: 'HepB', versions: [version] });
    expect(problemsIn(text)).toEqual(['2 UNKNOWN_CATALOGUE']);
  });

  it('may add to what the registry already has', async () => {
    const known = await applied(PROVINCE);
    const text = 'devices:\n  - { id: do-3, unit: tu-2 }';
    expect(problemsIn(text, { known })).toEqual([]);
    expect(problemsIn(text)).toEqual(['2 UNKNOWN_UNIT']);
  });
});

describe('a description is refused with the line', () => {
  test.each([
    ['an unknown key', 'litres: 120', 'liters: 120', '7 UNKNOWN_KEY'],
    ['an unknown key at the top', 'zone: Asia/Ho_Chi_Minh', 'zones: x', '1 UNKNOWN_KEY'],
    ['a zone that is none', 'zone: Asia/Ho_Chi_Minh', 'zone: Asia/Hanoi2', '1 BAD_ZONE'],
    ['a list that is none', 'parcels:\n  - ', 'parcels: ', '25 NOT_A_LIST'],
    ['an id with a space', 'id: tu-2,', 'id: tu 2,', '8 BAD_ID'],
    ['an id with a slash', 'id: hom-1', 'id: hom/1', '9 BAD_ID'],
    ['the id by which the service tries itself', 'id: do-1', 'id: _canary', '11 ID_RESERVED'],
    ['a missing kind', 'kind: transport-box, ', '', '9 MISSING_KEY'],
    ['an unknown kind', 'kind: transport-box', 'kind: bucket', '9 BAD_VALUE'],
    ['litres as words', 'litres: 120', 'litres: many', '7 WRONG_TYPE'],
    ['litres below nothing', 'litres: 120', 'litres: -1', '7 OUT_OF_RANGE'],
    ['a negative duration', 'allowedSeconds: 3600', 'allowedSeconds: -1', '18 NEGATIVE_DURATION'],
    ['an infinite duration', 'allowedSeconds: 3600', 'allowedSeconds: .inf', '18 WRONG_TYPE'],
    ['a sampling interval of nothing', 'samplingSeconds: 60', 'samplingSeconds: 0', '7 OUT_OF_RANGE'],
    ['a limit under -120 °C', 'limitCelsius: -0.5', 'limitCelsius: -120.1', '19 BAD_LIMIT'],
    ['a limit over 80 °C', 'limitCelsius: 8', 'limitCelsius: 80.1', '18 BAD_LIMIT'],
    ['a rule id twice in one list', 'id: freeze', 'id: heat', '19 DUPLICATE_RULE'],
    [
      'a GTIN with a wrong check digit',
      'gtin: "08930000000002"\n',
      'gtin: "08930000000003"\n',
      '14 BAD_GTIN',
    ],
    ['a lot with a sign outside set 82', 'lot: FK1234, expiry', 'lot: "FK#1234", expiry', '24 BAD_LOT'],
    ['a lot of 21 characters', 'lot: FK1234, expiry', 'lot: A23456789012345678901, expiry', '24 BAD_LOT'],
    ['a telephone number that is none', 'parent: huyen', 'parent: huyen, phone: gọi Lan', '5 BAD_PHONE'],
    ['a telephone number of two digits', 'parent: huyen', 'parent: huyen, phone: "11"', '5 BAD_PHONE'],
    ['an expiry that is no day', '2027-03-31', '2027-02-30', '24 BAD_EXPIRY'],
    ['a date that is no day', 'since: 2026-11-01', 'since: 2026-13-01', '26 BAD_DATE'],
    ['a time without an offset', 'since: 2026-11-01', 'since: 2026-11-01T10:00:00', '26 BAD_DATE'],
    ['an unknown parent', 'parent: huyen', 'parent: nowhere', '5 UNKNOWN_PARENT'],
    ['a circle of sites', 'parent: null', 'parent: xa', '3 SITE_CYCLE'],
    ['a site below itself', 'parent: tinh', 'parent: huyen', '4 SITE_CYCLE'],
    ['a unit at an unknown site', 'site: xa', 'site: nowhere', '8 UNKNOWN_SITE'],
    ['a fridge at no site', 'site: xa, ', '', '8 UNIT_WITHOUT_SITE'],
    ['a device in an unknown unit', 'unit: tu-2 }', 'unit: nowhere }', '12 UNKNOWN_UNIT'],
    ['a device in two units', 'id: do-2', 'id: do-1', '12 DEVICE_IN_TWO_UNITS'],
    ['a site named twice', 'id: xa', 'id: huyen', '5 DUPLICATE_ID'],
    [
      '`since` after `retired`',
      'unit: tu-2 }',
      'unit: tu-2, since: 2026-02-02, retired: 2026-02-01 }',
      '12 SINCE_AFTER_RETIRED',
    ],
    ['a product without rules', '    rules:\n', '    versions:\n', '18 MISSING_KEY'],
    ['an unknown role', 'roles: [depot, escort]', 'roles: [depot, boss]', '22 BAD_VALUE'],
    ['a depot person without a site', 'site: tinh, password', 'password', '22 PERSON_WITHOUT_SITE'],
    ['a person at an unknown site', 'site: tinh, password', 'site: nowhere, password', '22 UNKNOWN_SITE'],
    ['a password of nine characters', 'mat-khau-kho', 'mat-khau9', '22 PASSWORD_SHORT'],
    ['a parcel in an unknown unit', 'unit: tu-1, since', 'unit: nowhere, since', '26 UNKNOWN_UNIT'],
    ['a parcel of an unknown lot', 'lot: FK1234, doses', 'lot: FK9999, doses', '26 UNKNOWN_LOT'],
    ['a parcel of no doses', 'doses: 240', 'doses: 0', '26 OUT_OF_RANGE'],
    [
      'a lot of an unknown product',
      'gtin: "08930000000002", lot: FK1234, expiry',
      'gtin: "08930000000019", lot: FK1234, expiry',
      '24 UNKNOWN_GTIN',
    ],
  ])('%s', (_name, from, to, problem) => {
    expect(problemsIn(mutated(from, to))).toContain(problem);
  });

  it('a `below` limit that is not under the `above` limit of the same unit', () => {
    const rules =
      'rules: [{ id: a, side: above, limitCelsius: 2, allowedSeconds: 0 }, { id: b, side: below, limitCelsius: 8, allowedSeconds: 0 }]';
    expect(problemsIn(mutated('litres: 120', rules))).toEqual(['7 LIMITS_CROSSED']);
  });

  it('versions whose times do not rise', () => {
    const version = (effective: string) => `{ effective: ${effective}, rules: [] }`;
    const text = (a: string, b: string) =>
      `products:\n  - gtin: "08930000000002"\n    versions:\n      - ${version(a)}\n      - ${version(b)}\n`;
    expect(problemsIn(text('2026-01-01', '2026-02-01'))).toEqual([]);
    expect(problemsIn(text('null', '2026-02-01'))).toEqual([]);
    expect(problemsIn(text('2026-02-01', '2026-02-01'))).toEqual(['5 VERSION_ORDER']);
    expect(problemsIn(text('2026-02-01', 'null'))).toEqual(['5 VERSION_ORDER']);
  });

  it('every problem at once, in the order of lines, said in two languages', () => {
    const text = mutated('site: xa', 'site: nowhere')
      .replace('doses: 240', 'doses: x')
      .replace('[administrator]', '[x]');
    const result = parseDescription(text);
    expect(result.ok ? [] : result.problems.map(({ line }) => line)).toEqual([8, 21, 26]);
    expect(result.ok ? null : result.problems[0]).toMatchObject({
      path: 'units[1].site',
      message: 'unknown site: "nowhere"',
      vi: 'cơ sở không được biết: "nowhere"',
    });
  });

  it('never shows a password or a secret', () => {
    const text = PROVINCE.replace('mat-khau-kho', 'mkngan').replace('a-secret-of-one', '"nen\\u0000giu"');
    const result = parseDescription(text);
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual([
      'BAD_SECRET',
      'PASSWORD_SHORT',
    ]);
    expect(JSON.stringify(result)).not.toMatch(/mkngan|giu/);
  });

  it('but a demo may have short passwords', () => {
    expect(problemsIn(`demo: true\n${PROVINCE.replace('mat-khau-kho', 'kho')}`)).toEqual([]);
  });
});

describe('text that is no description', () => {
  test.each([
    ['nothing', '', '1 NOT_A_MAP'],
    ['a list', '- a', '1 NOT_A_MAP'],
    ['a broken bracket', 'sites:\n  - { id: a', '2 SYNTAX'],
    ['a key twice in one map', 'sites:\n  - id: a\n    id: b', '3 SYNTAX'],
    ['two documents', 'zone: UTC\n---\nzone: UTC', '2 SYNTAX'],
  ])('%s is refused', (_name, text, problem) => {
    expect(problemsIn(text)).toContain(problem);
  });

  it('endless brackets are refused and do not end the service', () => {
    expect(problemsIn('['.repeat(50_000)).length).toBeGreaterThan(0);
    expect(problemsIn(`sites: ${'['.repeat(5000)}${']'.repeat(5000)}`).length).toBeGreaterThan(0);
  });

  it('aliases that multiply are refused before they fill the memory', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `  - &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
    );
    expect(problemsIn(`sites:\n  - &l0 x\n${levels.join('\n')}\n`)).toContain('3 TOO_DEEP');
  });
});

describe('hostile names', () => {
  test.each([
    'O\'Brien "Kho" \\',
    '<script>alert(1)</script>',
    '=1+1',
    '__proto__',
    'constructor',
    'Đ\u0301',
  ])('the name %j is text like any other', (name) => {
    const text = `sites:\n  - { id: a, name: ${JSON.stringify(name)} }`;
    expect(described(text).sites[0]?.name).toBe(name.normalize('NFC'));
  });

  it('combining marks and composed letters are one name', () => {
    const composed = 'Trạm y tế xã';
    const text = `sites:\n  - { id: a, name: ${JSON.stringify(composed.normalize('NFD'))} }`;
    expect(described(text).sites[0]?.name).toBe(composed);
  });

  test.each([
    'a\nb',
    'a\r',
    '\u0000',
    'a\u001b[31m',
    'a\u2028b',
    'a\u202eb',
    '',
    '   ',
    '\ud800',
    'x'.repeat(201),
  ])('the name %j is refused', (name) => {
    expect(problemsIn(`sites:\n  - { id: a, name: ${JSON.stringify(name)} }`)).toEqual(['2 BAD_TEXT']);
  });

  it('a refused value cannot move the cursor of the terminal that shows it', () => {
    const result = parseDescription(`sites:\n  - { id: "a\\e[2J\\u202e\\u009b" }`);
    const said = result.ok ? '' : `${result.problems[0]?.message}${result.problems[0]?.vi}`;
    expect(said).toContain('\\u001b');
    expect(said).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the id %s is an id like any other',
    (id) => {
      const text = `sites:\n  - { id: ${id} }\nunits:\n  - { id: ${id}, kind: refrigerator, site: ${id} }`;
      const { sites, units } = described(text);
      expect([sites[0]?.id, units[0]?.id, units[0]?.site]).toEqual([id, id, id]);
      expect(problemsIn(`sites: []\nunits:\n  - { id: a, kind: refrigerator, site: ${id} }`)).toEqual([
        '3 UNKNOWN_SITE',
      ]);
    },
  );

  test.each(['__proto__', 'constructor', '"__proto__"'])(
    'the key %s is unknown and changes nothing',
    (key) => {
      expect(problemsIn(`sites:\n  - { id: a, ${key}: { parent: b } }`)).toEqual(['2 UNKNOWN_KEY']);
      expect(problemsIn(`zone: UTC\n${key}: { sites: [] }`)).toEqual(['2 UNKNOWN_KEY']);
      expect(Object.hasOwn(Object.prototype, 'sites')).toBe(false);
    },
  );
});

it('the shipped catalogue and the shipped profiles fit as they are', () => {
  const text = `products:\n${CATALOGUE.map(({ key }, i) => {
    const body = `0893000000${String(i).padStart(3, '0')}`;
    return `  - { gtin: "${body}${checkDigit(body)}", catalogue: ${key} }`;
  }).join('\n')}\ndevices:\n  - { id: a }\n  - { id: b, profile: ds18b20 }\n`;
  const options = {
    catalogue: (key: string) => {
      const entry = catalogueEntry(key);
      return entry ? productOf(entry, '') : undefined;
    },
    profiles: (name: string) => profiles.has(name),
  };
  expect(described(text, options).products).toHaveLength(CATALOGUE.length);
  expect(problemsIn('devices:\n  - { id: a, profile: none }', options)).toEqual(['2 UNKNOWN_PROFILE']);
});
