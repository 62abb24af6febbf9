/** The published GS1 vectors, where they are at hand. What is left out is named and counted. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { base64url, cset39, cset82, digits, type Lint, nonzero, zero } from '../../src/lots/gs1/charset.ts';
import { checkedModel, checkedNumber } from '../../src/lots/gs1/check-digit.ts';
import {
  hour,
  hourMinute,
  longDate,
  longDateOrMonth,
  shortDate,
  shortDateOrMonth,
} from '../../src/lots/gs1/date.ts';
import { readDigitalLink } from '../../src/lots/gs1/digital-link.ts';
import { FNC1, readBracketed, readRaw, writeRaw } from '../../src/lots/gs1/elements.ts';
import type { Element, Elements } from '../../src/lots/gs1/fault.ts';
import { FORMATS, hasKnownLength } from '../../src/lots/gs1/formats.ts';
import { faultBetween } from '../../src/lots/gs1/relations.ts';
import { readScanData } from '../../src/lots/gs1/scan-data.ts';

type LinterVector = { input: string; accept: boolean; error: string | null; marked: string | null };
type Vector = { input: string | null; accept: boolean; raw?: string | null; expect?: string | null };

const FOLDER = '../shared/data/gs1';
const absent = !existsSync(FOLDER);
if (absent)
  console.warn(`GS1 vectors are not at ${FOLDER}: their tests are skipped, the hand-written ones ran.`);
const load = <T>(file: string): Record<string, T[]> =>
  absent ? {} : JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')).vectors;

const withCaret = (elements: readonly Element[]): string => writeRaw(elements).replaceAll(FNC1, '^');

describe('linter vectors', () => {
  const vectors = load<LinterVector>('linter_vectors.json');
  const lints: Record<string, Lint> = {
    cset39,
    cset82,
    csetnumeric: digits,
    csum: checkedNumber,
    csumalpha: checkedModel,
    hh: hour,
    hhmi: hourMinute,
    nonzero,
    yymmd0: shortDateOrMonth,
    yymmdd: shortDate,
    yyyymmd0: longDateOrMonth,
    yyyymmdd: longDate,
    zero,
  };
  /** Company prefixes: both vectors rest on a list of prefixes that belongs to their own test build. */
  const LEFT_OUT = ['gcppos1', 'gcppos2'];

  test.skipIf(absent)('only company prefixes are left out', () => {
    expect(Object.keys(vectors).filter((name) => !(name in lints))).toEqual(LEFT_OUT);
  });
  test.skipIf(absent).each(Object.keys(lints))(
    '%s: each is judged, and its fault found at its place',
    (name) => {
      const lint = lints[name];
      const rows = vectors[name] ?? [];
      expect(rows.length).toBeGreaterThan(0);
      for (const { input, accept, marked } of rows) {
        const fault = lint?.(input) ?? null;
        expect({ input, at: fault?.at ?? null }).toEqual({
          input,
          at: accept ? null : (marked ?? '').indexOf('*'),
        });
      }
    },
  );
});

describe('the dictionary of application identifiers', () => {
  type Row = { ais: string[]; knownLength: boolean; parts: string[] };
  const TYPES: Record<string, Lint> = { N: digits, X: cset82, Y: cset39, Z: base64url };
  /** A row reads `3100-3105  *?  N6  req=01,02 …  # NET WEIGHT`: AIs, flags, parts, conditions, title. */
  const rows: Row[] = (absent ? '' : readFileSync(`${FOLDER}/gs1-syntax-dictionary.txt`, 'utf8'))
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const [range = '', ...rest] = (line.split(' #')[0] ?? '').trim().split(/\s+/);
      const [first = '', last = first] = range.split('-');
      const count = Number(last) - Number(first) + 1;
      return {
        ais: Array.from({ length: count }, (_, i) => String(Number(first) + i).padStart(first.length, '0')),
        knownLength: rest[0]?.startsWith('*') ?? false,
        parts: rest.filter((word) => /^\[?[NXYZ](\.\.)?\d+\]?(,|$)/.test(word)),
      };
    });

  test.skipIf(absent)('has the AIs that we know, and no other', () => {
    expect([...FORMATS.keys()].sort()).toEqual(rows.flatMap(({ ais }) => ais).sort());
  });
  test.skipIf(absent)('builds their values from the same parts, and ends the same ones without FNC1', () => {
    for (const { ais, knownLength, parts } of rows) {
      const wanted = parts.map((part) => {
        const [, type = '', open, max] = /([NXYZ])(\.\.)?(\d+)/.exec(part) ?? [];
        return {
          min: open ? 1 : Number(max),
          max: Number(max),
          optional: part.startsWith('['),
          type: TYPES[type],
        };
      });
      for (const ai of ais) {
        const ours = FORMATS.get(ai)?.map(({ min, max, optional, lints }) => ({
          min,
          max,
          optional,
          type: lints[0],
        }));
        expect({ ai, parts: ours }).toEqual({ ai, parts: wanted });
        expect({ ai, knownLength: hasKnownLength(ai) }).toEqual({ ai, knownLength });
      }
    }
  });
});

describe('syntax engine vectors', () => {
  const vectors = load<Vector>('syntax_engine_vectors.json');
  /** Rows of a set whose input was kept; `lost` says how many were published without one. */
  const rowsOf = (set: string, lost: number): (Vector & { input: string })[] => {
    const all = vectors[set] ?? [];
    const rows = all.filter((row): row is Vector & { input: string } => row.input !== null);
    expect(rows.length).toBeGreaterThan(0);
    expect(all.length - rows.length).toBe(lost);
    return rows;
  };
  const check = (rows: (Vector & { input: string })[], read: (text: string) => Elements): void => {
    for (const { input, accept, raw } of rows) {
      const answer = read(input);
      expect({ input, accept: answer.ok }).toEqual({ input, accept });
      if (answer.ok && raw) expect(withCaret(answer.elements)).toBe(raw);
    }
  };

  test.skipIf(absent)('bracketed: all 14', () => check(rowsOf('bracketed', 0), readBracketed));
  test.skipIf(absent)('raw: all 40', () =>
    check(rowsOf('raw_fnc1_caret', 0), (text) => readRaw(text.replaceAll('^', FNC1))),
  );
  test.skipIf(absent)('relations: all 39', () =>
    check(rowsOf('ai_relationship', 0), (text) => {
      const read = readBracketed(text);
      const fault = read.ok ? faultBetween(read.elements) : null;
      return fault ? { ok: false, fault } : read;
    }),
  );
  test.skipIf(absent)('Digital Link: 1 of 59, the others came without their text', () =>
    check(rowsOf('digital_link', 58), readDigitalLink),
  );
  test.skipIf(absent)('scan data: 24 of 27, the others came without their text', () => {
    for (const { input, accept, expect: wanted } of rowsOf('scan_data', 3)) {
      const read = readScanData(input);
      expect({ input, accept: read.ok }).toEqual({ input, accept });
      if (!read.ok) continue;
      // The vectors write a free text that begins like FNC1 with a backslash more.
      if (read.kind === 'text') expect(read.text.replace(/^(?=\\*\^)/, '\\')).toBe(wanted);
      if (read.kind === 'elements') expect(withCaret(read.elements)).toBe(wanted);
      if (read.kind === 'item') {
        expect(read.number + (read.elements.length > 0 ? `|${withCaret(read.elements)}` : '')).toBe(wanted);
      }
    }
  });
});
