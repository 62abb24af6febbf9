/** Must the copy have it? It must when its cursor is past it, unless the server would not take it. */
import type { Archive, CopyState, Stored, Stretch } from '../store/archive.ts';
import type { ExcursionRow, LedgerRow } from '../store/outbox.ts';
import type { Expected, Fate } from './differences.ts';
import type { Point } from './types.ts';

export class Fates {
  readonly #archive: Archive;
  readonly #copy: CopyState;
  /** Names of what was set aside. */
  readonly #setAside: ReadonlySet<string>;

  constructor(archive: Archive, copy: CopyState) {
    this.#archive = archive;
    this.#copy = copy;
    this.#setAside = new Set(copy.setAside.map(({ point }) => nameOf(point)));
  }

  /**
   * The stretch's readings that have a value. One whose device was in no unit then, after its placements were corrected,
   * may be in the copy from before or be set aside.
   */
  readings({ device, probe, readings }: Stretch): Expected[] {
    const whereabouts = this.#archive.whereabouts();
    const expected: Expected[] = [];
    for (const reading of readings) {
      const { at, milli, extras } = reading;
      if (milli === null) continue;
      const also = extras?.also === undefined ? '' : String(extras.also);
      const fate = this.#fateOfReading(reading, readingName(device, probe, also, at));
      const isPlaced = fate !== 'sent' || whereabouts.place(device, at) !== null;
      expected.push({ device, probe, also, at, milli, fate: isPlaced ? fate : 'setAside' });
    }
    return expected;
  }

  event(row: LedgerRow): LedgerRow & { readonly fate: Fate } {
    return { ...row, fate: this.#fate(row.seq <= this.#copy.cursor.ledger, `custody ${row.seq}`) };
  }

  excursion(row: ExcursionRow): ExcursionRow & { readonly fate: Fate } {
    const sent = row.change <= this.#copy.cursor.excursion;
    return { ...row, fate: this.#fate(sent, `excursion ${row.record.id}`) };
  }

  #fateOfReading(reading: Stored, name: string): Fate {
    return this.#fate(this.#archive.isSent(reading, this.#copy.cursor), name);
  }

  #fate(sent: boolean, name: string): Fate {
    if (!sent) return 'unsent';
    return this.#setAside.has(name) ? 'setAside' : 'sent';
  }
}

const readingName = (device: string, probe: string, also: string, at: number): string =>
  `temperature ${device}/${probe} ${also} ${at}`;

function nameOf({ measurement, tags, fields, time }: Point): string {
  if (measurement === 'custody') return `custody ${fields.seq}`;
  if (measurement === 'excursion') return `excursion ${fields.id}`;
  return readingName(tags.device ?? '', tags.probe ?? '', tags.also ?? '', time);
}
