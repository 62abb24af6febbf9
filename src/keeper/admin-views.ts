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

type Named = { id: string; name: string };
/** `stamp`: how it stands, to be sent back with a change. */
type Standing = { stamp: string };

/** `path`: the sites above it, the topmost first. `children`, `units` and `people`: directly there. */
export type RegistrySiteView = Named &
  Standing & {
    level: string;
    parent: string | null;
    phone: string | null;
    path: Named[];
    children: number;
    units: number;
    people: number;
  };

/** `parcels`: in it now. `devices`: in it now, their ids. */
export type RegistryUnitView = Named &
  Standing & {
    kind: string;
    site: string | null;
    siteName: string | null;
    litres: number | null;
    rules: RuleView[];
    samplingSeconds: number;
    maxGapSeconds: number;
    maxUnmonitoredSeconds: number;
    devices: string[];
    parcels: number;
    retiredAt: string | null;
  };
/** The newest first. `since`, `effective` null: always. */
export type RegistryUnitDetail = RegistryUnitView & {
  placements: { site: string | null; siteName: string | null; since: string | null }[];
  versions: { version: number; effective: string | null; rules: RuleView[]; maxUnmonitoredSeconds: number }[];
};

/** `sessions`: how many are open now. */
export type RegistryPersonView = Standing & {
  username: string;
  name: string;
  roles: string[];
  site: string | null;
  siteName: string | null;
  retiredAt: string | null;
  sessions: number;
};

/** Shown once, kept nowhere. */
export type NewPasswordView = { username: string; password: string };
export type SessionsEndedView = { username: string; ended: number };
