/**
 * SenML (RFC 8428) made flat: every record with its whole name, its unit, its time in seconds since 1970 and its one value,
 * as section 4.6 calls it resolved. Of a pack that breaks the rules nothing is taken; the reason is named.
 */
import { isNumber, isRecord } from './reading.ts';

export type Resolved = {
  readonly n: string;
  /** The part of `n` that is the record's base name; '' where it has none. */
  readonly base: string;
  readonly u: string | null;
  /** Seconds since 1970. */
  readonly t: number;
  /** Whether `t` was said relative to now (and was not now itself). */
  readonly relative: boolean;
  readonly v: number | null;
  readonly vb: boolean | null;
  readonly vs: string | null;
  readonly vd: string | null;
  readonly s: number | null;
};
export type Resolution =
  | { readonly ok: true; readonly records: readonly Resolved[] }
  | { readonly ok: false; readonly detail: string };

/** The version that RFC 8428 defines (section 4.4); a higher one is not to be used. */
const VERSION = 10;
/** Times below are relative to now, from here on they are absolute (section 4.5.3). */
const ABSOLUTE_FROM = 2 ** 28;
/** Section 4.5.1. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9\-:./_]*$/;
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  bn: isText,
  bt: isNumber,
  bu: isText,
  bv: isNumber,
  bs: isNumber,
  bver: (value) => Number.isInteger(value) && Number(value) > 0,
  n: isText,
  u: isText,
  v: isNumber,
  vs: isText,
  vb: (value) => typeof value === 'boolean',
  vd: isText,
  s: isNumber,
  t: isNumber,
  ut: isNumber,
};
const VALUES = ['v', 'vb', 'vs', 'vd'] as const;
const BASES = ['bn', 'bt', 'bu', 'bv', 'bs', 'bver'];

type Bases = { bn: string; bt: number; bu: string | null; bv: number; bs: number };
type Record_ = Readonly<Record<string, unknown>>;

/** @param now seconds since 1970, for what is said relative to now */
export function resolve(pack: unknown, now: number): Resolution {
  if (!Array.isArray(pack)) return { ok: false, detail: 'no list of records' };
  const bases: Bases = { bn: '', bt: 0, bu: null, bv: 0, bs: 0 };
  const records: Resolved[] = [];
  for (const [index, record] of pack.entries()) {
    const wrong = isRecord(record) ? wrongIn(record) : 'no record';
    if (wrong !== null || !isRecord(record)) return { ok: false, detail: `record ${index}: ${wrong}` };
    rebase(bases, record);
    const isOnlyBases = Object.keys(record).every((label) => BASES.includes(label));
    if (isOnlyBases) continue;
    const one = flat(record, bases, now);
    if (typeof one === 'string') return { ok: false, detail: `record ${index}: ${one}` };
    records.push(one);
  }
  return { ok: true, records };
}

/** What a record breaks by itself; labels that nobody knows are left aside unless they end with `_` (section 4.4). */
function wrongIn(record: Record_): string | null {
  for (const [label, value] of Object.entries(record)) {
    const isType = Object.hasOwn(TYPES, label) ? TYPES[label] : undefined;
    if (isType === undefined && label.endsWith('_')) return `label ${label.slice(0, 40)} must be understood`;
    if (isType !== undefined && !isType(value)) return `${label} is of another type`;
  }
  if (isNumber(record.bver) && record.bver > VERSION)
    return `version ${record.bver}, at most ${VERSION} known`;
  return VALUES.filter((label) => label in record).length > 1 ? 'more than one value' : null;
}

function rebase(bases: Bases, { bn, bt, bu, bv, bs }: Record_): void {
  if (typeof bn === 'string') bases.bn = bn;
  if (isNumber(bt)) bases.bt = bt;
  if (typeof bu === 'string') bases.bu = bu;
  if (isNumber(bv)) bases.bv = bv;
  if (isNumber(bs)) bases.bs = bs;
}

function flat(record: Record_, { bn, bt, bu, bv, bs }: Bases, now: number): Resolved | string {
  const n = bn + (typeof record.n === 'string' ? record.n : '');
  if (!NAME.test(n)) return n === '' ? 'no name' : 'a name with other characters';
  // Where a record says nothing itself, it says its bases: the missing one of the two counts as zero (section 4.5.4).
  const said = VALUES.some((label) => label in record) || 's' in record;
  if (!said && bv === 0 && bs === 0) return 'no value';
  const time = bt + (isNumber(record.t) ? record.t : 0);
  return {
    n,
    base: bn,
    u: typeof record.u === 'string' ? record.u : bu,
    t: time < ABSOLUTE_FROM ? now + time : time,
    relative: time < ABSOLUTE_FROM && time !== 0,
    v: isNumber(record.v) ? record.v + bv : inherited(said, bv),
    vb: typeof record.vb === 'boolean' ? record.vb : null,
    vs: typeof record.vs === 'string' ? record.vs : null,
    vd: typeof record.vd === 'string' ? record.vd : null,
    s: isNumber(record.s) ? record.s + bs : inherited(said, bs),
  };
}

const inherited = (said: boolean, base: number): number | null => (said || base === 0 ? null : base);

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
