import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  LineProtocolError,
  type Precision,
  parseLineProtocol,
  type TypedValue,
} from './stand-in/line-protocol.ts';

const CORPUS = new URL('../../../shared/data/influx/line_protocol_corpus.json', import.meta.url);
const hasCorpus = existsSync(CORPUS);
if (!hasCorpus)
  console.warn('Skipped: the line protocol corpus, for shared/data/influx is not beside the repository');

type Case = {
  readonly input: {
    readonly text: string | { readonly binary: string };
    readonly defaultTime: bigint | number;
    readonly precision: string;
  };
  readonly output: { readonly error?: string; readonly result?: readonly CorpusPoint[] };
};
type CorpusPoint = {
  readonly time: bigint | number;
  readonly name: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly fields: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
};

const PRECISIONS: Readonly<Record<string, Precision>> = { '1ns': 'ns', '1µs': 'us', '1ms': 'ms', '1s': 's' };
const TYPES: Readonly<Record<TypedValue['type'], string>> = {
  float: 'float',
  integer: 'int',
  unsigned: 'uint',
  string: 'string',
  boolean: 'bool',
};

/** Numbers beyond 2^53 keep all their digits. */
function exact(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source ?? '';
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?[0-9]+$/.test(source)
    ? BigInt(source)
    : value;
}

const cases: Record<string, Case> = hasCorpus ? JSON.parse(readFileSync(CORPUS, 'utf8'), exact).decode : {};

const read = ({ input }: Case) =>
  parseLineProtocol(typeof input.text === 'string' ? input.text : Buffer.from(input.text.binary, 'base64'), {
    precision: PRECISIONS[input.precision] ?? 'ns',
    now: BigInt(input.defaultTime),
  });

describe.skipIf(!hasCorpus)('the published corpus', () => {
  test('every text that is wrong there is refused here', () => {
    const wrong = Object.entries(cases).filter(([, each]) => each.output.error !== undefined);
    expect(wrong.length).toBe(816);
    const accepted = wrong.filter(([, each]) => {
      try {
        read(each);
        return true;
      } catch (error) {
        if (error instanceof LineProtocolError) return false;
        throw error;
      }
    });
    expect(accepted.map(([name, each]) => [name, each.input.text, each.output.error])).toEqual([]);
  });

  test('every text that is right there means the same points here', () => {
    const right = Object.entries(cases).filter(([, each]) => each.output.error === undefined);
    expect(right.length).toBe(101);
    const different = right.filter(([, each]) => {
      try {
        return JSON.stringify(found(each)) !== JSON.stringify(wanted(each));
      } catch {
        return true;
      }
    });
    expect(different.map(([name, each]) => [name, each.input.text])).toEqual([]);
  });
});

/** Points in a form that compares: tags and fields by name, in order, with their types. */
const plain = (
  time: bigint,
  name: string,
  tags: readonly (readonly [string, string])[],
  fields: readonly (readonly [string, string])[],
) => [
  String(time),
  name,
  tags.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  Object.entries(Object.fromEntries(fields)),
];

const wanted = ({ output }: Case) =>
  (output.result ?? []).map(({ time, name, tags, fields }) =>
    plain(
      BigInt(time),
      name,
      tags.map(({ key, value }) => [key, value] as const),
      fields.map(
        ({ key, value }) =>
          [
            key,
            Object.entries(value)
              .map(([type, held]) => `${type} ${held}`)
              .join(),
          ] as const,
      ),
    ),
  );

const found = (each: Case) =>
  read(each).map(({ time, measurement, tags, fields }) =>
    plain(
      time,
      measurement,
      [...tags],
      [...fields].map(([key, { type, value }]) => [key, `${TYPES[type]} ${value}`] as const),
    ),
  );

const settings = { precision: 'ms', now: 1_700_000_000_123_456_789n } as const;

test('a line without a time gets the present one in the precision of the write', () => {
  expect(parseLineProtocol('m v=1', settings)[0]?.time).toBe(1_700_000_000_123_000_000n);
  expect(parseLineProtocol('m v=1 5', settings)[0]?.time).toBe(5_000_000n);
  expect(parseLineProtocol('m v=1 -5', settings)[0]?.time).toBe(-5_000_000n);
});

test('blank lines, comments and a string over two lines keep the count of lines right', () => {
  const points = parseLineProtocol('# first\n\nm v="a\nb" 1\r\nm v="c" 2\n', settings);
  expect(points.map(({ line }) => line)).toEqual([3, 5]);
});

describe('a mistake is named with its line and column', () => {
  test.each([
    ['a tag without a value', 'm v=1\nm,a= v=1', 2, 5],
    ['the same tag twice', 'm,a=1,a=2 v=1', 1, 10],
    ['no field', 'm,a=1', 1, 6],
    ['a tab between tags and fields', 'm,a=1\tv=1', 1, 6],
    ['a number with a comma', 'm v=4,1', 1, 8],
    ['infinity', 'm v=+Inf', 1, 5],
    ['a string that never ends', 'm v="a', 1, 5],
    ['a time with a fraction', 'm v=1 1.5', 1, 8],
    ['a time past the end', 'm v=1 9223372036855', 1, 20],
    ['an integer past 63 bits', 'm v=9223372036854775808i', 1, 5],
    ['a line that goes on after its time', 'm v=1 1 2', 1, 9],
  ])('%s', (_name, text, line, column) => {
    expect(() => parseLineProtocol(text, settings)).toThrow(
      expect.objectContaining({ name: 'LineProtocolError', line, column }),
    );
  });
});
