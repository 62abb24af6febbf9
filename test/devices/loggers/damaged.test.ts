import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLoggerFile } from '../../../devices/loggers/read.ts';
import { previewText } from '../../../src/import/preview.ts';
import { fixtureBytes, utf8 } from '../shared.ts';

const table = utf8(
  `time,temp °C,door\n${Array.from({ length: 30 }, (_, minute) => `2026-03-01 07:${minute},${minute / 10},0`).join('\n')}\n`,
);
const options = { zone: 'Asia/Ho_Chi_Minh', unit: 'C' } as const;

/** Never throws; what is accepted can be shown and holds only numbers and ordered intervals. */
function staysHonest(bytes: Uint8Array): void {
  const read = readLoggerFile(bytes, options);
  if (!read.ok) {
    expect(read.refusal.code).toMatch(/^LOGGER_/);
    return;
  }
  expect(previewText(read.file)).toContain('Device');
  for (const { at, celsius } of read.file.readings) {
    expect(Number.isSafeInteger(at) && (celsius === null || Number.isFinite(celsius))).toBe(true);
  }
  for (const { from, to, beyond } of read.file.evidence) {
    expect(to).toBeGreaterThan(from);
    expect(beyond.every(({ seconds }) => seconds >= 0 && seconds * 1000 <= to - from)).toBe(true);
  }
}

describe('a damaged file is refused or read as far as it is good, and never brings the reader down', () => {
  test.each([
    ['report', fixtureBytes('fridge-tag.txt')],
    ['table', table],
  ])('a %s with a piece overwritten by anything', (_, bytes) => {
    const place = fc.nat(bytes.length - 1);
    fc.assert(
      fc.property(place, fc.uint8Array({ maxLength: 12 }), (at, piece) => {
        const damaged = bytes.slice();
        damaged.set(piece.slice(0, bytes.length - at), at);
        staysHonest(damaged);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['report', fixtureBytes('fridge-tag.txt')],
    ['table', table],
  ])('a %s that was cut off anywhere', (_, bytes) => {
    fc.assert(
      fc.property(fc.nat(bytes.length), (length) => staysHonest(bytes.slice(0, length))),
      { numRuns: 100 },
    );
  });

  test('any bytes at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), staysHonest), { numRuns: 200 });
  });

  test('a megabyte of commas or blanks in one line does not stall the reader', () => {
    for (const filler of [',', ' ', '\t', ':']) {
      staysHonest(utf8(`time,temp °C\n2026-03-01 07:00,4\n2026-03-01 07:01,4${filler.repeat(1_000_000)}x\n`));
      staysHonest(
        utf8(
          `Device: Fridge-tag\nConf:\n Serial: 1\nHist:\n 1:\n  Date: 2026-03-01${filler.repeat(1_000_000)}\n`,
        ),
      );
    }
  });
});
