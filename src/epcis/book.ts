/**
 * What the ledger says of parcels and handoffs up to each of its entries. An event of the ledger names only what it changed;
 * an EPCIS event also tells what it was about, as it stood then. Filled in the order of the ledger, and the same every time.
 */
import type { Holder } from '../custody/types.ts';
import type { Count, Entry, PhoneEvent, Row } from './types.ts';

type Step = { readonly seq: number; readonly doses: number; readonly unit: string | null };
type HoldSpan = { readonly hold: string; readonly kind: string; readonly seq: number; endedSeq: number };
type Known = { gtin: string; lot: string; label: string | null; steps: Step[]; holds: HoldSpan[] };
type Offer = Extract<PhoneEvent, { type: 'handoff.offered' }>;
type At = { readonly seq: number };
type HolderStep = { readonly seq: number; readonly holder: Holder };

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
  readonly #holders = new Map<string, HolderStep[]>();
  readonly #offers = new Map<string, (Offer & At)[]>();
  readonly #counts = new Map<string, (Count & At)[]>();

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

  holder(parcel: string, seq: number): Holder | null {
    return this.#holders.get(parcel)?.findLast((one) => one.seq <= seq)?.holder ?? null;
  }

  offer(handoff: string, seq: number): Offer | null {
    return this.#offers.get(handoff)?.findLast((one) => one.seq <= seq) ?? null;
  }

  /** What was counted last by entry `seq`: a confirmation that comes later changes nothing that was told before. */
  count(handoff: string, seq: number): Count | null {
    return this.#counts.get(handoff)?.findLast((one) => one.seq <= seq) ?? null;
  }

  #read(seq: number, event: Entry): void {
    switch (event.type) {
      case 'parcel.received': {
        const { gtin, lot, label, doses, unit, site } = event;
        this.#parcels.set(event.parcel, { gtin, lot, label, steps: [{ seq, doses, unit }], holds: [] });
        if (site !== null) this.#holders.set(event.parcel, [{ seq, holder: { kind: 'site', id: site } }]);
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
        this.#offers.set(event.handoff, [...(this.#offers.get(event.handoff) ?? []), { ...event, seq }]);
        return;
      case 'handoff.taken':
      case 'handoff.one-sided':
      case 'handoff.confirmed':
        this.#counts.set(event.handoff, [...(this.#counts.get(event.handoff) ?? []), { ...event, seq }]);
        return;
      case 'handoff.completed': {
        const to = event.to ?? this.offer(event.handoff, seq)?.to;
        const taken = (this.count(event.handoff, seq)?.parcels ?? []).filter(({ doses }) => doses > 0);
        if (to !== undefined)
          for (const { parcel } of taken)
            this.#holders.set(parcel, [...(this.#holders.get(parcel) ?? []), { seq, holder: to }]);
      }
    }
  }

  #split(seq: number, event: Extract<Entry, { type: 'parcel.split' }>): void {
    const { gtin, lot } = event;
    const parent = this.parcel(event.parcel, seq);
    const holder = this.holder(event.parcel, seq);
    for (const { parcel, doses, label } of event.parts) {
      const steps = [{ seq, doses, unit: parent?.unit ?? null }];
      this.#parcels.set(parcel, { gtin, lot, label, steps, holds: [] });
      if (holder !== null) this.#holders.set(parcel, [{ seq, holder }]);
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
