/** SenML's own rules, and every published example with the resolution that is published beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Resolved, resolve } from '../../../devices/payloads/senml-resolve.ts';

const NOW = 1_498_780_179;
const FOLDER = fileURLToPath(new URL('../../../../shared/data/payloads/senml', import.meta.url));
const here = existsSync(FOLDER);
if (!here) console.warn('Skipped: the published examples of SenML, for ../shared/data is not here');
const files = here ? readdirSync(FOLDER) : [];
const json = (file: string) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
const pairs = files
  .filter((file) => file.endsWith('.gen.resolved.json'))
  .map((file) => [file.replace('.gen.resolved', ''), file] as const);

/** As the published resolutions write a record. */
const published = ({ n, u, t, v, vs, vb }: Resolved) => ({
  n,
  ...(u !== null && { u }),
  t: Number(t.toFixed(3)),
  ...(v !== null && { v }),
  ...(vs !== null && { vs }),
  ...(vb !== null && { vb }),
});
const records = (pack: unknown, now = NOW): readonly Resolved[] => {
  const resolution = resolve(pack, now);
  if (!resolution.ok) throw new Error(resolution.detail);
  return resolution.records;
};

describe('the published examples of RFC 8428', () => {
  test.skipIf(!here)('they are there, each with its resolution but the one that has none', () => {
    const examples = files.filter((file) => !file.includes('resolved'));
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter((file) => !pairs.some(([example]) => example === file))).toEqual(['ex13.json']);
  });

  test.skipIf(!here).each(pairs)('%s resolves to what is published', (example, resolution) => {
    const wanted = json(resolution) as readonly { t: number }[];
    // Two of them state no time; theirs is that of the day they were resolved.
    const now = wanted[0]?.t ?? NOW;
    // The published resolution leaves out values that are data; nothing else.
    const got = records(json(example), now).filter(({ vd }) => vd === null);
    expect(got.map(published)).toEqual(wanted.map((one) => ({ ...one, t: Number(one.t.toFixed(3)) })));
  });

  test.skipIf(!here)(
    'ex13, which has no resolution: two devices, each with a tenth of a second between two values',
    () => {
      expect(records(json('ex13.json')).map(({ n, t, v, u }) => [n, Number(t.toFixed(3)), v, u])).toEqual([
        ['2001:db8::3', 1_320_078_429, 0.5, '/'],
        ['2001:db8::4', 1_320_078_429, 0.5, '/'],
        ['2001:db8::3', 1_320_078_429.1, 0, '/'],
        ['2001:db8::4', 1_320_078_429.1, 0, '/'],
      ]);
    },
  );
});

describe('resolving', () => {
  test.each([
    ['no time at all is now', {}, NOW, false],
    ['zero is now', { t: 0 }, NOW, false],
    ['five seconds ago', { t: -5 }, NOW - 5, true],
    ['just below 2^28 is relative', { t: 268_435_455 }, NOW + 268_435_455, true],
    ['2^28 is absolute', { t: 268_435_456 }, 268_435_456, false],
    ['base and own time are added before that is asked', { bt: 268_435_450, t: 6 }, 268_435_456, false],
  ])('time: %s', (_, record, t, relative) => {
    expect(records([{ n: 'a', v: 1, ...record }])).toMatchObject([{ t, relative }]);
  });

  test('base values hold until another one comes', () => {
    const pack = [
      { bn: 'a:', bu: 'Cel', bv: 20, n: 'x', v: 1 },
      { n: 'y', v: 2, u: 'K' },
      { bn: 'b:', n: 'x', v: 3 },
    ];
    expect(records(pack).map(({ n, u, v }) => [n, u, v])).toEqual([
      ['a:x', 'Cel', 21],
      ['a:y', 'K', 22],
      ['b:x', 'Cel', 23],
    ]);
  });

  test.each([
    ['a base value alone counts as the value', { bv: 4 }, { v: 4, s: null }],
    ['a base sum alone counts as the sum', { bs: 9 }, { v: null, s: 9 }],
    ['a sum is not a value, whatever the base value is', { bv: 4, s: 1 }, { v: null, s: 1 }],
    ['truth is not a value either', { bv: 4, vb: true }, { v: null, vb: true }],
  ])('%s', (_, record, wanted) => {
    expect(records([{ n: 'a', ...record }])).toMatchObject([wanted]);
  });

  test('a record of bases alone is no reading', () => {
    expect(records([{ bn: 'a:' }, { n: 'x', v: 1 }])).toHaveLength(1);
  });

  test('labels that nobody knows are left aside', () => {
    expect(records([{ n: 'a', v: 1, label: 'Machine Room', ut: 60 }])).toHaveLength(1);
  });

  test.each([
    ['no list', {}],
    ['a record that is none', [5]],
    ['a record that is a list', [[]]],
    ['a label that must be understood', [{ n: 'a', v: 1, priority_: 3 }]],
    ['a version from the future', [{ bver: 11, n: 'a', v: 1 }]],
    ['a version that is no number', [{ bver: '5', n: 'a', v: 1 }]],
    ['no name', [{ v: 1 }]],
    ['a name with a space', [{ n: 'a b', v: 1 }]],
    ['a name that begins with a dot', [{ n: '.a', v: 1 }]],
    ['a value that is text', [{ n: 'a', v: '4.1' }]],
    ['two values', [{ n: 'a', v: 1, vs: 'x' }]],
    ['no value', [{ n: 'a' }]],
    ['a time that is text', [{ n: 'a', v: 1, t: '5' }]],
  ])('%s is refused whole', (_, pack) => {
    expect(resolve(pack, NOW)).toMatchObject({ ok: false });
  });

  test('version 10 is the one that is known, and older ones are read', () => {
    expect(records([{ bver: 10, n: 'a', v: 1 }])).toHaveLength(1);
    expect(records([{ bver: 5, n: 'a', v: 1 }])).toHaveLength(1);
  });
});
