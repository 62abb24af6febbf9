/** Ladders, rosters, and how people are reached: what may be asked and changed. */
import type { Contact, Ladder } from '../alerts/duty.ts';
import type { UtcMs } from '../thermal/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

export type DutyCommand =
  /** Makes or replaces the ladder of a place; `site` null: the province's. Refuses LADDER_INVALID. */
  | { type: 'ladder.set'; ladder: Omit<Ladder, 'id'> }
  /** From then on the place uses that of the place above it. */
  | { type: 'ladder.remove'; site: string | null }
  | { type: 'roster.set'; id?: string; name: string; site: string | null }
  /** Replaces the shifts that begin in [from, to). Refuses SHIFT_INVALID, PERSON_UNKNOWN. */
  | {
      type: 'roster.shifts';
      roster: string;
      from: UtcMs;
      to: UtcMs;
      shifts: {
        id?: string;
        person: string;
        standIn: string | null;
        from: UtcMs;
        to: UtcMs;
        note: string;
      }[];
    }
  | { type: 'roster.remove'; roster: string }
  /** One's own, or by an administrator of the person's place. */
  | { type: 'contact.set'; contact: Contact }
  /** One's own browser. */
  | { type: 'push.subscribe'; endpoint: string; p256dh: string; auth: string; label: string }
  | { type: 'push.unsubscribe'; id: string };

export type DutyQuery =
  /** The ladder in force for a place, where it comes from, and whom each level would tell now. */
  | { type: 'duty'; site: string | null; at?: UtcMs | undefined }
  | ({ type: 'ladders' } & Page)
  | ({ type: 'rosters' } & Page)
  /** With its shifts that touch [from, to), and the holes in between. */
  | { type: 'roster'; id: string; from: UtcMs; to: UtcMs }
  /** Times in the next `days` (1 to 60) in which a level of a ladder in use would reach nobody, within one's place. */
  | { type: 'duty.holes'; days: number }
  | { type: 'contact'; username: string }
  | { type: 'push.subscriptions' };
