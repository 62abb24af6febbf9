/** In which order events count: by when they happened, then by id. When they arrived means nothing. */
import type { UtcMs } from '../thermal/types.ts';
import type { CustodyEvent, Holder, KeptEvent } from './types.ts';

/** Bodies never change, and a fold asks for each one's instant many times over. */
const instants = new WeakMap<CustodyEvent, UtcMs>();

/** When it happened, by the phone's corrected clock. */
export function atOf({ body }: { readonly body: CustodyEvent }): UtcMs {
  const known = instants.get(body);
  if (known !== undefined) return known;
  const at = Date.parse(body.at);
  instants.set(body, at);
  return at;
}

export function inOrder<E extends KeptEvent>(events: readonly E[]): E[] {
  return events.toSorted((a, b) => atOf(a) - atOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

export const sameHolder = (a: Holder, b: Holder): boolean => a.kind === b.kind && a.id === b.id;

/** The events of one type, typed as such. */
export type KeptOf<T extends CustodyEvent['type']> = KeptEvent & {
  readonly body: Extract<CustodyEvent, { readonly type: T }>;
};
export const isOf = <T extends CustodyEvent['type']>(event: KeptEvent, type: T): event is KeptOf<T> =>
  event.body.type === type;

/** What a fold cannot find out itself. */
export type FoldContext = {
  readonly now: UtcMs;
  /** Lower-case hex SHA-256 of a text's UTF-8 bytes. */
  readonly sha256Hex: (text: string) => string;
  /**
   * Did the event's `by` belong to the site (its own place or below it) when the event was taken in? To be answered from what
   * was written down then: people change their posts, and what they once signed stays signed.
   */
  readonly actsFor: (event: KeptEvent, site: string) => boolean;
  /** Is it known now that this person, or everybody of this site, has had no signal and may hold something back of `since`? */
  readonly offline: (holder: Holder, since: UtcMs) => boolean;
};
