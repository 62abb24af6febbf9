import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applied, planFor } from './province.ts';

const PLACES = `demo: true
sites:
  - { id: tinh, name: Kho tỉnh }
  - { id: ea-kao, name: Trạm Y tế xã Ea Kao, parent: tinh }
people:
  - { username: hung, roles: [administrator], password: mat-khau-cua-hung }
`;

test('the example in the documentation is applied as it stands, and a second time changes nothing', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/duty.md'), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const registry = await applied(example, await applied(PLACES));
  expect(registry.contacts.get('lan')).toMatchObject({ phone: '+84912345678', zalo: '+84912345678' });
  expect(registry.rosters.get('truc-ea-kao')?.shifts).toHaveLength(2);
  expect(registry.ladders.get('ea-kao')?.levels).toHaveLength(3);
  expect(await planFor(example, registry)).toMatchObject({ ok: true, changes: [], differences: [] });
});
