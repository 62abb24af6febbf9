/** Do tiles that pass between the threads as bytes arrive as what they were? */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTiles, unpackTiles } from '../../src/keeper/told-tiles.ts';
import { unitView } from '../http/views.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const tile = fc
  .record({
    id: text,
    name: text,
    site: fc.option(text),
    celsius: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -120, max: 80 })),
    spark: fc.array(fc.option(fc.integer({ min: -9999, max: 9999 }).map((n) => n / 1000)), { maxLength: 36 }),
  })
  .map((parts) => unitView(parts));

describe('tiles as bytes', () => {
  it('every tile arrives with its id, its site and all of its values, in the order in which it was told', () => {
    fc.assert(
      fc.property(fc.array(tile, { maxLength: 12 }), (units) => {
        const packed = structuredClone(packTiles(units));
        const told = unpackTiles(packed);
        expect(told.map(({ id, site }) => ({ id, site }))).toEqual(
          units.map(({ id, site }) => ({ id, site })),
        );
        for (const [i, one] of told.entries()) {
          expect(one.json.toString()).toBe(JSON.stringify(units[i]));
          expect(JSON.stringify(one.view())).toBe(JSON.stringify(units[i]));
        }
      }),
    );
  });

  it('the bytes are nobody else’s, so that they can be handed over and not copied', () => {
    const { bytes } = packTiles([unitView({ id: 'tu-1', site: 'kho' })]);
    expect(bytes.byteOffset).toBe(0);
    expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
  });
});
