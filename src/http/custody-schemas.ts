/** The shapes of src/keeper/custody-views.ts as schemas: what the OpenAPI document promises and the tests hold answers to. */
import * as z from 'zod';
import type {
  EventView,
  HandoffView,
  KeyView,
  ParcelCustodyView,
  ReceiptView,
  RecordedView,
  ServiceKeyView,
  ShipmentView,
  SignedTripView,
} from '../keeper/custody-views.ts';

const time = z.iso.datetime();
const text = z.string();
const count = z.int().nonnegative();
const celsius = z.number().nullable();
const dosed = z.object({ parcel: text, doses: count });
const holder = z.object({ kind: z.enum(['site', 'person']), id: text, name: text });

export const jwkSchema = z
  .object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, '32 bytes, base64url'),
    y: z.string().regex(/^[A-Za-z0-9_-]{43}$/, '32 bytes, base64url'),
  })
  .meta({ id: 'PhoneJwk' });

export const receiptSchema: z.ZodType<ReceiptView> = z
  .object({
    v: z.literal(1),
    event: text,
    recordedAt: time,
    ledgerSeq: z.int().positive(),
    leaf: text,
    key: text,
    signature: text.describe('Ed25519 over the canonical JSON of the receipt without `key` and `signature`'),
  })
  .meta({ id: 'Receipt' });

export const recordedSchema: z.ZodType<RecordedView> = z
  .object({
    id: text.nullable(),
    status: z.enum(['accepted', 'duplicate', 'waiting', 'conflict', 'refused']),
    code: text.nullable(),
    message: text.nullable(),
    vi: text.nullable(),
    en: text.nullable(),
    receipt: receiptSchema.nullable(),
  })
  .meta({ id: 'RecordedEvent' });

export const eventSchema: z.ZodType<EventView> = z
  .object({
    id: text.nullable(),
    type: text.nullable(),
    state: z.enum(['refused', 'waiting']),
    at: time.nullable(),
    by: text.nullable(),
    name: text.nullable(),
    shipment: text.nullable(),
    handoff: text.nullable(),
    parcels: z.array(text),
    receivedAt: time,
    deliveredBy: text,
    code: text,
    message: text,
    vi: text.nullable(),
    en: text.nullable(),
    overturnedSince: time.nullable().describe('It counted until then, and nobody has looked at it yet'),
  })
  .meta({ id: 'CustodyEventNotCounting' });

export const shipmentSchema: z.ZodType<ShipmentView> = z
  .object({
    id: text,
    state: text,
    from: text,
    fromName: text,
    to: text,
    toName: text,
    stops: z.array(z.object({ site: text, name: text })),
    escort: text,
    escortName: text,
    departAt: time,
    arriveBy: time,
    departedAt: time.nullable(),
    arrivedAt: time.nullable(),
    closedAt: time.nullable(),
    overdue: z.boolean(),
    note: text,
    planned: z.array(dosed),
    boxes: z.array(
      z.object({
        unit: text,
        name: text,
        parcels: z.array(dosed),
        coolant: z.object({ kind: text, conditionedAt: text.nullable() }),
        seal: text.nullable(),
        celsius,
        packedAt: time,
      }),
    ),
    handoffs: z.array(text),
    events: z.array(text),
  })
  .meta({ id: 'Shipment' });

const segment = z.object({ holder, from: time, to: time, beyondSeconds: z.number() });
export const parcelCustodySchema: z.ZodType<ParcelCustodyView> = z.object({
  holder: holder.nullable(),
  possessions: z.array(z.object({ holder, from: time, to: time.nullable(), event: text.nullable() })),
  conflicts: z.array(z.object({ events: z.array(text), noticedAt: time })),
  overturned: z.array(z.object({ event: text, code: text, since: time })),
  attributions: z.array(z.object({ excursion: text, segments: z.array(segment) })),
});

const side = z.object({ event: text, by: text, name: text, at: time, signed: z.boolean() }).nullable();
export const handoffSchema: z.ZodType<HandoffView> = z
  .object({
    id: text,
    shipment: text.nullable(),
    state: text,
    from: holder,
    to: holder,
    place: text.nullable(),
    parcels: z.array(
      z.object({ parcel: text, gtin: text, product: text, lot: text, expiry: text, doses: count }),
    ),
    boxes: z.array(z.object({ unit: text, seal: text.nullable(), celsius })),
    counted: z
      .array(
        z.object({
          parcel: text,
          doses: count,
          refused: count,
          missing: count,
          vvm: z.int().nullable(),
          freezeIndicator: text.nullable(),
          damage: text.nullable(),
        }),
      )
      .nullable(),
    countedBoxes: z
      .array(z.object({ unit: text, seal: text.nullable(), sealIntact: z.boolean().nullable(), celsius }))
      .nullable(),
    given: side,
    taken: side,
    receiver: z.object({ name: text, phone: text, signature: text.nullable() }).nullable(),
    validUntil: time,
    completedAt: time.nullable(),
    discrepancies: z.array(z.looseObject({ kind: text })),
  })
  .meta({ id: 'Handoff' });

export const keySchema: z.ZodType<KeyView> = z
  .object({
    id: text,
    username: text,
    label: text,
    jwk: jwkSchema,
    enrolledAt: time,
    revokedAt: time.nullable(),
  })
  .meta({ id: 'PhoneKey' });

/** What a parcel is, wherever it is shown. */
export const parcelFields = {
  id: text,
  label: text.nullable(),
  gtin: text,
  product: text,
  lot: text,
  expiry: text,
  doses: count,
};

/** The key that signs what phones take along. */
export const serviceKeySchema: z.ZodType<ServiceKeyView> = z.object({
  key: text,
  publicKey: text,
  jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: text }),
});

const leg = z
  .object({
    from: time,
    to: time,
    minCelsius: celsius,
    maxCelsius: celsius,
    meanKineticCelsius: celsius,
    beyondSeconds: z.number(),
    unknownSeconds: z.number(),
    breachAt: time.nullable(),
  })
  .nullable();

export const tripSchema: z.ZodType<SignedTripView> = z
  .object({
    trip: z.object({
      v: z.literal(1),
      asOf: time,
      shipment: shipmentSchema,
      handoffs: z.array(handoffSchema),
      sites: z.array(z.object({ id: text, name: text })),
      people: z.array(
        z.object({
          username: text,
          name: text,
          site: text.nullable(),
          keys: z.array(z.object({ id: text, jwk: jwkSchema, revokedAt: time.nullable() })),
        }),
      ),
      boxes: z.array(
        z.object({
          unit: text,
          name: text,
          site: text.nullable(),
          celsius,
          at: time.nullable(),
          state: text,
          lowCelsius: celsius,
          highCelsius: celsius,
          breachAt: time.nullable(),
        }),
      ),
      parcels: z.array(
        z.object({
          ...parcelFields,
          unit: text.nullable(),
          holder: holder.nullable(),
          openHolds: count,
          leg,
        }),
      ),
      places: z.array(
        z.object({
          site: text,
          above: z.array(text),
          units: z.array(z.object({ unit: text, name: text, kind: text })),
        }),
      ),
      service: serviceKeySchema,
    }),
    bytes: count,
    key: text,
    signature: text.describe('Ed25519 over the canonical JSON of `trip`'),
  })
  .meta({ id: 'Trip' });
