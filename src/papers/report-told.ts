/** How a report goes over a wire: its instants as ISO 8601 UTC, and back. Everything else is as it is. */

/** Fields of a report that are instants; days and months of the calendar have other names, and are words already. */
const INSTANTS = [
  'since',
  'until',
  'madeAt',
  'lastAt',
  'start',
  'end',
  'discoveredAt',
  'firstToldAt',
  'acknowledgedAt',
  'arriveBy',
  'foundAt',
  'at',
] as const;
type Instant = (typeof INSTANTS)[number];
const isInstant = (key: string): boolean => (INSTANTS as readonly string[]).includes(key);

/** `T` with texts for instants. */
export type Told<T> = T extends readonly (infer One)[]
  ? readonly Told<One>[]
  : T extends object
    ? {
        readonly [K in keyof T]: K extends Instant
          ? number extends T[K]
            ? string | Exclude<T[K], number>
            : Told<T[K]>
          : Told<T[K]>;
      }
    : T;

const walked = (value: unknown, turn: (instant: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => walked(one, turn));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, isInstant(key) ? turn(one) : walked(one, turn)]),
  );
};

export const told = <T>(value: T): Told<T> =>
  walked(value, (one) => (typeof one === 'number' ? new Date(one).toISOString() : one)) as Told<T>;

export const untold = <T>(value: Told<T>): T =>
  walked(value, (one) => (typeof one === 'string' ? Date.parse(one) : one)) as T;
