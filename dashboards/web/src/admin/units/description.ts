/** A unit as a province description says it: whole, so that nothing falls back to what a kind comes with. */
import type { RegistryUnitView } from '../../../../../src/keeper/admin-views.ts';

export const descriptionOf = (
  unit: Omit<RegistryUnitView, 'stamp' | 'devices' | 'parcels' | 'siteName'>,
) => ({
  id: unit.id,
  kind: unit.kind,
  name: unit.name,
  site: unit.site,
  litres: unit.litres,
  rules: unit.rules,
  samplingSeconds: unit.samplingSeconds,
  maxGapSeconds: unit.maxGapSeconds,
  maxUnmonitoredSeconds: unit.maxUnmonitoredSeconds,
  ...(unit.retiredAt === null ? {} : { retired: unit.retiredAt }),
});
