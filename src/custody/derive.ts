/**
 * What follows from all that people signed? Folds the events of a group of parcels in the order in which they happened: which
 * of them count, who held what, how the shipments and handoffs stand, and what was moved, placed and split off. The same set
 * of events gives the same answer, in whatever order they came.
 */
import type { Refusal } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type Agenda, agendaOf, type Step } from './agenda.ts';
import { Boxes } from './boxes.ts';
import { Claims, isUntrue, type Resolution, why } from './claims.ts';
import type { CustodyCode } from './codes.ts';
import type { CustodyRecord, Effect, ParcelMove, Portion } from './effects.ts';
import { countOf, handoffOf, type Sides } from './handoff.ts';
import { handOver } from './handover.ts';
import { atOf, type FoldContext, isOf, type KeptOf } from './order.ts';
import { type Lead, Plans } from './plans.ts';
import { chainOf, transferred } from './possession.ts';
import type { ShipmentStep } from './shipment.ts';
import { Tracks } from './tracks.ts';
import type { Chain, Handoff, Holder, KeptEvent, Shipment } from './types.ts';

export type CustodyFacts = {
  /** Without what custody did before: see effects.strip. */
  readonly record: CustodyRecord;
  /** All portions that were ever made of these parcels. */
  readonly portions: readonly Portion[];
  /** All events about these parcels, shipments and handoffs that the door let in, also those that did not count so far. */
  readonly events: readonly KeptEvent[];
  readonly resolutions: readonly Resolution[];
};

export type { Resolution };

/** `judged`: of each event that does not count, why. One that is not named counts. */
export type Derived = {
  readonly judged: ReadonlyMap<string, Refusal>;
  readonly shipments: readonly Shipment[];
  readonly handoffs: readonly Handoff[];
  readonly chains: readonly Chain[];
  readonly effects: readonly Effect[];
};

export function derive(facts: CustodyFacts, ctx: FoldContext): Derived {
  // A handoff's id is asked for again with every parcel of it.
  const hashes = new Map<string, string>();
  const sha256Hex = (text: string): string => {
    const hash = hashes.get(text) ?? ctx.sha256Hex(text);
    hashes.set(text, hash);
    return hash;
  };
  return new Fold(facts, { ...ctx, sha256Hex }).run();
}

class Fold {
  readonly #facts: CustodyFacts;
  readonly #ctx: FoldContext;
  readonly #tracks: Tracks;
  readonly #boxes: Boxes;
  readonly #claims: Claims;
  readonly #agenda: Agenda;
  readonly #judged: Map<string, Refusal>;
  /** Who held the parcels when a handoff was offered or made. */
  readonly #givers = new Map<string, Holder>();
  readonly #plans = new Plans();
  readonly #effects: Effect[] = [];

