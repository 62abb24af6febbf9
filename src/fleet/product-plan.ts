/** Which versions follow the ones a product has, when a description states its rules? No version is ever edited. */
import type { ProductVersion } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { DescribedVersion } from './described.ts';
import type { ProblemCode } from './problems.ts';
import { LONG_AGO } from './types.ts';

export type VersionPlan =
  | { readonly ok: true; readonly versions: readonly ProductVersion[]; readonly added: number }
  | { readonly ok: false; readonly code: ProblemCode };

export function planVersions(
  current: readonly ProductVersion[],
  stated: readonly DescribedVersion[],
  now: UtcMs,
): VersionPlan {
  const versions = [...current];
  for (const [index, version] of stated.entries()) {
    const known = counterpart(current, version, stated.length);
    if (known && sameContent(known, version)) continue;
    if (known && (version.effective !== null || stated.length > 1))
      return { ok: false, code: 'VERSION_EDITED' };
    const last = versions.at(-1);
    if (stated.length === 1 && last && sameContent(last, version)) continue;
    // In a list the first may leave its time out: it is the oldest, so it holds from ever.
    const first = index === 0 && stated.length > 1 ? LONG_AGO : now;
    const effective = version.effective ?? first;
    if (last && effective <= last.effective) return { ok: false, code: 'VERSION_PAST' };
    versions.push({ ...version, effective, version: (last?.version ?? 0) + 1 });
  }
  return { ok: true, versions, added: versions.length - current.length };
}

/**
 * For a product of the catalogue. A new one gets the label's whole history. Later only what is newer than the present
 * version follows it; and where the catalogue says something else of the past (a number was put right, or the province
 * had rules of its own before), its latest version follows from now on.
 */
export function planCatalogued(
  current: readonly ProductVersion[],
  stated: readonly DescribedVersion[],
  now: UtcMs,
): VersionPlan {
  const last = current.at(-1);
  const latest = stated.at(-1);
  if (!last || !latest) return planVersions(current, stated, now);
  if (sameContent(last, latest)) return { ok: true, versions: current, added: 0 };
  const newer = stated.filter((version) => (version.effective ?? now) > last.effective);
  return planVersions(current, newer.length > 0 ? newer : [{ ...latest, effective: now }], now);
}

/** The version on record that a stated one speaks of: of the same time; without a time the first of a list, or the present. */
function counterpart(
  current: readonly ProductVersion[],
  stated: DescribedVersion,
  count: number,
): ProductVersion | undefined {
  if (stated.effective !== null) return current.find((version) => version.effective === stated.effective);
  return count > 1 ? current[0] : current.at(-1);
}

function sameContent(a: DescribedVersion, b: DescribedVersion): boolean {
  return contentOf(a) === contentOf(b);
}

/** Field by field in one order, so that the order of keys in a source does not count. */
function contentOf(version: DescribedVersion): string {
  return JSON.stringify([
    version.source,
    version.labelVersion,
    version.maxUnmonitored,
    version.notJudged.map(({ vi, en }) => [vi, en]),
    version.rules.map((rule) => [rule.id, rule.side, rule.limit, rule.inclusive, rule.allowed, rule.mode]),
  ]);
}
