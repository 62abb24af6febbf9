/**
 * May this person say this of these parcels, by what had happened until then? Looks at what an event claims against the
 * parcels' chains and counts, and notes what cannot be true beside it.
 */
import { accept, type Decision, type Refused } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type CustodyCode, refuseCustody } from './codes.ts';
import type { Portion } from './effects.ts';
import { completionOf, type Sides } from './handoff.ts';
import type { FoldContext, KeptOf } from './order.ts';
import { contested, everHeld } from './possession.ts';
import type { Track, Tracks } from './tracks.ts';
import type { Dosed, Holder, KeptEvent } from './types.ts';

/**
 * An official's word on what cannot both be true: of `parcel`, the events `untrue` do not count; `parcel: null` is all that
 * they say. `truth`: those that the official found true, for the record.
 */
export type Resolution = {
  readonly id: string;
  readonly at: UtcMs;
  readonly by: string;
  readonly parcel: string | null;
  readonly truth: readonly string[];
  readonly untrue: readonly string[];
  readonly reason: string;
};

export const isUntrue = (resolutions: readonly Resolution[], event: string, parcel: string | null): boolean =>
  resolutions.some((one) => one.parcel === parcel && one.untrue.includes(event));

export const why = ({ id, body }: KeptEvent, code: CustodyCode, parcel: string | null = null): Refused =>
  refuseCustody(code, `Cannot count ${body.type} ${id}: ${code}`, { event: id, parcel });

export class Claims {
  readonly #tracks: Tracks;
  readonly #sides: ReadonlyMap<string, Sides>;
  readonly #resolutions: readonly Resolution[];
  readonly #ctx: FoldContext;
  /** Which handoff a code was made for. */
  readonly #codes = new Map<string, string>();

  constructor(
    tracks: Tracks,
    sides: ReadonlyMap<string, Sides>,
    resolutions: readonly Resolution[],
    ctx: FoldContext,
  ) {
    this.#tracks = tracks;
    this.#sides = sides;
    this.#resolutions = resolutions;
    this.#ctx = ctx;
  }

  /** Why an offer cannot count, whoever holds the parcels: its code is of another handoff, or its doses are not there. */
  wrongOffer(event: KeptOf<'handoff.offered'>, at: UtcMs): CustodyCode | null {
    const { handoff, parcels, codeHash } = event.body;
    if ((this.#codes.get(codeHash) ?? handoff) !== handoff) return 'HANDOFF_CODE_USED';
    this.#codes.set(codeHash, handoff);
    const stale: { track: Track; unaware: readonly Portion[] }[] = [];
    for (const { parcel, doses } of parcels) {
      const track = this.#tracks.get(parcel);
      if (track === undefined) return this.#isEarly(parcel) ? 'EVENT_AT_IMPLAUSIBLE' : 'EVENT_PARCEL_UNKNOWN';
      const holder = this.#tracks.holder(track, at);
      // Of a parcel that is not the giver's the count says nothing.
      if (holder === null || !this.gives(event, holder) || this.#tracks.doses(parcel, at) === doses) continue;
      const believed = this.#tracks.believable(parcel, at).find((one) => one.doses === doses);
      if (believed === undefined) return 'EVENT_DOSES_DIFFER';
      stale.push({ track, unaware: believed.unaware });
    }
    for (const { track, unaware } of stale) this.#contest(track, event, unaware);
    return null;
  }

  /** The parcels an event of one signature speaks of, those that its author held; or why it does not count. */
  mine(
    event: KeptEvent,
    parcels: readonly Dosed[],
    at: UtcMs,
    fits: (holder: Holder) => boolean,
  ): Decision<ReadonlyMap<string, Track>> {
    const mine = new Map<string, Track>();
    const rivals: Track[] = [];
    const stale: { track: Track; unaware: readonly Portion[] }[] = [];
    const gives = (holder: Holder) => fits(holder) && this.gives(event, holder);
    for (const { parcel, doses } of parcels) {
      const track = this.#tracks.get(parcel);
      if (track === undefined)
        return why(event, this.#isEarly(parcel) ? 'EVENT_AT_IMPLAUSIBLE' : 'EVENT_PARCEL_UNKNOWN', parcel);
      if (isUntrue(this.#resolutions, event.id, parcel)) continue;
      const holder = this.#tracks.holder(track, at);
      if (holder === null || !gives(holder)) {
        if (!everHeld(track.chain, at, gives)) return why(event, 'EVENT_NOT_HOLDER', parcel);
        rivals.push(track);
        continue;
      }
      if (this.#tracks.doses(parcel, at) !== doses) {
        const unaware = this.#tracks.believable(parcel, at).find((one) => one.doses === doses);
        if (unaware === undefined) return why(event, 'EVENT_DOSES_DIFFER', parcel);
        stale.push({ track, unaware: unaware.unaware });
      }
      mine.set(parcel, track);
    }
    const { id, receivedAt } = event;
    for (const track of rivals) track.chain = contested(track.chain, { event: id, receivedAt, gives }, null);
    for (const { track, unaware } of stale) this.#contest(track, event, unaware);
    return accept(mine);
  }

  /** Two counts that cannot both be true: this event's, and those it did not know of. An official may have looked at it. */
  #contest(track: Track, { id, receivedAt }: KeptEvent, unaware: readonly Portion[]): void {
    const counts = unaware
      .map(({ handoff }) => this.#sides.get(handoff))
      .flatMap((s) => (s ? completionOf(s) : null) ?? []);
    const events = [...new Set([...counts.map(({ event }) => event.id), id])];
    if (
      this.#resolutions.some((one) => one.parcel === track.id && events.every((e) => one.truth.includes(e)))
    )
      return;
    const noticedAt = Math.max(receivedAt, ...counts.map(({ event }) => event.receivedAt));
    track.chain = {
      ...track.chain,
      conflicts: [...track.chain.conflicts, { kind: 'counts', events, noticedAt, claims: [] }],
    };
  }

  gives(event: KeptEvent, holder: Holder): boolean {
    return holder.kind === 'person' ? holder.id === event.body.by : this.#ctx.actsFor(event, holder.id);
  }

  /** There is such a parcel, but later. */
  #isEarly(parcel: string): boolean {
    return this.#tracks.knows(parcel);
  }
}
