/** What is known of one parcel while events are folded: where it was, how many doses it had, and who held it. */
import { type LateMove, movesOf } from '../lots/late.ts';
import type { Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { CustodyRecord, ParcelMove, Portion } from './effects.ts';
import { beginChain, holderAt, inheritChain, type OpenChain } from './possession.ts';
import type { Holder } from './types.ts';

/** `begin`: since when there is such a parcel: its receipt, or the split that made it. */
export type Track = {
  readonly id: string;
  readonly begin: UtcMs;
  readonly parent: string | null;
  chain: OpenChain;
};

/** Leads all parcels of a record along the events. Portions come into being on the way. */
export class Tracks {
  readonly #parcels: ReadonlyMap<string, Parcel>;
  readonly #children: ReadonlyMap<string | null, readonly Parcel[]>;
  readonly #given: ReadonlyMap<string, readonly { readonly at: UtcMs; readonly doses: number }[]>;
  /** Ids of all portions, also of those that the record holds from an earlier derivation and that may not come again. */
  readonly #portionIds: ReadonlySet<string>;
  readonly #siteOf: (unit: string, at: UtcMs) => string | null;
  readonly #tracks = new Map<string, Track>();
  /** Those of the record that are not followed yet, the latest first. */
  readonly #ahead: Parcel[];
  readonly #portions = new Map<string, Portion>();
  readonly #countedOff = new Map<string, Portion[]>();
  readonly #moves = new Map<string, ParcelMove[]>();

  constructor(
    record: CustodyRecord,
    portionIds: ReadonlySet<string>,
    siteOf: (unit: string, at: UtcMs) => string | null,
  ) {
    this.#parcels = new Map(record.parcels.map((parcel) => [parcel.id, parcel]));
    this.#children = Map.groupBy(record.parcels, ({ parent }) => parent);
    this.#given = Map.groupBy(record.administrations, ({ parcel }) => parcel);
    this.#portionIds = portionIds;
    this.#siteOf = siteOf;
    this.#ahead = record.parcels
      .filter(({ id }) => !portionIds.has(id))
      .sort((a, b) => b.createdAt - a.createdAt || depth(this.#parcels, b) - depth(this.#parcels, a));
  }

  /** Follows what was received or split off by `at`. */
  advance(at: UtcMs): void {
    for (
      let next = this.#ahead.at(-1);
      next !== undefined && next.createdAt <= at;
      next = this.#ahead.at(-1)
    ) {
      this.#ahead.pop();
      const parent = next.parent === null ? undefined : this.#tracks.get(next.parent);
      const { id, createdAt } = next;
      const chain = parent === undefined ? this.#received(next) : inheritChain(parent.chain, id, createdAt);
      this.#tracks.set(id, { id, begin: createdAt, parent: next.parent, chain });
    }
  }

  /** The track of a parcel; undefined while there is none. */
  get(id: string): Track | undefined {
    return this.#tracks.get(id);
  }

  /** Is there such a parcel at any time? */
  knows(id: string): boolean {
    return this.#portions.has(id) || (this.#parcels.has(id) && !this.#portionIds.has(id));
  }

  holder(track: Track, at: UtcMs): Holder | null {
    return holderAt(track.chain, at);
  }

  /** The unit it was in. Asked about the past only: all moves up to `at` are known. */
  unit(id: string, at: UtcMs): string | null {
    const known = this.#movesTo(id, at);
    const last = known.reduce<LateMove | null>(
      (latest, move) => (latest === null || move.at >= latest.at ? move : latest),
      null,
    );
    return last?.unit ?? null;
  }

  move(move: ParcelMove): void {
    push(this.#moves, move.parcel, move);
  }

  /** Doses it had at `at`. */
  doses(id: string, at: UtcMs): number {
    return (
      this.#initial(id) - this.#gone(id, at) - this.#counted(id, at).reduce((sum, one) => sum + one.doses, 0)
    );
  }

  /** All doses it had by then, from before any count that custody made up to `doses`: what a phone may have believed. */
  believable(id: string, at: UtcMs): { readonly doses: number; readonly unaware: readonly Portion[] }[] {
    const counts = this.#counted(id, at);
    const full = this.#initial(id) - this.#gone(id, at);
    return counts.map((_, i) => ({
      doses: full - counts.slice(0, i).reduce((sum, one) => sum + one.doses, 0),
      unaware: counts.slice(i),
    }));
  }

  /** Doses that nothing on record has used, split off or counted away, at any time. */
  spare(id: string): number {
    return Math.max(0, this.doses(id, Number.POSITIVE_INFINITY));
  }

  add(portion: Portion): void {
    const parent = this.#tracks.get(portion.parent);
    if (parent === undefined || portion.doses === 0) return;
    if (!this.#portions.has(portion.id)) push(this.#countedOff, portion.parent, portion);
    this.#portions.set(portion.id, portion);
    this.#tracks.set(portion.id, {
      id: portion.id,
      begin: portion.at,
      parent: portion.parent,
      chain: inheritChain(parent.chain, portion.id, portion.at),
    });
  }

  all(): readonly Track[] {
    this.advance(Number.POSITIVE_INFINITY);
    return [...this.#tracks.values()];
  }

  #received(parcel: Parcel): OpenChain {
    const unit = parcel.stays[0]?.unit ?? '';
    const begin = parcel.stays[0]?.from ?? parcel.createdAt;
    return beginChain(parcel.id, { kind: 'site', id: this.#siteOf(unit, begin) ?? '' }, begin);
  }

  #movesTo(id: string, at: UtcMs): LateMove[] {
    const parcel = this.#parcels.get(id);
    const portion = this.#portions.get(id);
    if (parcel === undefined && portion !== undefined) {
      return [...this.#movesTo(portion.parent, Math.min(at, portion.at - 1)), ...this.#own(id, at)];
    }
    // The stays of the record hold what was moved by hand, their ancestors' too; custody's own moves do not stand there.
    const byHand = movesOf(parcel?.stays ?? []).filter((move) => move.at <= at && !isEnd(move, parcel));
    return [...byHand, ...this.#custodyMoves(id, at)];
  }

  #custodyMoves(id: string, at: UtcMs): LateMove[] {
    const begin = this.#portions.get(id)?.at ?? this.#parcels.get(id)?.createdAt ?? at;
    const parent = this.#portions.get(id)?.parent ?? this.#parcels.get(id)?.parent ?? null;
    const inherited = parent === null ? [] : this.#custodyMoves(parent, Math.min(at, begin - 1));
    return [...inherited, ...this.#own(id, at)];
  }

  #own(id: string, at: UtcMs): LateMove[] {
    return (this.#moves.get(id) ?? []).filter((move) => move.at <= at);
  }

  #initial(id: string): number {
    return this.#portions.get(id)?.doses ?? this.#parcels.get(id)?.dosesInitial ?? 0;
  }

  #gone(id: string, at: UtcMs): number {
    const parts = (this.#children.get(id) ?? []).filter(
      (child) => child.createdAt <= at && !this.#portionIds.has(child.id),
    );
    const given = (this.#given.get(id) ?? []).filter((one) => one.at <= at);
    return (
      parts.reduce((sum, child) => sum + child.dosesInitial, 0) +
      given.reduce((sum, one) => sum + one.doses, 0)
    );
  }

  #counted(id: string, at: UtcMs): readonly Portion[] {
    return (this.#countedOff.get(id) ?? []).filter((one) => one.at <= at);
  }
}

/** That nothing of a parcel was left is no move: what was counted off in the same instant was where the parcel was. */
const isEnd = ({ at, unit }: LateMove, parcel: Parcel | undefined): boolean =>
  unit === null && parcel?.ended?.kind === 'empty' && parcel.ended.at === at;

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** A child that was split off at the very instant of its parent's own split comes after it. */
function depth(parcels: ReadonlyMap<string, Parcel>, { parent }: Parcel): number {
  const above = parent === null ? undefined : parcels.get(parent);
  return above === undefined ? 0 : 1 + depth(parcels, above);
}
