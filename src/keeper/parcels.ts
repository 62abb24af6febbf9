/**
 * How do parcels lie in memory? Those that live as they are; those whose life is over, a hundred times as many, as the bytes of
 * their documents, read each time somebody asks: about a tenth of the memory.
 */
import type { Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';

/** Bytes that are taken at once: some thousand documents. */
const SLAB = 1 << 20;
/** JSON has it escaped. */
const END = '\n';
const END_BYTE = 0x0a;
/** Before each document: when its life began and ended, as two numbers. */
const HEAD = 16;

/** From the first stay to the end. */
export type Life = { readonly began: UtcMs; readonly ended: UtcMs };

export class Parcels {
  readonly #living = new Map<string, Parcel>();
  /** Where the document of one that is over begins: the slab's number times its size, and the place in it. */
  readonly #over = new Map<string, number>();
  readonly #slabs: Buffer[] = [];
  #free = SLAB;

  get size(): number {
    return this.#living.size + this.#over.size;
  }

  has(id: string): boolean {
    return this.#living.has(id) || this.#over.has(id);
  }

  /** Of one whose life is over, a new object each time. */
  get(id: string): Parcel | undefined {
    return this.#living.get(id) ?? this.#read(this.#over.get(id));
  }

  /** The parcel while it lives. */
  living(id: string): Parcel | undefined {
    return this.#living.get(id);
  }

  /** Of one whose life is over, without its document being read. */
  lifeOf(id: string): Life | undefined {
    const found = this.#find(this.#over.get(id));
    if (found === undefined) return undefined;
    const { slab, begin } = found;
    return { began: slab.readDoubleLE(begin - HEAD), ended: slab.readDoubleLE(begin - HEAD / 2) };
  }

  *keys(): Generator<string> {
    yield* this.#living.keys();
    yield* this.#over.keys();
  }

  /** As they are at this moment, however long it takes to go through them: reading one that is over takes some microseconds. */
  values(): Generator<Parcel> {
    return this.#each([...this.#living.values()], [...this.#over.values()]);
  }

  /** Those whose life is not over. */
  allLiving(): Iterable<Parcel> {
    return this.#living.values();
  }

  /** Ids of those whose life is over. */
  allOver(): Iterable<string> {
    return this.#over.keys();
  }

  /** @param text its document, where it is at hand */
  set(id: string, parcel: Parcel, text?: string): void {
    const { ended, stays, createdAt } = parcel;
    if (ended === null) {
      this.#over.delete(id);
      this.#living.set(id, parcel);
      return;
    }
    const life = { began: stays[0]?.from ?? createdAt, ended: ended.at };
    this.#living.delete(id);
    this.#over.set(id, this.#write(life, text ?? JSON.stringify(parcel)));
  }

  /** The bytes of one that was over stay as they are until the next start: hardly any is ever replaced. */
  delete(id: string): void {
    this.#living.delete(id);
    this.#over.delete(id);
  }

  #write({ began, ended }: Life, text: string): number {
    const length = HEAD + Buffer.byteLength(text) + END.length;
    let slab = this.#slabs.at(-1);
    if (slab === undefined || this.#free + length > SLAB) {
      slab = Buffer.allocUnsafeSlow(Math.max(SLAB, length));
      this.#slabs.push(slab);
      this.#free = 0;
    }
    const begin = this.#free + HEAD;
    slab.writeDoubleLE(began, begin - HEAD);
    slab.writeDoubleLE(ended, begin - HEAD / 2);
    slab.write(text + END, begin);
    this.#free += length;
    return (this.#slabs.length - 1) * SLAB + begin;
  }

  *#each(living: readonly Parcel[], over: readonly number[]): Generator<Parcel> {
    yield* living;
    for (const place of over) yield this.#read(place) as Parcel;
  }

  #find(place: number | undefined): { readonly slab: Buffer; readonly begin: number } | undefined {
    const slab = place === undefined ? undefined : this.#slabs[Math.floor(place / SLAB)];
    return place === undefined || slab === undefined ? undefined : { slab, begin: place % SLAB };
  }

  #read(place: number | undefined): Parcel | undefined {
    const found = this.#find(place);
    if (found === undefined) return undefined;
    const { slab, begin } = found;
    return JSON.parse(slab.toString('utf8', begin, slab.indexOf(END_BYTE, begin))) as Parcel;
  }
}
