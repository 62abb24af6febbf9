import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, blocksFrom, blocksOf, HEAD, headOf, trackOf } from '../../src/keeper/track-blocks.ts';
import type { TrackBlock } from '../../src/store/store.ts';
import { ThermalEngine } from '../../src/thermal/engine.ts';
import type { KeptTrack } from '../../src/thermal/kept-track.ts';
import { orderedSet } from '../../src/thermal/standing.ts';
import type { Reading } from '../../src/thermal/types.ts';

const MINUTE = 60_000;
const TERMS = {
  limits: [{ side: 'above', value: 8001 }],
  maxGap: 15 * MINUTE,
  placements: [{ from: 0, to: null }],
  corrected: '[]',
} as const;

/** A track of so many stretches, each another value. */
const track = (count: number): KeptTrack => ({
  stretches: Array.from({ length: count }, (_, i) => ({
    from: i * MINUTE,
    to: (i + 1) * MINUTE,
    low: i % 2 === 0 ? 5000 : 9000,
    high: i % 2 === 0 ? 5000 : 9000,
  })),
  lastAt: count === 0 ? Number.NEGATIVE_INFINITY : (count - 1) * MINUTE,
  lastValue: count === 0 ? null : 5000,
});
const rowsOf = (kept: KeptTrack): TrackBlock[] => blocksFrom(kept, headOf(kept, TERMS), 0);

describe('the blocks of a kept track', () => {
  it.each([0, 1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 1, 5 * BLOCK + 7])(
    'give back a track of %i stretches with its terms',
    (count) => {
      expect(trackOf(rowsOf(track(count)))).toEqual({ track: track(count), terms: TERMS });
    },
  );

  it('are worth nothing when one is missing, stands twice, or is of another time', () => {
    const rows = rowsOf(track(3 * BLOCK));
    expect(rows.map(({ block }) => block)).toEqual([HEAD, 0, 1]);
    const [head, first, second] = rows as [TrackBlock, TrackBlock, TrackBlock];
    expect(trackOf([])).toBeNull();
    expect(trackOf([first, second])).toBeNull();
    expect(trackOf([head, first])).toBeNull();
    expect(trackOf([head, second])).toBeNull();
    expect(trackOf([head, first, { ...first, block: 1 }])).toBeNull();
  });

  it('say after every packing what the track says, though only those are written that changed', () => {
    const series = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 900 }), warm: fc.boolean(), late: fc.boolean() }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.array(series, { minLength: 2, maxLength: 12 }), (messages) => {
        let raw: Reading[] = [];
        const engine = new ThermalEngine((_, from, to) => raw.filter((r) => r.at >= from && r.at < to));
        const { maxGap, placements } = TERMS;
        const rule = { id: 'heat', side: 'above', limit: 8000, inclusive: false, allowed: 0 } as const;
        const rules = [{ ...rule, mode: 'continuous' } as const];
        const versions = [{ version: 1, effective: -1, rules, maxUnmonitored: 1e9 }];
        engine.setCourse('u', { stays: [{ unit: 'u', from: 0, to: null }], versions, end: null }, 'u');
        engine.setUnit('u', { maxGap, maxUnmonitored: 1e9, placements: new Map([['p', placements]]) });
        const table = new Map<number, TrackBlock>();
        let written = 0;
        for (const [n, message] of messages.entries()) {
          const fresh = orderedSet(
            message.map(({ at, warm, late }, i) => ({
              at: late ? at * MINUTE : (1000 * n + 10 * i) * MINUTE,
              milli: warm || i % 2 === 0 ? 9000 : 5000,
            })),
          ).filter((r) => !raw.some((k) => k.at === r.at && k.milli === r.milli));
          raw = orderedSet([...raw, ...fresh]);
          engine.insert('u', 'p', fresh);
          const kept = engine.keep('u', 'p');
          if (kept === null) throw new Error('nothing was let go of');
          const head = headOf(kept.track, TERMS);
          const from = Math.min(written, Math.floor(kept.same / BLOCK));
          for (const block of [...table.keys()]) if (block >= from) table.delete(block);
          for (const row of blocksFrom(kept.track, head, from)) table.set(row.block, row);
          written = blocksOf(kept.track.stretches.length);
          const rows = [...table.values()].toSorted((a, b) => a.block - b.block);
          expect(trackOf(rows)?.track).toEqual(kept.track);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
