/** What people ask of the temperature book and write into it. */
import type { Slot } from '../book/types.ts';
import type { UtcMs } from '../thermal/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

export type BookQuery =
  /** One month `YYYY-MM` of one unit. */
  | { type: 'book'; unit: string; month: string }
  /**
   * Today's slots of the units that have a book, by unit id: those at `site`, by default at the asker's own; where that has
   * none, or the asker belongs to none, those of the whole place.
   */
  | ({ type: 'book.today'; site?: string | undefined } & Page)
  /** What the paper of a month is made from (papers/types.ts). */
  | { type: 'book.paper'; unit: string; month: string; url: string };

export type BookCommand =
  /** `readAt`: only of a line that is late. `corrects`: the id of the line that this one is written instead of. */
  {
    type: 'book.sign';
    unit: string;
    day: string;
    slot: Slot;
    celsius: number;
    readAt?: UtcMs;
    action?: string;
    corrects?: string;
    reason?: string;
  };
