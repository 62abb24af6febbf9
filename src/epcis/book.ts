/**
 * What the ledger says of parcels and handoffs up to each of its entries. An event of the ledger names only what it changed;
 * an EPCIS event also tells what it was about, as it stood then. Filled in the order of the ledger, and the same every time.
 */
import type { Stay, UtcMs } from '../thermal/types.ts';
import type { Count, Entry, Pack, Row } from './types.ts';

/** A change of its doses, or of where it is from `at` on. `said`: the phone's event that says so, and may not count. */
type Step = {
  readonly seq: number;
  readonly doses?: number;
  readonly unit?: string | null;
  readonly at: UtcMs;
  readonly said: string | null;
};
type HoldSpan = { readonly hold: string; readonly kind: string; readonly seq: number; endedSeq: number };
type Known = {
  readonly seq: number;
  readonly gtin: string;
  readonly lot: string;
  readonly label: string | null;
  readonly steps: Step[];
  readonly holds: HoldSpan[];
};
/** An entry by which an event counted no more, or again. */
type Turn = { readonly seq: number; readonly counts: boolean; readonly entry: string };
type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;
type Offer = Of<'handoff.offered'>;
export type Completion = { readonly seq: number; readonly event: Of<'handoff.completed'> };

export type ParcelThen = {
  readonly gtin: string;
  readonly lot: string;
  readonly label: string | null;
  readonly doses: number;
  readonly unit: string | null;
};

export class Book {
  /** The last entry that was taken in. */
  reached = 0;
  readonly #countsFrom: (event: string) => number | null;
  readonly #parcels = new Map<string, Known>();
  /** By the id of the event that says it. */
  readonly #offers = new Map<string, Offer>();
  readonly #counts = new Map<string, Count>();
  readonly #completions = new Map<string, Completion[]>();
  readonly #packs = new Map<string, Pack>();
  /** From which entries on an event counted no more, or again. */
  readonly #turns = new Map<string, Turn[]>();

  /**
   * @param countsFrom from which entry on does this event of a phone count, or did once? It may be in the ledger while it waits
   *   for others, and only whoever judges events knows. Null: it only waits; 0: it counted when it came
   */
  constructor(countsFrom: (event: string) => number | null) {
    this.#countsFrom = countsFrom;
  }

  /** Entries must come in their order, none left out; one that was taken in before changes nothing. */
  take({ seq, event }: Row): void {
    if (seq <= this.reached) return;
    this.reached = seq;
    this.#read(seq, event);
  }