  constructor(facts: CustodyFacts, ctx: FoldContext) {
    this.#facts = facts;
    this.#ctx = ctx;
    this.#agenda = agendaOf(facts.events, facts.resolutions, ctx);
    this.#judged = new Map(this.#agenda.judged);
    this.#boxes = new Boxes(facts.record.units);
    const portions = new Set([...facts.portions.map(({ id }) => id), ...this.#agenda.portions]);
    this.#tracks = new Tracks(facts.record, portions, (unit, at) => this.#boxes.siteOf(unit, at));
    this.#claims = new Claims(this.#tracks, this.#agenda.sides, facts.resolutions, ctx);
  }

  run(): Derived {
    for (const step of this.#agenda.steps) {
      this.#tracks.advance(step.at);
      this.#take(step);
    }
    // Also what no step came to: the taker's side alone is told with who holds its parcels.
    this.#tracks.advance(Number.POSITIVE_INFINITY);
    const handoffs = [...this.#agenda.sides.values()].flatMap((sides) => this.#handoff(sides) ?? []);
    return {
      judged: this.#judged,
      handoffs: handoffs.sort((a, b) => (a.id < b.id ? -1 : 1)),
      shipments: this.#plans.shipments(
        this.#facts.events.filter(({ id }) => !this.#judged.has(id)),
        handoffs,
      ),
      chains: this.#tracks
        .all()
        .map(({ chain }) => chainOf(chain))
        .sort((a, b) => (a.parcel < b.parcel ? -1 : 1)),
      effects: this.#effects,
    };
  }

  #take({ at, event, sides }: Step): void {
    if (isOf(event, 'shipment.planned')) this.#begin(event);
    else if (isOf(event, 'shipment.packed')) this.#pack(event, at);
    else if (isOf(event, 'shipment.unpacked')) this.#unpack(event, at);
    else if (isOf(event, 'shipment.cancelled')) {
      const progress = this.#next(event, { kind: 'cancelled' });
      if (progress !== null) this.#plans.advance(event, progress);
    } else if (isOf(event, 'handoff.offered')) this.#offer(event, at);
    else if (sides !== null) this.#complete(sides, event, at);
  }

  #begin(event: KeptOf<'shipment.planned'>): void {
    const begun = this.#plans.begin(event);
    if (!begun.ok) this.#reject(event, begun.refusal);
  }

  #pack(event: KeptOf<'shipment.packed'>, at: UtcMs): void {
    const parcels = event.body.boxes.flatMap((box) => box.parcels);
    const progress = this.#next(event, { kind: 'packed' });
    if (progress === null) return;
    const found = this.#claims.mine(event, parcels, at, () => true);
    if (!found.ok) {
      this.#reject(event, found.refusal);
      return;
    }
    this.#plans.advance(event, progress);
    const moves: ParcelMove[] = [];
    const placements: Effect['placements'][number][] = [];
    for (const { unit, parcels: inside } of event.body.boxes) {
      for (const { parcel } of inside) {
        const track = found.value.get(parcel);
        if (track === undefined) continue;
        moves.push({ parcel, at, unit });
        // Where it is packed, there the box is: said also where it seems to be there already, for what brought it there, or
        // took it away, may be of other parcels and come later.
        const holder = this.#tracks.holder(track, at);
        const site = holder?.kind === 'site' ? holder.id : null;
        if (site !== null && !placements.some((one) => one.unit === unit && one.site === site))
          placements.push(this.#boxes.place(unit, at, site));
      }
    }
    this.#effect(event, at, { moves, placements });
  }

