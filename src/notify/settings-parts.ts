/** What several channels' settings are made of. */
import * as z from 'zod';

const seconds = z.number().min(0.05).max(60);
/** Numbers of HTTP's answers, texts and booleans are compared as they are written. */
export const values = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1);
/** Names and places in an answer, parted by dots: `data.messages.0.id`. */
export const path = z.string().regex(/^[^.]+(\.[^.]+)*$/, 'names parted by dots');
/** What every channel has. */
export const pace = {
  /** Given up after so long, whatever the other side does. */
  timeoutSeconds: seconds.default(10),
  /** Messages on their way at once. */
  atOnce: z.int().min(1).max(64).default(4),
  /** Messages a minute; left out: as they come. */
  perMinute: z.int().min(1).max(100_000).optional(),
};

export type Pace = {
  readonly timeoutSeconds: number;
  readonly atOnce: number;
  readonly perMinute?: number | undefined;
};
