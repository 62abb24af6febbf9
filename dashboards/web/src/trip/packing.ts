/**
 * A signed offer, and the taker's signed answer, as short rows without field names: what a QR code holds. Whatever can
 * be worked out is left out (`at`, `codeHash`), so that the other phone builds the very body that was signed.
 */
import type { Counted, HandoffOffered, HandoffTaken } from '../../../../src/custody/types.ts';
import { sha256Hex } from './sign.ts';

/** An offer with the one-time code that only the giver's screen shows. */
export type ShownOffer = { readonly body: HandoffOffered; readonly code: string };
export type Slip =
  | { readonly kind: 'offer'; readonly body: HandoffOffered; readonly code: string; readonly key: string }
  | { readonly kind: 'taken'; readonly body: HandoffTaken; readonly key: string };

type Row = readonly unknown[];

export function rowOf(slip: Slip): Row {
  const { body, key } = slip;
  const head = [key, body.id, body.by, Date.parse(body.deviceAt), body.offsetMs, body.shipment, body.handoff];
  const tail =
    slip.kind === 'offer'
      ? [
          slip.body.parcels.map(({ parcel, doses }) => [parcel, doses]),
          slip.body.boxes.map(({ unit, seal, celsius }) => [unit, seal, celsius]),
          slip.body.to.kind === 'site' ? 0 : 1,
          slip.body.to.id,
          Date.parse(slip.body.validUntil),
          slip.code,
        ]
      : [
          slip.body.parcels.map((c) => [
            c.parcel,
            c.doses,
            c.refused,
            c.missing,
            c.vvm,
            c.freezeIndicator,
            c.damage,
          ]),
          slip.body.boxes.map(({ unit, seal, sealIntact, celsius }) => [unit, seal, sealIntact, celsius]),
          slip.body.reason,
          slip.body.code,
        ];
  return [slip.kind === 'offer' ? 'o' : 't', ...head, body.place, ...tail];
}

/** Null for what no phone of ours wrote. What it says is believed only after its signature was checked. */
export async function slipOf(row: unknown): Promise<Slip | null> {
  try {
    const next = reader(row);
    const kind = next(text);
    const key = next(text);
    const id = next(text);
    const by = next(text);
    const deviceAt = next(number);
    const offsetMs = next(orNull(number));
    const base = {
      v: 1 as const,
      id,
      by,
      deviceAt: iso(deviceAt),
      at: iso(deviceAt + (offsetMs ?? 0)),
      offsetMs,
      shipment: next(orNull(text)),
      handoff: next(text),
      place: next(orNull(text)),
    };
    if (kind === 'o') return await offerOf(base, key, next);
    return kind === 't' ? takenOf(base, key, next) : null;
  } catch {
    return null;
  }
}

type Base = Omit<HandoffTaken, 'type' | 'code' | 'parcels' | 'boxes' | 'reason'>;

async function offerOf(base: Base, key: string, next: Next): Promise<Slip> {
  const parcels = next(list).map((each) => {
    const of = reader(each);
    return { parcel: of(text), doses: of(number) };
  });
  const boxes = next(list).map((each) => {
    const of = reader(each);
    return { unit: of(text), seal: of(orNull(text)), celsius: of(orNull(number)) };
  });
  const to = { kind: next(number) === 0 ? ('site' as const) : ('person' as const), id: next(text) };
  const validUntil = iso(next(number));
  const code = next(text);
  const codeHash = await sha256Hex(code);
  return {
    kind: 'offer',
    key,
    code,
    body: { ...base, type: 'handoff.offered', parcels, boxes, to, codeHash, validUntil },
  };
}

function takenOf(base: Base, key: string, next: Next): Slip {
  const parcels = next(list).map((each): Counted => {
    const of = reader(each);
    return {
      parcel: of(text),
      doses: of(number),
      refused: of(number),
      missing: of(number),
      vvm: of(orNull(stage)),
      freezeIndicator: of(orNull(indicator)),
      damage: of(orNull(text)),
    };
  });
  const boxes = next(list).map((each) => {
    const of = reader(each);
    return {
      unit: of(text),
      seal: of(orNull(text)),
      sealIntact: of(orNull(boolean)),
      celsius: of(orNull(number)),
    };
  });
  return {
    kind: 'taken',
    key,
    body: { ...base, type: 'handoff.taken', parcels, boxes, reason: next(orNull(text)), code: next(text) },
  };
}

const iso = (at: number): string => new Date(at).toISOString();

/** Takes one value after the other out of a row; what is missing or of another kind throws. */
type Next = <T>(kind: (value: unknown) => value is T) => T;
function reader(row: unknown): Next {
  if (!Array.isArray(row)) throw new Error('no row');
  let i = 0;
  return (kind) => {
    const value: unknown = row[i++];
    if (!kind(value)) throw new Error(`value ${i - 1} is of another kind`);
    return value;
  };
}
const text = (value: unknown): value is string => typeof value === 'string';
const number = (value: unknown): value is number => typeof value === 'number';
const boolean = (value: unknown): value is boolean => typeof value === 'boolean';
const list = (value: unknown): value is unknown[] => Array.isArray(value);
const stage = (value: unknown): value is 1 | 2 | 3 | 4 => [1, 2, 3, 4].some((each) => each === value);
const indicator = (value: unknown): value is 'ok' | 'tripped' => value === 'ok' || value === 'tripped';
const orNull =
  <T>(kind: (value: unknown) => value is T) =>
  (value: unknown): value is T | null =>
    value === null || kind(value);
