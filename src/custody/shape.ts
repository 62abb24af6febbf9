/**
 * Reads a delivered event: is it as types.ts describes it? Nothing is trimmed or filled in, for what was signed are
 * exactly these characters; a field too many or too few is refused. What it says is judged elsewhere.
 */
import * as z from 'zod';
import { accept, type Decision } from '../lots/refusal.ts';
import { refuseCustody } from './codes.ts';
import { strokesOf } from './ink.ts';
import { COOLANTS, type CustodyEvent, type Delivered, INCIDENTS } from './types.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DOSES_MOST = 10_000_000;
const PARCELS_MOST = 1000;
const BOXES_MOST = 100;
/** A phone may be set to another year altogether. */
const OFFSET_MOST = 100 * 366 * 86_400_000;
/** Control characters but the line feed, lone surrogates, and the signs that turn the direction of writing. */
const UNFIT = /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const uuid = z.string().regex(UUID_V7, 'a UUIDv7 in lower case');
const instant = z
  .string()
  .regex(INSTANT, 'ISO 8601 UTC with milliseconds')
  .refine((text) => {
    const at = Date.parse(text);
    return !Number.isNaN(at) && new Date(at).toISOString() === text;
  }, 'no such instant');
const id = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !UNFIT.test(text) && !text.includes('\n'), 'not an id');
const prose = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((text) => !UNFIT.test(text) && (least === 0 || text.trim() !== ''), 'not a text');
const doses = z.int().min(1).max(DOSES_MOST);
const count = z.int().min(0).max(DOSES_MOST);
const celsius = z.number().min(-120).max(80).nullable();
const seal = prose(1, 64).nullable();
const ink = z.string().refine((text) => strokesOf(text) !== null, 'not a drawn signature');
const dosed = z.strictObject({ parcel: id, doses });

const unlike =
  <T>(key: (item: T) => string) =>
  (items: readonly T[]): boolean =>
    new Set(items.map(key)).size === items.length;
const parcelsOf = <T extends z.ZodType<{ parcel: string }>>(item: T, least: number) =>
  z
    .array(item)
    .min(least)
    .max(PARCELS_MOST)
    .refine(
      unlike<{ parcel: string }>((one) => one.parcel),
      'a parcel is named twice',
    );
const boxesOf = <T extends z.ZodType<{ unit: string }>>(item: T, least: number) =>
  z
    .array(item)
    .min(least)
    .max(BOXES_MOST)
    .refine(
      unlike<{ unit: string }>((one) => one.unit),
      'a box is named twice',
    );

const counted = z.strictObject({
  parcel: id,
  doses: count,
  refused: count,
  missing: count,
  vvm: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullable(),
  freezeIndicator: z.enum(['ok', 'tripped']).nullable(),
  damage: prose(1, 500).nullable(),
});
const countedBox = z.strictObject({ unit: id, seal, sealIntact: z.boolean().nullable(), celsius });
const found = { handoff: uuid, parcels: parcelsOf(counted, 1), boxes: boxesOf(countedBox, 0) };

const said = <T extends string, F extends z.ZodRawShape>(type: T, fields: F) =>
  z.strictObject({
    v: z.literal(1),
    id: uuid,
    type: z.literal(type),
    at: instant,
    by: id,
    deviceAt: instant,
    offsetMs: z.int().min(-OFFSET_MOST).max(OFFSET_MOST).nullable(),
    shipment: id.nullable(),
    ...fields,
  });

const body = z.discriminatedUnion('type', [
  said('shipment.planned', {
    from: id,
    to: id,
    stops: z.array(id).max(50),
    escort: id,
    departAt: instant,
    arriveBy: instant,
    parcels: parcelsOf(dosed, 1),
    note: prose(0, 2000),
  }),
  said('shipment.packed', {
    boxes: boxesOf(
      z.strictObject({
        unit: id,
        parcels: parcelsOf(dosed, 0),
        coolant: z.strictObject({ kind: z.enum(COOLANTS), conditionedAt: instant.nullable() }),
        seal,
        celsius,
      }),
      1,
    ),
  }),
  said('shipment.cancelled', { reason: prose(1, 2000) }),
  said('shipment.unpacked', {
    site: id,
    parcels: parcelsOf(z.strictObject({ parcel: id, doses, unit: id }), 1),
  }),
  said('handoff.offered', {
    handoff: uuid,
    parcels: parcelsOf(dosed, 1),
    boxes: boxesOf(z.strictObject({ unit: id, seal, celsius }), 0),
    to: z.strictObject({ kind: z.enum(['site', 'person']), id }),
    place: id.nullable(),
    codeHash: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'),
    validUntil: instant,
  }),
  said('handoff.taken', {
    ...found,
    code: z.string().regex(/^[0-9a-f]{32}$/, '32 lower-case hex digits'),
    reason: prose(1, 2000).nullable(),
    place: id.nullable(),
  }),
  said('handoff.one-sided', {
    ...found,
    receiver: z.strictObject({ name: prose(1, 200), phone: prose(0, 40), signature: ink.nullable() }),
    reason: prose(1, 2000),
    place: id.nullable(),
  }),
  said('handoff.confirmed', { ...found, reason: prose(1, 2000).nullable() }),
  said('handoff.withdrawn', { handoff: uuid, reason: prose(1, 2000) }),
  said('incident.reported', { kind: z.enum(INCIDENTS), text: prose(0, 2000), unit: id.nullable() }),
  said('box.opened', { unit: id, reason: prose(0, 2000) }),
]);

const delivered: z.ZodType<Delivered> = z
  .strictObject({
    body: body as z.ZodType<CustodyEvent>,
    key: z.string().min(1).max(200).nullable(),
    signature: z
      .string()
      .regex(/^[A-Za-z0-9_-]{86}$/, '64 bytes, base64url')
      .nullable(),
  })
  .refine(({ key, signature }) => (key === null) === (signature === null), {
    path: ['signature'],
    message: 'key and signature come together or not at all',
  })
  .refine(
    ({ body: { at, deviceAt, offsetMs } }) => Date.parse(at) === Date.parse(deviceAt) + (offsetMs ?? 0),
    { path: ['body', 'at'], message: 'deviceAt + offsetMs' },
  );

/** Refuses `EVENT_MALFORMED`, which names the first field that is wrong and never repeats its value. */
export function readDelivered(input: unknown): Decision<Delivered> {
  const read = delivered.safeParse(input);
  if (read.success) return accept(read.data);
  const [issue] = read.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return refuseCustody('EVENT_MALFORMED', `Cannot read the event: ${path}: ${issue?.message ?? ''}`, {
    path,
  });
}

/** The id of what may not be readable otherwise; null where there is none. */
export function idOf(input: unknown): string | null {
  const named = z.looseObject({ body: z.looseObject({ id: uuid }) }).safeParse(input);
  return named.success ? named.data.body.id : null;
}
