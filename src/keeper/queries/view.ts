/** What every question has at hand, and what its asker may see. */
import { inPlace, may } from '../../fleet/rights.ts';
import { type Decision, refuse } from '../../lots/refusal.ts';
import type { Store } from '../../store/store.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { Receipts } from '../custody-receipts.ts';
import type { Damage } from '../damage.ts';
import type { Heard } from '../heard.ts';
import type { History } from '../history.ts';
import type { InfluxCopy } from '../influx.ts';
import type { Judging } from '../judging.ts';
import type { LedgerKeeping } from '../ledger.ts';
import type { Notices } from '../notices.ts';
import type { Actor, Query } from '../protocol.ts';
import type { Province } from '../province.ts';
import { siteOfParcel } from '../show.ts';
import type { Tiles } from '../tile.ts';
import type { Verdicts } from '../verdicts.ts';
import type { Witnessing } from '../witnessing.ts';

/** What the questions are asked of; the same for all. */
export type Sources = {
  readonly province: Province;
  readonly judging: Judging;
  readonly history: History;
  readonly damage: Damage;
  readonly verdicts: Verdicts;
  readonly tiles: Tiles;
  readonly store: Store;
  readonly influx: InfluxCopy;
  readonly ledger: LedgerKeeping;
  readonly witnessing: Witnessing;
  readonly receipts: Receipts;
  readonly notices: Notices;
  readonly heard: Heard;
  /** Counts that the keeper itself keeps. */
  readonly counts: () => Record<string, number | string>;
};
export type View = Sources & { readonly actor: Actor; readonly now: UtcMs };
export type Of<T extends Query['type']> = Extract<Query, { type: T }>;

/** What is at no site (a box under way) is everybody's who may look at all: someone must see it. */
export const sees = (view: View, site: string | null): boolean =>
  site === null || inPlace(view.actor, site, view.province.tree);

export function outOfPlace(view: View, action: Query['type'], site: string | null): Decision<never> | null {
  if (site === null) return null;
  const allowed = may(view.actor, action, site, view.province.tree);
  return allowed.ok ? null : allowed;
}

export const siteOf = (view: View, parcel: string): string | null =>
  siteOfParcel(view.province, view.province.parcels.living(parcel), view.now);

export const missing = (what: string, id: string) =>
  refuse(`${what}_UNKNOWN`, `No such ${what.toLowerCase()}: ${id}`, { id });
