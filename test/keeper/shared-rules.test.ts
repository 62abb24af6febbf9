/** Are units under the same rules still units of their own? */
import { describe, expect, it } from 'vitest';
import { Province, type UnitDocument } from '../../src/keeper/province.ts';
import type { Rule } from '../../src/thermal/types.ts';

const HOUR = 3_600_000;

const above = (limit: number): Rule => ({
  ...{ id: 'nong', side: 'above', limit, inclusive: false, allowed: HOUR, mode: 'continuous' },
});

/** As it comes from the disk: nothing of it is another unit's. */
function fridge(id: string, ...limits: readonly number[]): UnitDocument {
  const versions = limits.map((limit, i) => ({
    ...{ version: i + 1, effective: i * HOUR, rules: [above(limit)], maxUnmonitored: 4 * HOUR },
  }));
  const facts = { kind: 'refrigerator', name: id, litres: 60, sampling: 60_000, maxGap: HOUR / 4 } as const;
  const rules = versions.at(-1)?.rules ?? [];
  const unit = { id, ...facts, rules, versions, maxUnmonitored: 4 * HOUR, placements: [], retiredAt: null };
  return structuredClone(unit);
}

describe('fridges under the same rules', () => {
  const [first, second, third] = [fridge('tu-1', 8_000), fridge('tu-2', 8_000), fridge('tu-3', 8_000, 5_000)];
  const province = new Province();
  for (const unit of [first, second, third]) province.set('unit', unit.id, unit);

  it('say each what their document says', () => {
    for (const unit of [first, second, third]) expect(province.units.get(unit.id)).toEqual(unit);
  });

  it('hold the rules once', () => {
    expect(province.units.get('tu-2')?.versions).toBe(province.units.get('tu-1')?.versions);
    expect(province.units.get('tu-3')?.versions[0]?.rules).toBe(province.units.get('tu-1')?.rules);
  });

  it('keep theirs when one of them is put under others', () => {
    province.set('unit', 'tu-1', fridge('tu-1', 8_000, 6_000));
    expect(province.units.get('tu-1')?.rules).toEqual([above(6_000)]);
    expect(province.units.get('tu-2')?.rules).toEqual([above(8_000)]);
    expect(province.units.get('tu-2')?.versions).toHaveLength(1);
  });
});
