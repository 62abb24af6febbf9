/**
 * All live connections that see the same place share a room: what a delta means for the place, and its JSON, is
 * worked out once. A room hears every delta from its beginning and lets it through to a member only after that
 * member's snapshot, which contains everything that came before it (see the order that `KeeperPort` promises).
 */
import type { AlertView, HoldView, LiveSnapshot, UnitView } from '../keeper/views.ts';
import { bodyOf, LIVE_KINDS, type LiveKind, type LiveMember, type LivePart } from './live-member.ts';
import type { SiteTree } from './ports.ts';

/** One changed thing, as every room needs it. The JSON is made when the first room wants it. */
export type LiveItem = {
  readonly kind: LiveKind;
  readonly id: string;
  readonly site: string | null;
  /** A resolved alert or an ended hold arrives once more and then leaves. */
  readonly ended: boolean;
  json(): string;
  /** The same, no longer at any place that the reader sees. */
  farewell(): string;
};

export function liveItem(kind: LiveKind, view: UnitView | AlertView | HoldView): LiveItem {
  let json: string | undefined;
  return {
    kind,
    id: view.id,
    site: view.site,
    ended: (kind === 'alerts' && view.state === 'resolved') || (kind === 'holds' && view.state !== 'open'),
    json: () => (json ??= JSON.stringify(view)),
    farewell: () =>
      JSON.stringify(
        kind === 'units' ? { ...view, site: null, siteName: null } : { ...view, site: null, unit: null },
      ),
  };
}

type Snapshot = Pick<LiveSnapshot, 'sites' | 'units' | 'alerts' | 'holds'>;

export class LiveRoom {
  readonly root: string | null;
  readonly members = new Set<LiveMember>();
  /** Members whose snapshot is still to come: they get no delta, for their snapshot will contain it. */
  readonly #waiting = new Set<LiveMember>();
  /** What members have on their screens, so that they also learn of what leaves the place. */
  readonly #shown: Record<LiveKind, Set<string>> = { units: new Set(), alerts: new Set(), holds: new Set() };

  constructor(root: string | null) {
    this.root = root;
  }

  get hasWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  join(member: LiveMember): void {
    this.members.add(member);
    this.#waiting.add(member);
  }

  /** A member wants everything anew; from here on it waits like one that has just joined. */
  wantSnapshot(member: LiveMember): void {
    if (this.members.has(member)) this.#waiting.add(member);
  }

  leave(member: LiveMember): void {
    this.members.delete(member);
    this.#waiting.delete(member);
  }

  waiting(): LiveMember[] {
    return [...this.#waiting];
  }

  admit(snapshot: Snapshot, tree: SiteTree): void {
    const isHere = (site: string | null) => tree.isWithin(site, this.root);
    const sites = JSON.stringify(snapshot.sites.filter((site) => isHere(site.id)));
    const part = emptyPart();
    for (const kind of LIVE_KINDS) {
      for (const view of snapshot[kind]) {
        if (!isHere(view.site)) continue;
        part[kind].set(view.id, JSON.stringify(view));
        this.#shown[kind].add(view.id);
      }
    }
    const body = bodyOf(part, sites);
    for (const member of this.#waiting) member.snapshot(body);
    this.#waiting.clear();
  }

  publish(items: readonly LiveItem[], tree: SiteTree): void {
    const part = this.#select(items, tree);
    if (part === null || this.members.size === this.#waiting.size) return;
    const body = bodyOf(part);
    for (const member of this.members) if (!this.#waiting.has(member)) member.delta(part, body);
  }

  #select(items: readonly LiveItem[], tree: SiteTree): LivePart | null {
    const part = emptyPart();
    const here = new Map<string | null, boolean>();
    let any = false;
    for (const item of items) {
      let isHere = here.get(item.site);
      if (isHere === undefined) {
        isHere = tree.isWithin(item.site, this.root);
        here.set(item.site, isHere);
      }
      const shown = this.#shown[item.kind];
      if (!isHere && !shown.has(item.id)) continue;
      part[item.kind].set(item.id, isHere ? item.json() : item.farewell());
      if (isHere && !item.ended) shown.add(item.id);
      else shown.delete(item.id);
      any = true;
    }
    return any ? part : null;
  }
}

const emptyPart = (): Record<LiveKind, Map<string, string>> => ({
  units: new Map(),
  alerts: new Map(),
  holds: new Map(),
});
