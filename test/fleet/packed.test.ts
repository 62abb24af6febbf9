/** How much room a dose needs: stated with its source, kept by files that say nothing of it, and told back. */
import { expect, it } from 'vitest';
import { describeBack } from '../../src/fleet/described-back.ts';
import { EMPTY_REGISTRY, type Registry, withChanges } from '../../src/fleet/registry.ts';
import { PROVINCE, planFor } from './province.ts';

const GTIN = '08930000000002';
const product = (more: string) => `products:\n  - { gtin: "${GTIN}", name: Vắc xin, rules: []${more} }\n`;
async function after(texts: readonly string[]): Promise<Registry> {
  let registry = EMPTY_REGISTRY;
  for (const text of texts) {
    const plan = await planFor(text, registry);
    if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
    registry = withChanges(registry, plan.changes);
  }
  return registry;
}
const packedOf = async (...texts: string[]) => (await after(texts)).products.get(GTIN)?.packed;
const STATED = product(', packedCm3PerDose: 2.11, packedSource: nhãn 2021');

it.each([
  ['is unknown where nobody said it', [product('')], undefined],
  ['is kept with its source', [STATED], { cm3PerDose: 2.11, source: 'nhãn 2021' }],
  ['stays when a file says nothing of it', [STATED, product('')], { cm3PerDose: 2.11, source: 'nhãn 2021' }],
  ['goes when a file says that nobody knows it', [STATED, product(', packedCm3PerDose: null')], undefined],
  [
    'names the description where no source is said',
    [product(', packedCm3PerDose: 3')],
    { cm3PerDose: 3, source: 'province description' },
  ],
])('it %s', async (_name, texts, packed) => {
  expect(await packedOf(...texts)).toEqual(packed);
});

it.each([
  ', packedCm3PerDose: 0',
  ', packedCm3PerDose: -1',
  ', packedCm3PerDose: 10001',
  ', packedCm3PerDose: "2"',
])('%s is refused', async (more) => {
  await expect(after([product(more)])).rejects.toThrow(/out of range|another type/);
});

it('told back and applied again changes nothing', async () => {
  const registry = await after([PROVINCE, STATED.replace(GTIN, '08930000000019')]);
  const text = [...describeBack(registry)].join('');
  expect(text).toContain('packedCm3PerDose: 2.11');
  const again = await planFor(text, registry);
  expect(again.ok && again.changes).toEqual([]);
});
