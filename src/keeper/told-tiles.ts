/**
 * Tiles on their way from the keeper to the screens, as the bytes of their JSON. Made once, in the keeper's thread: the thread of
 * the sockets only hands them on. As objects each would be copied, rebuilt, and written out as JSON there.
 */
import type { UnitView } from './views.ts';

/** As it passes between the threads. Its bytes are its own, and may be transferred. */
export type PackedTiles = {
  readonly ids: readonly string[];
  readonly sites: readonly (string | null)[];
  /** Where each tile's JSON ends in `bytes`. */
  readonly ends: Uint32Array;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** A unit's tile as the screens are told of it. */
export type ToldUnit = {
  readonly id: string;
  readonly site: string | null;
  /** A `UnitView`, UTF-8. */
  readonly json: Buffer;
  /** For who must look into it. */
  view(): UnitView;
};

export function packTiles(units: readonly UnitView[]): PackedTiles {
  const texts = units.map((unit) => Buffer.from(JSON.stringify(unit)));
  const ends = new Uint32Array(units.length);
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0));
  let end = 0;
  texts.forEach((text, i) => {
    bytes.set(text, end);
    end += text.length;
    ends[i] = end;
  });
  return { ids: units.map(({ id }) => id), sites: units.map(({ site }) => site), ends, bytes };
}

export function unpackTiles({ ids, sites, ends, bytes }: PackedTiles): ToldUnit[] {
  return ids.map((id, i) => {
    const begin = i === 0 ? 0 : (ends[i - 1] ?? 0);
    const json = Buffer.from(bytes.buffer, bytes.byteOffset + begin, (ends[i] ?? 0) - begin);
    return { id, site: sites[i] ?? null, json, view: () => JSON.parse(json.toString()) as UnitView };
  });
}
