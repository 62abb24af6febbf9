/** Which limits does each kind of unit come with? Kinds with the same limits and patience share a preset. */
import {
  defaultMaxGap,
  defaultMaxUnmonitored,
  defaultRules,
  SAMPLING_DEFAULT,
} from '../../fleet/equipment-rules.ts';
import { UNIT_KINDS } from '../../fleet/types.ts';
import type { PresetsView, PresetView } from '../admin-views.ts';
import { showRule } from '../show.ts';

export function presets(): PresetsView {
  const items: PresetView[] = [];
  for (const kind of UNIT_KINDS) {
    const rules = defaultRules(kind).map(showRule);
    const maxUnmonitoredSeconds = defaultMaxUnmonitored(kind) / 1000;
    const same = items.find(
      (item) =>
        item.maxUnmonitoredSeconds === maxUnmonitoredSeconds &&
        JSON.stringify(item.rules) === JSON.stringify(rules),
    );
    if (same === undefined) items.push({ id: kind, kinds: [kind], rules, maxUnmonitoredSeconds });
    else same.kinds.push(kind);
  }
  return {
    items,
    samplingSeconds: SAMPLING_DEFAULT / 1000,
    maxGapSeconds: defaultMaxGap(SAMPLING_DEFAULT) / 1000,
  };
}
