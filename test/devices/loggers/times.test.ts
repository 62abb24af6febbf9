import { describe, expect, test } from 'vitest';
import { chooseFormat, readTime } from '../../../devices/loggers/times.ts';

const read = (text: string): string | null => {
  const chosen = chooseFormat([text], 'dmy');
  const written = chosen?.ok ? readTime(text, chosen.value.format) : null;
  if (!written) return null;
  return 'at' in written
    ? new Date(written.at).toISOString()
    : new Date(written.wall).toISOString().slice(0, 19);
};

describe('a time as loggers write it', () => {
  test.each([
    ['2026-03-01 07:05', '2026-03-01T07:05:00'],
    ['2010/5/5 9:4:7', '2010-05-05T09:04:07'],
    ['2026-03-01T07:05:06.789', '2026-03-01T07:05:06'],
    ['2020-05-05T09:21:56+0200', '2020-05-05T07:21:56.000Z'],
    ['2020-05-05T09:21:56-03:30', '2020-05-05T12:51:56.000Z'],
    ['2020-05-05T09:21:56Z', '2020-05-05T09:21:56.000Z'],
    ['24/01/2020 13:37:22', '2020-01-24T13:37:22'],
    ['00:30:00 21/Nov/2025', '2025-11-21T00:30:00'],
    ['01-Jun-22 12:00:00 am', '2022-06-01T00:00:00'],
    ['01-Jun-22 12:00:00 pm', '2022-06-01T12:00:00'],
    ['2026-02-29 07:00', null],
    ['2026-13-01 07:00', null],
    ['2026-03-01 24:00', null],
    ['2026-03-01', null],
    ['1273010254', null],
    ['____2025-02-23 13:59:08', null],
    [`2026-03-01 07:05${' '.repeat(100_000)}x`, null],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});