  #unpack(event: KeptOf<'shipment.unpacked'>, at: UtcMs): void {
    const { site, parcels } = event.body;
    const step = { kind: 'unpacked', parcels: parcels.map(({ parcel }) => parcel) } as const;
    const progress = this.#next(event, step);
    if (progress === null) return;
    const stray = parcels.find(({ unit }) => this.#boxes.siteOf(unit, at) !== site);
    if (stray !== undefined) {
      this.#refuse(event, 'EVENT_UNIT_NOT_THERE');
      return;
    }
    const found = this.#claims.mine(
      event,
      parcels,
      at,
      (holder) => holder.kind === 'site' && holder.id === site,
    );
    if (!found.ok) {
      this.#reject(event, found.refusal);
      return;
    }
    this.#plans.advance(event, progress);
    const moves = parcels.flatMap(({ parcel, unit }) =>
      found.value.has(parcel) ? [{ parcel, at, unit }] : [],
    );
    this.#effect(event, at, { moves });
  }

  /** An offer that nobody took up. */
  #offer(event: KeptOf<'handoff.offered'>, at: UtcMs): void {
    const code = this.#claims.wrongOffer(event, at);
    if (code !== null) {
      this.#refuse(event, code);
      return;
    }
    const holders = event.body.parcels.map(({ parcel }) => this.#holder(parcel, at));
    const [first] = holders;
    if (first) this.#givers.set(event.body.handoff, first);
    if (holders.some((holder) => holder === null || !this.#claims.gives(event, holder)))
      this.#refuse(event, 'HANDOFF_NOT_HOLDER');
  }

  #holder(parcel: string, at: UtcMs): Holder | null {
    const track = this.#tracks.get(parcel);
    return track === undefined ? null : this.#tracks.holder(track, at);
  }

  #complete(sides: Sides, event: KeptEvent, at: UtcMs): void {
    const { offer } = sides;
    const count = countOf(sides);
    if (offer === null || count === null) return;
    // Clocks differ by minutes: what was offered is looked at when it changes hands.
    const wrong = this.#claims.wrongOffer(offer, at);
    if (wrong !== null) {
      this.#refuse(offer, wrong);
      this.#refuse(event, wrong);
      return;
    }
    const { to } = offer.body;
    const gives = (holder: Holder) => this.#claims.gives(offer, holder);
    const sound = count.parcels.flatMap((counted) => {
      const track = this.#tracks.get(counted.parcel);
      if (track === undefined || isUntrue(this.#facts.resolutions, event.id, counted.parcel)) return [];
      const holder = this.#tracks.holder(track, at);
      return [{ counted, track, holder, fits: holder !== null && gives(holder) }];
    });
    const fitting = sound.filter(({ fits }) => fits);
    const giver = (fitting[0] ?? sound[0])?.holder ?? null;
    if (giver !== null) this.#givers.set(sides.id, giver);

    const handover = {
      handoff: sides.id,
      at,
      to,
      counted: fitting.map(({ counted }) => counted),
      others: count.parcels.filter((counted) => !fitting.some((one) => one.counted === counted)),
      boxes: count.boxes,
    };
    // First what is set apart, for it stays with the giver; then the rest changes hands.
    this.#effect(event, at, handOver(handover, this.#tracks, this.#boxes, this.#ctx.sha256Hex));
    for (const { counted, track, fits } of sound) {
      if (fits && counted.doses === 0) continue;
      const transfer = { event: event.id, at, to, receivedAt: event.receivedAt, gives };
      track.chain = transferred(track.chain, transfer);
    }
    const handed = fitting.filter(({ counted }) => counted.doses > 0).map(({ track }) => track.id);
    const shipment = offer.body.shipment;
    if (handed.length > 0 && shipment !== null)
      this.#plans.handed(shipment, { kind: 'handed', to, parcels: handed });
  }

  /** Where the step would lead its shipment; null when it is refused. */
  #next(event: KeptEvent, step: ShipmentStep): Lead | null {
    const next = this.#plans.next(event, step);
    if (next.ok) return next.value;
    this.#reject(event, next.refusal);
    return null;
  }

  #handoff(sides: Sides): Handoff | null {
    const { offer, orphan, id } = sides;
    const named = orphan?.body.parcels[0]?.parcel;
    const track = named === undefined ? undefined : this.#tracks.get(named);
    const held = track === undefined || orphan === null ? null : this.#tracks.holder(track, atOf(orphan));
    const by = offer?.body.by ?? orphan?.body.by;
    if (by === undefined) return null;
    const from = this.#givers.get(id) ?? held ?? { kind: 'person', id: by };
    const dead = offer !== null && this.#judged.has(offer.id);
    // What both signed and what cannot count all the same is for an official to see.
    return handoffOf(dead ? { ...sides, contradicted: true } : sides, from, this.#ctx);
  }

  #effect(event: KeptEvent, at: UtcMs, did: Partial<Effect>): void {
    const { moves = [], placements = [], portions = [], lost = [] } = did;
    for (const move of moves) this.#tracks.move(move);
    if (moves.length + placements.length + portions.length + lost.length === 0) return;
    this.#effects.push({ event: event.id, at, portions, moves, placements, lost });
  }

  #refuse(event: KeptEvent, code: CustodyCode): void {
    this.#reject(event, why(event, code).refusal);
  }

  #reject(event: KeptEvent, refusal: Refusal): void {
    this.#judged.set(event.id, refusal);
  }
}
