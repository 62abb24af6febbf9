import { describe, expect, it } from 'vitest';
import { type Known, match } from '../../src/thermal/identity.ts';
import type { Excursion } from '../../src/thermal/types.ts';

const excursion = (start: number, end: number | null, more: Partial<Excursion> = {}): Excursion => ({
  rule: 'heat',
  version: 1,
  start,
  breachedAt: start,
  end,
  peak: 9000,
  beyond: (end ?? start + 1) - start,
  unknownInside: 0,
  ...more,
});
/** Found in the order of their names, unless said otherwise. */
const known = (id: string, start: number, end: number | null, more: Partial<Known> = {}): Known => ({
  ...excursion(start, end),
  id,
  present: true,
  discoveredAt: id.charCodeAt(0),
  ...more,
});
/** The ids that the excursions of now get, `new` for none, and who is gone. */
const ids = (former: Known[], now: Excursion[], asOf = 100) => {
  const { now: matched, gone } = match(former, now, asOf);
  return { now: matched.map((m) => m.known?.id ?? 'new'), gone: gone.map((k) => k.id) };
};

describe('the id of an excursion', () => {
  it('stays while it overlaps its former self, however its ends and peak move', () => {
    expect(ids([known('a', 10, 20)], [excursion(15, 40)])).toEqual({ now: ['a'], gone: [] });
    expect(ids([known('a', 10, 20)], [excursion(19, 20, { peak: 30_000 })])).toEqual({
      now: ['a'],
      gone: [],
    });
  });

  it('is new for another stretch, another rule and another version of the rule', () => {
    expect(ids([known('a', 10, 20)], [excursion(20, 40)])).toEqual({ now: ['new'], gone: ['a'] });
    expect(ids([known('a', 10, 20)], [excursion(10, 20, { rule: 'cold' })])).toEqual({
      now: ['new'],
      gone: ['a'],
    });
    expect(ids([known('a', 10, 20)], [excursion(10, 20, { version: 2 })])).toEqual({
      now: ['new'],
      gone: ['a'],
    });
  });

  it('of an open one lasts until now', () => {
    expect(ids([known('a', 10, null)], [excursion(50, null)])).toEqual({ now: ['a'], gone: [] });
    expect(ids([known('a', 10, null)], [excursion(50, null)], 40)).toEqual({ now: ['new'], gone: ['a'] });
  });

  it('of the one that was found first stays when two merge, also where the other began earlier', () => {
    expect(ids([known('a', 10, 20), known('b', 30, 40)], [excursion(10, 40)])).toEqual({
      now: ['a'],
      gone: ['b'],
    });
    expect(ids([known('b', 10, 20), known('a', 30, 40)], [excursion(10, 40)])).toEqual({
      now: ['a'],
      gone: ['b'],
    });
  });

  it('stays on the earliest part when one splits', () => {
    expect(ids([known('a', 10, 40)], [excursion(30, 40), excursion(10, 20)])).toEqual({
      now: ['a', 'new'],
      gone: [],
    });
  });

  it('a chain of three that merges in twos keeps one id each and loses one', () => {
    const former = [known('a', 0, 10), known('b', 20, 30), known('c', 40, 50)];
    expect(ids(former, [excursion(0, 25), excursion(28, 50)])).toEqual({ now: ['a', 'b'], gone: ['c'] });
  });

  it('comes back when what was merged away is found again by itself', () => {
    const merged = [known('a', 10, 40), known('b', 30, 40, { present: false })];
    expect(ids(merged, [excursion(10, 20), excursion(30, 40)])).toEqual({ now: ['a', 'b'], gone: [] });
  });

  it('of one that is shown comes before an older one that was gone already', () => {
    const former = [known('a', 0, 15, { present: false }), known('b', 12, 20)];
    expect(ids(former, [excursion(5, 20)])).toEqual({ now: ['b'], gone: ['a'] });
  });

  it('comes back when the evidence shows the same stretch again', () => {
    expect(ids([known('a', 10, 20, { present: false })], [excursion(10, 20)])).toEqual({
      now: ['a'],
      gone: [],
    });
  });

  it('is never given twice', () => {
    const { now } = match(
      [known('a', 0, null)],
      [excursion(0, 10), excursion(20, 30), excursion(40, null)],
      100,
    );
    expect(now.map((m) => m.known?.id ?? 'new')).toEqual(['a', 'new', 'new']);
  });
});
