import { describe, expect, test } from 'vitest';
import { Zone } from '../../../devices/loggers/zone.ts';

const wall = (text: string): number => Date.parse(`${text}Z`);
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('the clock of a logger', () => {
  test('in Vietnam is seven hours ahead all year', () => {
    const zone = new Zone('Asia/Ho_Chi_Minh');
    expect(iso(zone.resolve(wall('2026-01-01T00:00')).at)).toBe('2025-12-31T17:00');
    expect(iso(zone.resolve(wall('2026-07-01T00:00')).at)).toBe('2026-06-30T17:00');
    expect(zone.local(Date.UTC(2026, 0, 1))).toBe('2026-01-01 07:00:00');
  });

  const zurich = new Zone('Europe/Zurich');
  test.each([
    ['before the change', '2026-03-29T01:59', '2026-03-29T00:59', false],
    ['in the hour that is left out', '2026-03-29T02:30', '2026-03-29T01:30', true],
    ['after the change', '2026-03-29T03:00', '2026-03-29T01:00', false],
    ['just before the hour that happens twice', '2026-10-25T01:59', '2026-10-24T23:59', false],
    ['in the hour that happens twice: the first time', '2026-10-25T02:30', '2026-10-25T00:30', false],
    ['after the hour that happens twice', '2026-10-25T03:00', '2026-10-25T02:00', false],
  ])('%s', (_, local, utc, absent) => {
    const resolved = zurich.resolve(wall(local));
    expect([iso(resolved.at), resolved.absent]).toEqual([utc, absent]);
  });

  test('an hour that happens twice is the second one when the row before is already past the first', () => {
    const first = Date.UTC(2026, 9, 25, 0, 55);
    expect(iso(zurich.resolve(wall('2026-10-25T02:00'), first).at)).toBe('2026-10-25T01:00');
    expect(iso(zurich.resolve(wall('2026-10-25T02:55'), first).at)).toBe('2026-10-25T00:55');
  });

  test('a name that is no zone is none', () => {
    expect([Zone.isName('Asia/Ho_Chi_Minh'), Zone.isName('Asia/Hue')]).toEqual([true, false]);
  });
});
