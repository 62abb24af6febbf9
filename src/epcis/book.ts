/**
 * What the ledger says of parcels and handoffs up to each of its entries. An event of the ledger names only what it changed;
 * an EPCIS event also tells what it was about, as it stood then. Filled in the order of the ledger, and the same every time.
 */
import type { Count, Entry, Row } from './types.ts';

type Step = { readonly seq: number; readonly doses: number; readonly unit: string | null };
type HoldSpan = { readonly hold: string; readonly kind: string; readonly seq: number; endedSeq: number };
type Known = { gtin: string; lot: string; label: string | null; steps: Step[]; holds: HoldSpan[] };
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
  readonly #parcels = new Map<string, Known>();
  /** By the id of the event that says it. */
  readonly #offers = new Map<string, Offer>();
  readonly #counts = new Map<string, Count>();
  readonly #completions = new Map<string, Completion[]>();

  /** Entries must come in their order, none left out; one that was taken in before changes nothing. */
  take({ seq, event }: Row): void {
    if (seq <= this.reached) return;
    this.reached = seq;
    this.#read(seq, event);
  }

  /** As it stood after entry `seq`; null: the ledger had not spoken of it. */
  parcel(id: string, seq: number): ParcelThen | null {
    const known = this.#parcels.get(id);
    const step = known?.steps.findLast((one) => one.seq <= seq);
    if (known === undefined || step === undefined) return null;
    const { gtin, lot, label } = known;
    return { gtin, lot, label, doses: step.doses, unit: step.unit };
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

  /** The last completions by entry `seq` that rest on any of these events, in their order. */
  completionsBy(events: readonly string[], seq: number): Completion[] {
    const found = events.flatMap((id) => this.#completions.get(id)?.findLast((one) => one.seq <= seq) ?? []);
    return [...new Set(found)].sort((a, b) => a.seq - b.seq);
  }

  #read(seq: number, event: Entry): void {
    switch (event.type) {
      case 'parcel.received': {
        const { gtin, lot, label, doses, unit } = event;
        this.#parcels.set(event.parcel, { gtin, lot, label, steps: [{ seq, doses, unit }], holds: [] });
        return;
      }
      case 'parcel.moved':
        this.#step(event.parcel, seq, { doses: event.doses, unit: event.to });
        return;
      case 'parcel.split':
        this.#split(seq, event);
        return;
      case 'doses.administered': {
        const before = this.parcel(event.parcel, seq);
        this.#step(event.parcel, seq, { doses: (before?.doses ?? event.doses) - event.doses });
        return;
      }
      case 'parcel.ended':
        this.#end(event.parcel, seq, null);
        this.#step(event.parcel, seq, { doses: 0, unit: null });
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
        for (const { unit, parcels } of event.boxes)
          for (const { parcel } of parcels) this.#step(parcel, seq, { unit });
        return;
      case 'shipment.unpacked':
        for (const { parcel, unit } of event.parcels) this.#step(parcel, seq, { unit });
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

  #split(seq: number, event: Extract<Entry, { type: 'parcel.split' }>): void {
    const { gtin, lot } = event;
    const parent = this.parcel(event.parcel, seq);
    for (const { parcel, doses, label } of event.parts) {
      const steps = [{ seq, doses, unit: parent?.unit ?? null }];
      this.#parcels.set(parcel, { gtin, lot, label, steps, holds: [] });
    }
    this.#step(event.parcel, seq, { doses: event.dosesLeft });
  }

  #step(parcel: string, seq: number, change: { doses?: number; unit?: string | null }): void {
    const steps = this.#parcels.get(parcel)?.steps;
    const last = steps?.at(-1);
    if (last !== undefined) steps?.push({ doses: last.doses, unit: last.unit, ...change, seq });
  }

  /** `holds` null: all of them. */
  #end(parcel: string, seq: number, holds: readonly string[] | null): void {
    for (const one of this.#parcels.get(parcel)?.holds ?? [])
      if (one.endedSeq > seq && (holds === null || holds.includes(one.hold))) one.endedSeq = seq;
  }
}
