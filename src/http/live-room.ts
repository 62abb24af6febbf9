/**
 * All live connections that see the same place share a room: what a delta means for the place, and its JSON, is
 * worked out once. A room hears every delta from its beginning and lets it through to a member only after that
 * member's snapshot, which contains everything that came before it (see the order that `KeeperPort` promises).
 */
import type { ToldUnit } from '../keeper/told-tiles.ts';
import type { AlertView, HoldView, LiveSnapshot, UnitChange } from '../keeper/views.ts';
import { bodyOf, LIVE_KINDS, type LiveKind, type LiveMember, type LivePart } from './live-member.ts';
import type { SiteTree } from './ports.ts';

/** One changed thing, as every room needs it. The JSON (UTF-8) is made when the first room wants it. */
export type LiveItem = {
  readonly kind: LiveKind;
  readonly id: string;
  readonly site: string | null;
  /** A resolved alert or an ended hold arrives once more and then leaves. */
  readonly ended: boolean;
  /** An alert that somebody raised to see who gets it. */
  readonly test: boolean;
  json(): Buffer;
  /** What is new of it, for who knows what was told before. */
  change(): Buffer;
};

const written = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

export function liveUnit({ id, site, json }: ToldUnit, news: UnitChange | null): LiveItem {
  let change: Buffer | undefined;
  return {
    kind: 'units',
    id,
    site,
    ended: false,
    test: false,
    json: () => json,
    change: () => (change ??= news === null ? json : written(news)),
  };
}

export function liveItem(kind: 'alerts' | 'holds', view: AlertView | HoldView): LiveItem {
  let json: Buffer | undefined;
  const whole = () => (json ??= written(view));
  return {
    kind,
    id: view.id,
    site: view.site,
    ended: (kind === 'alerts' && view.state === 'resolved') || (kind === 'holds' && view.state !== 'open'),
    test: kind === 'alerts' && isTest(view as AlertView),
    json: whole,
    change: whole,
  };
}

const isTest = (alert: AlertView): boolean => alert.kind === 'test' && alert.state === 'open';
/** Hears which open test alerts a member was just sent. */
type OnTest = (member: LiveMember, alerts: readonly string[]) => void;

type Snapshot = Pick<LiveSnapshot, 'sites' | 'units' | 'alerts' | 'holds'>;

export class LiveRoom {
  readonly root: string | null;
  /** Do its members want of a unit only what is new? */
  readonly wantsChanges: boolean;
  readonly members = new Set<LiveMember>();
  /** Members whose snapshot is still to come: they get no delta, for their snapshot will contain it. */
  readonly #waiting = new Set<LiveMember>();
  /** What some member has on the screen: should any of it leave the place, they must learn of it. */
  #shown: Record<LiveKind, Set<string>> = { units: new Set(), alerts: new Set(), holds: new Set() };
  /** Units that every member has: of them a change says enough. */
  #known = new Set<string>();

  readonly #onTest: OnTest;

  constructor(root: string | null, wantsChanges = false, onTest: OnTest = () => {}) {
    this.root = root;
    this.wantsChanges = wantsChanges;
    this.#onTest = onTest;
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
      for (const view of snapshot[kind]) if (isHere(view.site)) part[kind].set(view.id, written(view));
    }
    // Who does not wait for this keeps what they have.
    const isForAll = this.members.size === this.#waiting.size;
    const former = this.#shown;
    const shownNow = (kind: LiveKind) => new Set([...(isForAll ? [] : former[kind]), ...part[kind].keys()]);
    this.#shown = { units: shownNow('units'), alerts: shownNow('alerts'), holds: shownNow('holds') };
    this.#known = new Set([...part.units.keys()].filter((id) => isForAll || this.#known.has(id)));
    const body = bodyOf(part, sites);
    const tests = snapshot.alerts.filter((one) => isTest(one) && isHere(one.site)).map(({ id }) => id);
    for (const member of this.#waiting) {
      member.snapshot(body);
      if (tests.length > 0) this.#onTest(member, tests);
    }
    this.#waiting.clear();
  }

  /**
   * False when something on the screens has left the place. A delta cannot say that, so nothing is sent and all
   * members wait for a new snapshot, which is the caller's to bring.
   */
  publish(items: readonly LiveItem[], tree: SiteTree): boolean {
    const selected = this.#select(items, tree);
    if (selected === 'something left') {
      for (const member of this.members) this.#waiting.add(member);
      return false;
    }
    if (selected === 'nothing' || this.members.size === this.#waiting.size) return true;
    const { part, units } = selected;
    const body = bodyOf(this.wantsChanges ? { ...part, units } : part);
    const tests = items.filter(({ test, id }) => test && part.alerts.has(id)).map(({ id }) => id);
    for (const member of this.members) {
      if (this.#waiting.has(member)) continue;
      member.delta(part, body);
      if (tests.length > 0) this.#onTest(member, tests);
    }
    return true;
  }

  /** `units`: those of `part`, of each only what is new to who was shown it before. */
  #select(
    items: readonly LiveItem[],
    tree: SiteTree,
  ): { part: LivePart; units: LivePart['units'] } | 'nothing' | 'something left' {
    const part = emptyPart();
    const units = new Map<string, Buffer>();
    const here = new Map<string | null, boolean>();
    let isEmpty = true;
    for (const item of items) {
      let isHere = here.get(item.site);
      if (isHere === undefined) {
        isHere = tree.isWithin(item.site, this.root);
        here.set(item.site, isHere);
      }
      const shown = this.#shown[item.kind];
      if (!isHere && shown.has(item.id)) return 'something left';
      if (!isHere) continue;
      part[item.kind].set(item.id, item.json());
      if (this.wantsChanges && item.kind === 'units')
        units.set(item.id, this.#known.has(item.id) && !units.has(item.id) ? item.change() : item.json());
      if (item.ended) shown.delete(item.id);
      else shown.add(item.id);
      if (item.kind === 'units') this.#known.add(item.id);
      isEmpty = false;
    }
    return isEmpty ? 'nothing' : { part, units };
  }
}

const emptyPart = (): Record<LiveKind, Map<string, Buffer>> => ({
  units: new Map(),
  alerts: new Map(),
  holds: new Map(),
});
