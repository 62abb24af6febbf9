/**
 * Reads a province description (YAML or JSON). Either all of it is right, or every problem is named with its line.
 * What a description leaves out may already be in the registry (`known`): a file may add one fridge to a known site.
 */
import { readBookTerms } from './book-terms.ts';
import { findContradictions } from './contradictions.ts';
import type { CatalogueEntry, ProvinceDescription } from './described.ts';
import {
  deviceOf,
  lotOf,
  parcelOf,
  personOf,
  productOf,
  type ReadInstant,
  siteOf,
  unitOf,
} from './described-parts.ts';
import { checkDuty } from './duty-checks.ts';
import { contactsOf, ladderOf, rosterOf } from './duty-parts.ts';
import { isDay, isZone, parseInstant } from './instants.ts';
import { type Path, type Problem, type ProblemCode, problem } from './problems.ts';
import { EMPTY_REGISTRY, type Registry } from './registry.ts';
import { passwordFault } from './secrets.ts';
import { problemsOf, SECTIONS, type Section, SHAPES, type Shape } from './shape.ts';
import { readSource } from './source.ts';
import { checkVia, type ViaTerms } from './via-checks.ts';

export type DescriptionOptions = {
  /** The registry that the description will be applied to. */
  readonly known?: Registry;
  /** What a product's `catalogue` key stands for. */
  readonly catalogue?: (key: string) => CatalogueEntry | undefined;
  /** Is there a device profile of this name? Left out: every name will do. */
  readonly profiles?: (name: string) => boolean;
} & ViaTerms;

export type DescriptionResult =
  | { readonly ok: true; readonly description: ProvinceDescription }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A part that has the right shape, and where it stands. */
export type Part<S extends Section> = { readonly item: Shape<S>; readonly path: Path };
export type Parts = { readonly [S in Section]: readonly Part<S>[] };

export function parseDescription(text: string, options: DescriptionOptions = {}): DescriptionResult {
  const source = readSource(text);
  if (!source.ok) return { ok: false, problems: source.problems };
  const known = options.known ?? EMPTY_REGISTRY;
  const { data, lineOf } = source;
  if (!isMap(data)) return { ok: false, problems: [problem('NOT_A_MAP', 1, [])] };

  const problems: Problem[] = [];
  const report = (code: ProblemCode, path: Path, value?: unknown) =>
    problems.push(problem(code, lineOf(path), path, value));

  const demo = data.demo === true;
  const zone = readTop(data, report);
  const parts: Parts = {
    sites: readSection('sites', data, problems, lineOf),
    units: readSection('units', data, problems, lineOf),
    devices: readSection('devices', data, problems, lineOf),
    products: readSection('products', data, problems, lineOf),
    people: readSection('people', data, problems, lineOf),
    lots: readSection('lots', data, problems, lineOf),
    parcels: readSection('parcels', data, problems, lineOf),
    rosters: readSection('rosters', data, problems, lineOf),
    ladders: readSection('ladders', data, problems, lineOf),
  };

  const instantAt =
    (path: Path): ReadInstant =>
    (written, ...key) => {
      if (written === null || written === undefined) return null;
      const at = parseInstant(written, zone ?? known.zone);
      if (at === null) report('BAD_DATE', [...path, ...key], written);
      return at;
    };
  const built = <S extends Section, T>(section: S, make: (part: Part<S>, line: number) => T): T[] =>
    parts[section].map((part: Part<S>) => make(part, lineOf(part.path)));

  const description: ProvinceDescription = {
    zone,
    book: readBookTerms(data.book, report),
    guardBand: typeof data.guardBand === 'boolean' ? data.guardBand : null,
    demo,
    sites: built('sites', ({ item }, line) => siteOf(item, line)),
    units: built('units', ({ item, path }, line) => unitOf(item, line, instantAt(path))),
    devices: built('devices', ({ item, path }, line) => {
      const device = deviceOf(item, line, instantAt(path));
      if (options.profiles && !options.profiles(device.profile)) {
        report('UNKNOWN_PROFILE', [...path, 'profile'], device.profile);
      }
      return device;
    }),
    products: built('products', ({ item, path }, line) => {
      const entry = item.catalogue === undefined ? undefined : options.catalogue?.(item.catalogue);
      if (item.catalogue !== undefined && !entry)
        report('UNKNOWN_CATALOGUE', [...path, 'catalogue'], item.catalogue);
      return productOf(item, line, instantAt(path), entry);
    }),
    people: built('people', ({ item, path }, line) => {
      const fault = typeof item.password === 'string' ? passwordFault(item.password, demo) : null;
      if (fault) report(fault, [...path, 'password']);
      return personOf(item, line, instantAt(path));
    }),
    lots: built('lots', ({ item, path }, line) => {
      if (!isDay(item.expiry)) report('BAD_EXPIRY', [...path, 'expiry'], item.expiry);
      return lotOf(item, line);
    }),
    parcels: built('parcels', ({ item, path }, line) => parcelOf(item, line, instantAt(path))),
    contacts: built('people', ({ item, path }, line) => contactsOf(item, line, path, report)).flat(),
    rosters: built('rosters', ({ item, path }, line) => rosterOf(item, line, instantAt(path))),
    ladders: built('ladders', ({ item }, line) => ladderOf(item, line)),
  };

  const described = { description, parts, raw: data, known, report };
  findContradictions(described);
  checkDuty(described);
  checkVia(described, options);
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
  return { ok: true, description };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys beside the sections. */
const TOP = new Set(['zone', 'demo', 'book', 'guardBand']);

/** The zone, where a good one is given; reports bad values and keys that are none of ours. */
function readTop(
  data: Record<string, unknown>,
  report: (code: ProblemCode, path: Path, value?: unknown) => void,
): string | null {
  for (const key of Object.keys(data)) {
    if (!TOP.has(key) && !Object.hasOwn(SHAPES, key)) report('UNKNOWN_KEY', [key], key);
  }
  for (const section of SECTIONS) {
    const value = data[section] ?? [];
    if (!Array.isArray(value)) report('NOT_A_LIST', [section]);
  }
  const { zone, demo, guardBand } = data;
  if (demo !== undefined && typeof demo !== 'boolean') report('WRONG_TYPE', ['demo'], demo);
  if (guardBand !== undefined && guardBand !== null && typeof guardBand !== 'boolean')
    report('WRONG_TYPE', ['guardBand'], guardBand);
  if (zone === undefined || zone === null) return null;
  if (typeof zone === 'string' && isZone(zone)) return zone;
  report('BAD_ZONE', ['zone'], zone);
  return null;
}

function readSection<S extends Section>(
  section: S,
  data: Record<string, unknown>,
  problems: Problem[],
  lineOf: (path: Path) => number,
): Part<S>[] {
  const items = data[section];
  if (!Array.isArray(items)) return [];
  return items.flatMap((raw: unknown, index): Part<S>[] => {
    const path = [section, index];
    const result = SHAPES[section].safeParse(raw);
    if (result.success) return [{ item: result.data as Shape<S>, path }];
    problems.push(...problemsOf(result.error, path, raw, lineOf));
    return [];
  });
}
