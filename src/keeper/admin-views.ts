/** What the administrators' pages show. */
import type { RuleView } from './views.ts';

export const WRONGS = [
  'unitsWithoutDevice',
  'unitsWithoutRules',
  'devicesNeverHeard',
  'devicesWithoutUnit',
  'peopleWithoutPlace',
  'sitesWithoutPhone',
  'sitesWithoutPeople',
] as const;
export type Wrong = (typeof WRONGS)[number];

/** The limits and patience that equipment of a kind comes with. */
export type PresetView = {
  /** The first of `kinds` that has it. */
  id: string;
  kinds: string[];
  rules: RuleView[];
  maxUnmonitoredSeconds: number;
};
export type PresetsView = { items: PresetView[]; samplingSeconds: number; maxGapSeconds: number };

/** `counts`: of what is in use, within the asker's place. */
export type AdminOverviewView = {
  counts: { sites: number; units: number; devices: number; people: number; products: number };
  /** The gravest first; only what there is. `examples`: the first few. */
  wrong: { kind: Wrong; count: number; examples: { id: string; name: string }[] }[];
};
