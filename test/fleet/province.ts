/** One small valid province, as a file would say it, and the way from a file to the registry. */
import { prepareCredentials } from '../../src/fleet/credentials.ts';
import type { ProvinceDescription } from '../../src/fleet/described.ts';
import { type DescriptionOptions, parseDescription } from '../../src/fleet/description.ts';
import { type Plan, planApply } from '../../src/fleet/plan.ts';
import { EMPTY_REGISTRY, type Registry, withChanges } from '../../src/fleet/registry.ts';

export const PROVINCE = `zone: Asia/Ho_Chi_Minh
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
  - { id: huyen, name: Trung tâm y tế huyện, level: huyện, parent: tinh }
  - { id: xa, name: Trạm y tế xã, level: xã, parent: huyen }
units:
  - { id: tu-1, kind: refrigerator, site: tinh, name: Tủ lạnh 1, litres: 120, samplingSeconds: 60 }
  - { id: tu-2, kind: refrigerator, site: xa, name: Tủ lạnh 2 }
  - { id: hom-1, kind: transport-box, site: tinh, name: Hòm 1 }
devices:
  - { id: do-1, unit: tu-1, secret: a-secret-of-one }
  - { id: do-2, unit: tu-2 }
products:
  - gtin: "08930000000002"
    name: Vắc xin thử
    dosesPerVial: 10
    rules:
      - { id: heat, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: cumulative }
      - { id: freeze, side: below, limitCelsius: -0.5, inclusive: true, allowedSeconds: 0, mode: continuous }
people:
  - { username: quan.tri, name: Quản trị, roles: [administrator], password: mat-khau-dai }
  - { username: kho, name: Thủ kho, roles: [depot, escort], site: tinh, password: mat-khau-kho }
lots:
  - { gtin: "08930000000002", lot: FK1234, expiry: 2027-03-31 }
parcels:
  - { id: kien-1, gtin: "08930000000002", lot: FK1234, doses: 240, unit: tu-1, since: 2026-11-01 }
`;

/** 2026-11-22T03:00:00Z */
export const NOW = 1_795_316_400_000;

export function described(text: string, options: DescriptionOptions = {}): ProvinceDescription {
  const result = parseDescription(text, options);
  if (!result.ok)
    throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.description;
}

/** `line code` of each problem. */
export function problemsIn(text: string, options: DescriptionOptions = {}): string[] {
  const result = parseDescription(text, options);
  return result.ok ? [] : result.problems.map(({ line, code }) => `${line} ${code}`);
}

export async function planFor(text: string, current: Registry = EMPTY_REGISTRY, now = NOW): Promise<Plan> {
  const description = described(text, { known: current });
  return planApply(current, description, { now, secrets: await prepareCredentials(current, description) });
}

export async function applied(
  text: string,
  current: Registry = EMPTY_REGISTRY,
  now = NOW,
): Promise<Registry> {
  const plan = await planFor(text, current, now);
  if (!plan.ok) throw new Error(plan.problems.map(({ line, code }) => `${line} ${code}`).join('\n'));
  return withChanges(current, plan.changes);
}
