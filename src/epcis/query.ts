/**
 * The standard's query parameters: what a client may ask for, read into plain tests, and whether an event passes them. A parameter that
 * is not understood is refused by name: an answer to another question than the one asked would be worse than none.
 */
import type { UtcMs } from '../thermal/types.ts';
import { isTime } from './checks.ts';
import { bareTerm } from './vocabulary.ts';

/** Lists name what an event may have; all tests must pass. */
export type Test =
  | { readonly on: 'eventTime' | 'recordTime'; readonly is: 'GE' | 'LT'; readonly at: UtcMs }
  | { readonly on: Matched; readonly anyOf: readonly string[] }
  | {
      readonly on: 'bizTransaction' | 'source' | 'destination';
      readonly type: string;
      readonly anyOf: readonly string[];
    }
  | { readonly on: 'quantity'; readonly is: Comparison; readonly value: number };
type Matched = (typeof LISTS)[keyof typeof LISTS];
const COMPARISONS = ['EQ', 'GT', 'GE', 'LT', 'LE'] as const;
type Comparison = (typeof COMPARISONS)[number];

export type Order = { readonly by: 'eventTime' | 'recordTime'; readonly descending: boolean };
export type EpcisQuery = {
  readonly tests: readonly Test[];
  /** Null: no order is promised (it is that of the recording). */
  readonly order: Order | null;
  /** Only the first so many. */
  readonly first: number | null;
  /** More than so many is refused. */
  readonly most: number | null;
  readonly perPage: number;
  readonly token: string | null;
};
export type ReadQuery =
  | { readonly ok: true; readonly query: EpcisQuery }
  | { readonly ok: false; readonly parameter: string; readonly message: string };

/** Parameters whose value is a list of which one must fit. */
export const LISTS = {
  eventType: 'type',
  EQ_action: 'action',
  EQ_bizStep: 'bizStep',
  EQ_disposition: 'disposition',
  EQ_persistentDisposition_set: 'set',
  EQ_persistentDisposition_unset: 'unset',
  EQ_readPoint: 'readPoint',
  EQ_bizLocation: 'bizLocation',
  EQ_eventID: 'eventID',
  MATCH_epc: 'epc',
  MATCH_parentID: 'parentID',
  MATCH_anyEPC: 'anyEPC',
  MATCH_epcClass: 'epcClass',
} as const;
const PER_PAGE_DEFAULT = 30;
export const PER_PAGE_MOST = 1000;
const TYPED = /^EQ_(bizTransaction|source|destination)_(.{1,200})$/;
const TIMED = /^(GE|LT)_(eventTime|recordTime)$/;
const COUNTED = /^(EQ|GT|GE|LT|LE)_quantity$/;

export function readQuery(raw: Readonly<Record<string, unknown>>): ReadQuery {
  const tests: Test[] = [];
  const told: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    const refused = (message: string): ReadQuery => ({ ok: false, parameter: name, message });
    const values = valuesOf(value);
    const [only] = values;
    if (only === undefined || values.some((one) => one === '')) return refused('needs a value');
    const timed = TIMED.exec(name);
    const typed = TYPED.exec(name);
    const counted = COUNTED.exec(name);
    if (Object.hasOwn(LISTS, name)) {
      tests.push({ on: LISTS[name as keyof typeof LISTS], anyOf: values.map(bareTerm) });
      continue;
    }
    if (typed !== null) {
      const on = typed[1] as 'bizTransaction' | 'source' | 'destination';
      tests.push({ on, type: bareTerm(typed[2] ?? ''), anyOf: values });
      continue;
    }
    if (values.length > 1) return refused('takes one value');
    if (timed !== null) {
      if (!isTime(only)) return refused('is a date and time with offset');
      const on = timed[2] as 'eventTime' | 'recordTime';
      tests.push({ on, is: timed[1] as 'GE' | 'LT', at: Date.parse(only) });
    } else if (counted !== null) {
      if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(only)) return refused('is a number');
      tests.push({ on: 'quantity', is: counted[1] as Comparison, value: Number(only) });
    } else if (Object.hasOwn(PLAIN, name)) {
      const fault = PLAIN[name]?.test(only) ? null : 'has no such value';
      if (fault !== null) return refused(fault);
      told[name] = only;
    } else return refused('is not supported');
  }
  return assembled(tests, told);
}

/** Parameters of one value, by what it must look like. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  orderBy: /^(eventTime|recordTime)$/,
  orderDirection: /^(ASC|DESC)$/,
  eventCountLimit: /^[1-9]\d{0,8}$/,
  maxEventCount: /^[1-9]\d{0,8}$/,
  perPage: /^[1-9]\d{0,3}$/,
  nextPageToken: /^[A-Za-z0-9._-]{1,100}$/,
};

function assembled(tests: readonly Test[], told: Readonly<Record<string, string>>): ReadQuery {
  const refused = (parameter: string, message: string): ReadQuery => ({ ok: false, parameter, message });
  const { orderBy, orderDirection, eventCountLimit, maxEventCount, perPage, nextPageToken } = told;
  if (orderDirection !== undefined && orderBy === undefined)
    return refused('orderDirection', 'needs orderBy');
  if (eventCountLimit !== undefined && orderBy === undefined)
    return refused('eventCountLimit', 'needs orderBy');
  if (eventCountLimit !== undefined && maxEventCount !== undefined)
    return refused('maxEventCount', 'does not go with eventCountLimit');
  const by = orderBy as Order['by'] | undefined;
  return {
    ok: true,
    query: {
      tests,
      order: by === undefined ? null : { by, descending: orderDirection !== 'ASC' },
      first: eventCountLimit === undefined ? null : Number(eventCountLimit),
      most: maxEventCount === undefined ? null : Number(maxEventCount),
      perPage: Math.min(Number(perPage ?? PER_PAGE_DEFAULT), PER_PAGE_MOST),
      token: nextPageToken ?? null,
    },
  };
}

/** Repeated, or in one with `|` or with commas between URIs or terms: a lot number may itself hold a comma. */
function valuesOf(value: unknown): string[] {
  const given = Array.isArray(value) ? value : [value];
  return given
    .filter((one) => typeof one === 'string')
    .flatMap((one) => one.split(/\||,(?=[A-Za-z][A-Za-z0-9+.-]*:)/))
    .flatMap((one) => (one.includes(':') ? one : one.split(',')));
}
