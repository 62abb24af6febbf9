/** Does the text of a description say the same data, at the same lines, whether it is read as JSON or as YAML? */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/fleet/problems.ts';
import { readSource } from '../../src/fleet/source.ts';

/** A comment is no JSON: with one before it the text is read as YAML, a line further down. */
const asYaml = (text: string) => readSource(`# YAML\n${text}`);

function read(source: ReturnType<typeof readSource>) {
  if (!source.ok) throw new Error(source.problems[0]?.message);
  return source;
}

/** The ways to all that is there, and to something in each part that is not. */
function waysIn(value: unknown, path: Path = []): Path[] {
  const steps = Array.isArray(value)
    ? [...value.keys(), value.length]
    : [...Object.keys((value as object | null) ?? {}), 'vắng'];
  if (typeof value !== 'object' || value === null) return [path, [...path, 'vắng']];
  return [
    path,
    ...steps.flatMap((step) => {
      const next = (value as Record<string | number, unknown>)[step];
      return next === undefined ? [[...path, step]] : waysIn(next, [...path, step]);
    }),
  ];
}

const key = fc.constantFrom('id', 'lot', 'name', 'expiry', 'units', 'rules', 'limitCelsius', 'hai chữ', '12');
const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { map } = fc.letrec((tie) => ({
  map: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('map'), tie('list')),
  list: fc.array(tie('value'), { maxLength: 4 }),
}));

describe('a description written as JSON', () => {
  it('says the same, line for line, as when it is read as YAML', () => {
    fc.assert(
      fc.property(map, fc.constantFrom(0, 1, 2), (written, indent) => {
        const text = JSON.stringify(written, null, indent);
        const [json, yaml] = [read(readSource(text)), read(asYaml(text))];
        expect(json.data).toEqual(yaml.data);
        for (const path of waysIn(json.data)) expect(json.lineOf(path)).toBe(yaml.lineOf(path) - 1);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['{"lots":[{"lot":12E34567}]}', { lots: [{ lot: '12E34567' }] }],
    ['{"lots":[{"lot":1.0,"doses":1.0}]}', { lots: [{ lot: '1.0', doses: 1 }] }],
    ['{"name":true,"inclusive":true}', { name: 'true', inclusive: true }],
    ['{"since":null}', { since: null }],
    ['{"units":["\\u0054\\/t\\u1ee7"],"sites":[]}', { units: ['T/tủ'], sites: [] }],
    ['\t{\r\n\t"litres" : 60 }\r\n', { litres: 60 }],
  ])('keeps as text what is a name or a number of a lot: %s', (text, data) => {
    expect(read(readSource(text)).data).toEqual(data);
  });

  it.each([
    ['a comment', '{"zone": "UTC"} # giờ', { zone: 'UTC' }],
    ['a comma too many', '{"zone": "UTC",}', { zone: 'UTC' }],
    ['a key without quotes', '{zone: "UTC"}', { zone: 'UTC' }],
    ['a number that begins with a zero', '{"lot": 0893, "doses": 1}', { lot: '0893', doses: 1 }],
    ['a text over two lines', '{"name": "Tủ\n lạnh"}', { name: 'Tủ lạnh' }],
  ])('is read as YAML where it is no JSON: %s', (_, text, data) => {
    expect(read(readSource(text)).data).toEqual(data);
  });

  it.each([
    ['a key twice', '{"zone": "UTC",\n "zone": "UTC"}', 'SYNTAX', 2],
    ['an end too soon', '{"zone": "UTC",\n "sites": [', 'SYNTAX', 2],
    ['a key that would vanish', '{\n"__proto__": {}}', 'UNKNOWN_KEY', 2],
    ['lists in lists without end', `{"sites": ${'['.repeat(17)}${']'.repeat(17)}}`, 'TOO_DEEP', 1],
  ])('that is wrong is refused with the line: %s', (_, text, code, line) => {
    const source = readSource(text);
    expect(source.ok ? [] : source.problems.slice(0, 1)).toMatchObject([{ code, line }]);
  });
});
