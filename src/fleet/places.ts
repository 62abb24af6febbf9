/** Where is it? The tree of sites, the site of a unit and the unit of a device at an instant. Unknown ids have no place. */
import type { Placement, UtcMs } from '../thermal/types.ts';
import type { Device, Site, Unit } from './types.ts';

/** The sites with an index of who lies directly below whom. */
export type SiteTree = {
  readonly sites: ReadonlyMap<string, Site>;
  readonly children: ReadonlyMap<string, readonly string[]>;
};

export function siteTree(sites: ReadonlyMap<string, Site>): SiteTree {
  const children = new Map<string, string[]>();
  for (const site of sites.values()) {
    if (site.parent === null) continue;
    const siblings = children.get(site.parent);
    if (siblings) siblings.push(site.id);
    else children.set(site.parent, [site.id]);
  }
  return { sites, children };
}

/** The site and all above it, the root first. Empty for an unknown site; stops where the tree would turn in a circle. */
export function pathOf(tree: SiteTree, site: string): Site[] {
  const path: Site[] = [];
  const seen = new Set<string>();
  let next: string | null = site;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const found: Site | undefined = tree.sites.get(next);
    if (!found) break;
    path.push(found);
    next = found.parent;
  }
  return path.reverse();
}

/** Is `site` the place `root` itself or somewhere below it? Never for a site that is not in the tree. */
export function isWithin(tree: SiteTree, site: string, root: string): boolean {
  return pathOf(tree, site).some((step) => step.id === root);
}

/** `root` and every site below it; empty when it is unknown. */
export function descendants(tree: SiteTree, root: string): Set<string> {
  const found = new Set<string>();
  const waiting = tree.sites.has(root) ? [root] : [];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(tree.children.get(id) ?? []));
  }
  return found;
}

/** The placement that holds at `at`: the last that began by then. */
function standing<P extends { readonly since: UtcMs }>(placements: readonly P[], at: UtcMs): P | undefined {
  // Asked for every reading, and nearly always answered by the last: a loop, which makes no function for it.
  for (let i = placements.length - 1; i >= 0; i--) {
    const placement = placements[i];
    if (placement !== undefined && placement.since <= at) return placement;
  }
  return undefined;
}

/** Where a unit stood at `at`; null while it was under way or before it was placed. A retired unit keeps its last site. */
export function siteOfUnit(unit: Unit | undefined, at: UtcMs): string | null {
  return unit ? (standing(unit.placements, at)?.site ?? null) : null;
}

/** In which unit a device sat at `at`; null in none, before its first placement and once it is retired. */
export function unitOfDevice(device: Device | undefined, at: UtcMs): string | null {
  if (!device || (device.retiredAt !== null && at >= device.retiredAt)) return null;
  return standing(device.placements, at)?.unit ?? null;
}

/** The intervals [from, to) in which `device` sat in `unit`, oldest first; the retirement of either ends the last. */
export function placementsOf(device: Device, unit: Pick<Unit, 'id' | 'retiredAt'>): Placement[] {
  const end = earliest(device.retiredAt, unit.retiredAt);
  const intervals: Placement[] = [];
  device.placements.forEach((placement, index) => {
    if (placement.unit !== unit.id) return;
    const to = earliest(device.placements[index + 1]?.since ?? null, end);
    if (to === null || to > placement.since) intervals.push({ from: placement.since, to });
  });
  return intervals;
}

function earliest(a: UtcMs | null, b: UtcMs | null): UtcMs | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

/** Per unit the devices that ever sat in it, so that one unit's history needs no walk over all devices. */
export function devicesByUnit(devices: Iterable<Device>): Map<string, Device[]> {
  const byUnit = new Map<string, Device[]>();
  for (const device of devices) {
    for (const unit of new Set(device.placements.map((placement) => placement.unit))) {
      if (unit === null) continue;
      const list = byUnit.get(unit);
      if (list) list.push(device);
      else byUnit.set(unit, [device]);
    }
  }
  return byUnit;
}

/** For one unit, per device id, when it sat there. `devices`: all, or the unit's own from `devicesByUnit`. */
export function placementsIn(
  unit: Pick<Unit, 'id' | 'retiredAt'>,
  devices: Iterable<Device>,
): Map<string, Placement[]> {
  const found = new Map<string, Placement[]>();
  for (const device of devices) {
    const intervals = placementsOf(device, unit);
    if (intervals.length > 0) found.set(device.id, intervals);
  }
  return found;
}
