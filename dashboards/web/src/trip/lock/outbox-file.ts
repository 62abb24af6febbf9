/**
 * The outbox as a file, for the day on which no line comes back: exactly what `POST /custody/events` takes, so that whoever
 * gets it can deliver it, with this app or without. Without the codes of open offers: those are for the taker alone. Pure.
 */
import type { Delivered } from '../../../../../src/custody/types.ts';
import { clock } from '../../format/province.ts';
import { isoDayOf } from '../../format/time.ts';
import { inOrder, type OutboxItem } from '../outbox.ts';

export const fileOf = (items: readonly OutboxItem[]): string =>
  JSON.stringify({ events: inOrder(items).map(({ delivered }) => delivered) }, null, 1);

/** The signed events in a file; null when it is none, or when one in it is unsigned and would be refused from anybody else. */
export function eventsIn(text: string): Delivered[] | null {
  try {
    const { events } = JSON.parse(text) as { events?: unknown };
    return Array.isArray(events) && events.length > 0 && events.every(isSigned) ? events : null;
  } catch {
    return null;
  }
}

function isSigned(value: unknown): value is Delivered {
  if (typeof value !== 'object' || value === null) return false;
  const { body, key, signature } = value as Partial<Delivered>;
  const { id, type, by } = (body ?? {}) as { [name: string]: unknown };
  return [key, signature, id, type, by].every((each) => typeof each === 'string');
}

/** `hop-thu-di-202611230705.json`, by the province's clock. */
export const fileName = (name: string, at: number): string =>
  `${name}-${`${isoDayOf(at)}${clock(at)}`.replaceAll(/\D/g, '')}.json`;

export function saveAs(name: string, items: readonly OutboxItem[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([fileOf(items)], { type: 'application/json' }));
  link.download = fileName(name, Date.now());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
