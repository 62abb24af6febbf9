/**
 * What must be on record once all phones had their say: found leg by leg from the story and from which words ever reached the
 * service. It shares nothing with the service's own fold: a leg is made when both sides of it arrived and count, and it moves
 * the parcel when whoever gave it is on record as holding it.
 */
import { portionId } from '../../src/custody/effects.ts';
import type { Counted, Holder } from '../../src/custody/types.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { TrueStay } from '../truth.ts';
import type { Course } from './course.ts';
import { sha256Hex } from './deeds.ts';
import { enter, holderOf, type Known, leave } from './known.ts';
import { type CustodyRecord, type HandoffRecord, isSame, type ParcelRecord } from './record.ts';
import { differences, type SaidLeg } from './said-leg.ts';

/** `at`: by the phone that said it; null when it never came, or must not count. */
export type Heard = (event: string) => UtcMs | null;
export type Truth = CustodyRecord & { readonly stays: ReadonlyMap<string, readonly TrueStay[]> };
export type Received = { readonly doses: number; readonly unit: string; readonly at: UtcMs };

/** @param received how the parcels of the trips came to the depot */
export function tripTruth(
  courses: readonly Course[],
  received: ReadonlyMap<string, Received>,
  heard: Heard,
): Truth {
  const parcels = new Map<string, ParcelRecord>();
  const stays = new Map<string, readonly TrueStay[]>();
  const handoffs = new Map<string, HandoffRecord>();
  const shipments = new Map<string, string>();
  for (const course of courses) {
    const told = new Telling(course, received, heard);
    for (const handoff of told.handoffs) handoffs.set(handoff.id, handoff);
    if (told.state !== null) shipments.set(course.trip.id, told.state);
    for (const known of told.known.values()) {
      const { id, origin, doses, chain, conflicted } = known;
      parcels.set(id, { id, origin, doses, chain, conflicted, held: conflicted || known.doubtful });
      stays.set(id, known.stays);
    }
  }
  return { parcels, stays, handoffs, shipments };
}

class Telling {
  readonly known = new Map<string, Known>();
  readonly handoffs: HandoffRecord[] = [];
  /** Null where the story has a gap. */
  readonly state: string | null;
  readonly #course: Course;
  readonly #heard: Heard;

  constructor(course: Course, received: ReadonlyMap<string, Received>, heard: Heard) {
    this.#course = course;
    this.#heard = heard;
    const { trip } = course;
    for (const { parcel } of trip.cargo) {
      const from = received.get(parcel);
      if (from === undefined) throw new Error(`Cannot tell of ${parcel}: it was never received`);
      this.known.set(parcel, {
        id: parcel,
        origin: parcel,
        doses: from.doses,
        chain: [{ holder: { kind: 'site', id: trip.from }, from: from.at }],
        stays: [{ unit: from.unit, from: from.at, to: null }],
        conflicted: false,
        doubtful: false,
      });
    }
    const packedAt = heard(course.packed);
    if (packedAt !== null) for (const known of this.known.values()) enter(known, trip.box, packedAt);
    for (const leg of course.legs) this.#leg(leg);
    const whole = this.handoffs.every(({ state }) => state === 'complete') && !this.#torn();
    this.#withdrawn();
    this.#rival();
    this.state = this.#unpack() && whole ? 'closed' : null;
  }

  #leg(said: SaidLeg): void {
    const { leg, count, offered } = said;
    const offer = this.#heard(said.offer);
    const taken = said.taken === null ? null : this.#heard(said.taken);
    const alone = said.oneSided === null ? null : this.#heard(said.oneSided);
    const confirmed = said.confirmed === null ? null : this.#heard(said.confirmed);
    const at = taken ?? (confirmed === null ? null : alone);
    if (offer === null && taken === null) return;
    const counted = taken !== null || alone !== null;
    const made = offer !== null && at !== null;
    const state = made ? 'complete' : counted ? 'disputed' : 'expired';
    const discrepancies = offer === null || !counted ? [] : differences(said);
    this.handoffs.push({ id: leg.handoff, state, discrepancies });
    if (state === 'disputed') this.#doubt(offered.map(({ parcel }) => parcel));
    if (!made) return;
    for (const { parcel } of offered) {
      const known = this.known.get(parcel);
      const one = count.parcels.find((each) => each.parcel === parcel);
      if (known === undefined || one === undefined) continue;
      if (!isSame(holderOf(known), leg.from.holder)) known.conflicted = true;
      else this.#hand(known, one, leg.to.holder, leg.handoff, at);
    }
  }

  #hand(known: Known, one: Counted, to: Holder, handoff: string, at: UtcMs): void {
    for (const kind of ['missing', 'refused'] as const) {
      if (one[kind] === 0) continue;
      const id = portionId(known.id, kind, handoff, sha256Hex);
      const stays = [...known.stays];
      leave(stays, at);
      this.known.set(id, {
        ...known,
        id,
        doses: one[kind],
        chain: [...known.chain],
        stays,
        doubtful: kind === 'missing',
      });
      known.doses -= one[kind];
    }
    known.chain.push({ holder: to, from: at });
  }

  /** True when all of the cargo was taken out. */
  #unpack(): boolean {
    const { trip, unpacked } = this.#course;
    const at = this.#heard(unpacked);
    if (at === null) return false;
    const mine = trip.cargo.flatMap(({ parcel }) => {
      const known = this.known.get(parcel);
      const there = known !== undefined && isSame(holderOf(known), { kind: 'site', id: trip.to });
      return there ? [known] : [];
    });
    for (const known of mine) enter(known, trip.fridge, at);
    return mine.length === trip.cargo.length;
  }

  /** Of what is disputed nobody can say who has it. */
  #doubt(parcels: readonly string[]): void {
    for (const parcel of parcels) {
      const known = this.known.get(parcel);
      if (known !== undefined) known.doubtful = true;
    }
  }

  #torn(): boolean {
    return [...this.known.values()].some(({ conflicted }) => conflicted);
  }

  #withdrawn(): void {
    const { withdrawn, deeds } = this.#course;
    if (withdrawn === null) return;
    const said = deeds.flatMap(({ happening }) =>
      'handoff' in happening && happening.handoff === withdrawn ? [this.#heard(happening.id)] : [],
    );
    const heard = said.filter((at) => at !== null).length;
    if (heard === said.length) this.handoffs.push({ id: withdrawn, state: 'withdrawn', discrepancies: [] });
  }

  #rival(): void {
    const { rival, deeds } = this.#course;
    if (rival === null) return;
    const said = deeds.filter(
      ({ happening }) => 'handoff' in happening && happening.handoff === rival.handoff,
    );
    const [offer, taken] = said.map(({ happening }) => this.#heard(happening.id));
    if (offer === undefined || taken === undefined || (offer === null && taken === null)) return;
    const made = offer !== null && taken !== null;
    const state = made ? 'complete' : offer === null ? 'disputed' : 'expired';
    this.handoffs.push({ id: rival.handoff, state, discrepancies: [] });
    if (state === 'disputed') this.#doubt([rival.parcel]);
    const known = this.known.get(rival.parcel);
    if (made && known !== undefined) known.conflicted = true;
  }
}