  /** As it stood after entry `seq`; null: the ledger had not spoken of it. */
  parcel(id: string, seq: number): ParcelThen | null {
    const known = this.#parcels.get(id);
    if (known === undefined || known.seq > seq) return null;
    const { gtin, lot, label, steps } = known;
    const doses = steps.findLast((one) => one.seq <= seq && one.doses !== undefined)?.doses ?? 0;
    const unit = steps.findLast((one) => one.unit !== undefined && this.#stands(one, seq))?.unit ?? null;
    return { gtin, lot, label, doses, unit };
  }

  /** Where it had been when, as far as the ledger had said by entry `seq`. */
  stays(id: string, seq: number): Stay[] {
    const steps = (this.#parcels.get(id)?.steps ?? [])
      .filter((one) => one.unit !== undefined && this.#stands(one, seq))
      .sort((a, b) => a.at - b.at);
    return steps.flatMap(({ unit, at }, i) => {
      const to = steps[i + 1]?.at ?? null;
      return unit == null || to === at ? [] : [{ unit, from: at, to }];
    });
  }

  /** The packing or unpacking that this event told of, where it counted after entry `seq`, as it stood when it began to. */
  pack(event: string, seq: number): Pack | null {
    const pack = this.#packs.get(event);
    if (pack === undefined || !this.#countsAt(event, seq)) return null;
    return { ...pack, seq: Math.max(pack.seq, this.#countsFrom(event) ?? 0) };
  }

  /** The entry under whose id it was told last: its own, or the one by which it counted again. */
  toldUnder(event: string, seq: number): string {
    return this.#turns.get(event)?.findLast((one) => one.seq <= seq && one.counts)?.entry ?? event;
  }

  /** The kinds of the holds that lay on it after entry `seq`. */
  holds(parcel: string, seq: number): string[] {
    const all = this.#parcels.get(parcel)?.holds ?? [];
    return all.filter((one) => one.seq <= seq && one.endedSeq > seq).map(({ kind }) => kind);
  }

  /** The two sides of a handoff, by the events that its completion names. */
  offer(given: string | null): Offer | null {
    return this.#offers.get(given ?? '') ?? null;
  }

  count(taken: string | null, given: string | null): Count | null {
    return this.#counts.get(taken ?? '') ?? this.#counts.get(given ?? '') ?? null;
  }

  /** The last completions by entry `seq` that rest on any of these events and stand by then, in their order. */
  completionsBy(events: readonly string[], seq: number): Completion[] {
    const found = events.flatMap((id) => this.#completions.get(id)?.findLast((one) => one.seq <= seq) ?? []);
    return [...new Set(found)].filter((one) => !this.#isOver(one, seq)).sort((a, b) => a.seq - b.seq);
  }

  /** One of its sides counted no more after it. What counts again completes it anew. */
  #isOver({ seq: from, event: { given, taken } }: Completion, seq: number): boolean {
    return [given, taken].some((side) =>
      this.#turns.get(side ?? '')?.some((turn) => !turn.counts && turn.seq > from && turn.seq <= seq),
    );
  }

  #read(seq: number, event: Entry): void {
    switch (event.type) {
      case 'parcel.received': {
        const { gtin, lot, label, doses, unit } = event;
        this.#parcels.set(event.parcel, { seq, gtin, lot, label, steps: [], holds: [] });
        this.#step(event.parcel, seq, event, { doses, unit });
        return;
      }
      case 'parcel.moved':
        this.#step(event.parcel, seq, event, { doses: event.doses, unit: event.to });
        return;
      case 'parcel.split':
        this.#split(seq, event);
        return;
      case 'doses.administered': {
        const before = this.parcel(event.parcel, seq);
        this.#step(event.parcel, seq, event, { doses: (before?.doses ?? event.doses) - event.doses });
        return;
      }
      case 'parcel.ended':
        this.#end(event.parcel, seq, null);
        this.#step(event.parcel, seq, event, { doses: 0, unit: null });
        return;
      case 'hold.placed': {
        const { hold, kind } = event;
        this.#parcels.get(event.parcel)?.holds.push({ hold, kind, seq, endedSeq: Number.POSITIVE_INFINITY });
        return;
      }
      case 'hold.withdrawn':
        this.#end(event.parcel, seq, [event.hold]);
        return;
      case 'disposition.approved':
        this.#end(event.parcel, seq, event.holdsEnded);
        return;
      case 'shipment.packed':
        this.#packs.set(event.id, { seq, event });
        for (const { unit, parcels } of event.boxes)
          for (const { parcel } of parcels) this.#step(parcel, seq, event, { unit }, event.id);
        return;
      case 'shipment.unpacked':
        this.#packs.set(event.id, { seq, event });
        for (const { parcel, unit } of event.parcels) this.#step(parcel, seq, event, { unit }, event.id);
        return;
      case 'custody.overturned':
      case 'custody.reinstated':
        this.#turn(event.event, { seq, counts: event.type === 'custody.reinstated', entry: event.id });
        return;
      case 'custody.resolved':
        for (const untrue of event.untrue) this.#turn(untrue, { seq, counts: false, entry: event.id });
        return;
      case 'handoff.offered':
        this.#offers.set(event.id, event);
        return;
      case 'handoff.taken':
      case 'handoff.one-sided':
      case 'handoff.confirmed':
        this.#counts.set(event.id, event);
        return;
      case 'handoff.completed':
        this.#complete(seq, event);
    }
  }

  #complete(seq: number, event: Of<'handoff.completed'>): void {
    const completion = { seq, event };
    for (const side of [event.given, event.taken])
      if (side !== null) this.#completions.set(side, [...(this.#completions.get(side) ?? []), completion]);
  }

  /** A part was where all of it was. */
  #split(seq: number, event: Extract<Entry, { type: 'parcel.split' }>): void {
    const { gtin, lot } = event;
    const way = (this.#parcels.get(event.parcel)?.steps ?? []).filter(({ unit }) => unit !== undefined);
    for (const { parcel, doses, label } of event.parts) {
      const steps = way.map(({ seq, unit = null, at, said }) => ({ seq, unit, at, said }));
      this.#parcels.set(parcel, { seq, gtin, lot, label, steps, holds: [] });
      this.#step(parcel, seq, event, { doses });
    }
    this.#step(event.parcel, seq, event, { doses: event.dosesLeft });
  }

  #step(
    parcel: string,
    seq: number,
    event: { readonly at: string },
    change: { doses?: number; unit?: string | null },
    said: string | null = null,
  ): void {
    this.#parcels.get(parcel)?.steps.push({ ...change, seq, at: Date.parse(event.at), said });
  }

  #turn(event: string, turn: Turn): void {
    this.#turns.set(event, [...(this.#turns.get(event) ?? []), turn]);
  }

  #stands(step: Step, seq: number): boolean {
    return step.seq <= seq && (step.said === null || this.#countsAt(step.said, seq));
  }

  #countsAt(event: string, seq: number): boolean {
    const last = this.#turns.get(event)?.findLast((one) => one.seq <= seq);
    const from = this.#countsFrom(event);
    return last?.counts !== false && from !== null && from <= seq;
  }

  /** `holds` null: all of them. */
  #end(parcel: string, seq: number, holds: readonly string[] | null): void {
    for (const one of this.#parcels.get(parcel)?.holds ?? [])
      if (one.endedSeq > seq && (holds === null || holds.includes(one.hold))) one.endedSeq = seq;
  }
}
