import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase45, toBase45 } from '../../dashboards/web/src/trip/base45.ts';
import { rowOf, type Slip, slipOf } from '../../dashboards/web/src/trip/packing.ts';
import {
  isSignedBy,
  newKeyPair,
  publicJwk,
  sha256Hex,
  signatureOf,
} from '../../dashboards/web/src/trip/sign.ts';
import {
  type Collected,
  collect,
  PART_SIGNS,
  type SignedSlip,
  slipFrom,
  textsOf,
} from '../../dashboards/web/src/trip/slip-text.ts';
import { uuidV7 } from '../../dashboards/web/src/trip/uuid.ts';
import { canonicalJson } from '../../src/custody/canonical.ts';
import type { HandoffOffered, HandoffTaken } from '../../src/custody/types.ts';

const AT = Date.parse('2026-11-23T03:04:05.678Z');
const CODE = '0123456789abcdef0123456789abcdef';
/** As hard to compress as a real one. */
const id = (n: number) => uuidV7(AT + n, createHash('sha256').update(String(n)).digest().subarray(0, 10));
const KEY = 'ab'.repeat(16);

const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => value.isWellFormed());
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const when = fc.integer({ min: 0, max: 4e12 });
const celsius = fc.integer({ min: -1200, max: 800 }).map((tenths) => tenths / 10);
const envelope = fc
  .record({ deviceAt: when, offsetMs: orNull(fc.integer({ min: -1e9, max: 1e9 })) })
  .map(({ deviceAt, offsetMs }) => ({
    v: 1 as const,
    id: id(1),
    by: 'ty',
    shipment: 'chuyen-1',
    handoff: id(2),
    deviceAt: new Date(deviceAt).toISOString(),
    at: new Date(deviceAt + (offsetMs ?? 0)).toISOString(),
    offsetMs,
  }));
const offers = fc
  .record({
    envelope,
    parcels: fc.array(fc.record({ parcel: text, doses: fc.nat() }), { maxLength: 12 }),
    boxes: fc.array(fc.record({ unit: text, seal: orNull(text), celsius: orNull(celsius) }), {
      maxLength: 4,
    }),
    to: fc.record({ kind: fc.constantFrom('site' as const, 'person' as const), id: text }),
    place: orNull(text),
    validUntil: when.map((at) => new Date(at).toISOString()),
    code: fc.constant(CODE),
  })
  .map(async ({ envelope, code, ...rest }): Promise<Slip> => {
    const body: HandoffOffered = {
      ...envelope,
      ...rest,
      type: 'handoff.offered',
      codeHash: await sha256Hex(code),
    };
    return { kind: 'offer', body, code, key: KEY };
  });
const answers = fc
  .record({
    envelope,
    parcels: fc.array(
      fc.record({
        parcel: text,
        doses: fc.nat(),
        refused: fc.nat(),
        missing: fc.nat(),
        vvm: orNull(fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)),
        freezeIndicator: orNull(fc.constantFrom('ok' as const, 'tripped' as const)),
        damage: orNull(text),
      }),
      { maxLength: 12 },
    ),
    boxes: fc.array(
      fc.record({
        unit: text,
        seal: orNull(text),
        sealIntact: orNull(fc.boolean()),
        celsius: orNull(celsius),
      }),
      { maxLength: 4 },
    ),
    reason: orNull(text),
    place: orNull(text),
  })
  .map(async ({ envelope, ...rest }): Promise<Slip> => {
    const body: HandoffTaken = { ...envelope, ...rest, type: 'handoff.taken', code: CODE };
    return { kind: 'taken', body, key: KEY };
  });

/** What stands on a real screen: so many parcels in so many boxes. */
async function offerOf(parcels: number, boxes: number): Promise<Slip> {
  const body: HandoffOffered = {
    ...{ v: 1, id: id(1), type: 'handoff.offered', by: 'y-ty-nie', shipment: id(3), handoff: id(2) },
    ...{ at: new Date(AT + 1234).toISOString(), deviceAt: new Date(AT).toISOString(), offsetMs: 1234 },
    parcels: Array.from({ length: parcels }, (_, i) => ({ parcel: id(10 + i), doses: 10 * (i + 1) })),
    boxes: Array.from({ length: boxes }, (_, i) => ({
      unit: `hom-${i + 1}`,
      seal: `NP-2041${i}`,
      celsius: 4.8,
    })),
    to: { kind: 'site', id: 'ea-kao' },
    place: 'ea-kao',
    codeHash: await sha256Hex(CODE),
    validUntil: new Date(AT + 43_200_000).toISOString(),
  };
  return { kind: 'offer', body, code: CODE, key: KEY };
}
async function signedSlip(slip: Slip): Promise<SignedSlip & { pair: CryptoKeyPair }> {
  const pair = await newKeyPair();
  return { slip, signature: await signatureOf(slip.body, pair.privateKey), pair };
}
const readAll = (texts: readonly string[]) =>
  texts.reduce<Collected | null>((former, each) => collect(former, each), null);

describe('a slip as short rows', () => {
  test.each([
    ['offer', offers],
    ['answer', answers],
  ])('the other phone builds the very %s that was signed, whatever is in it', async (_, slips) => {
    await fc.assert(
      fc.asyncProperty(slips, async (making) => {
        const slip = await making;
        const back = await slipOf(JSON.parse(JSON.stringify(rowOf(slip))));
        expect(canonicalJson(back)).toBe(canonicalJson(slip));
      }),
    );
  });

  test('what no phone of ours wrote is no slip, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(await slipOf(value)).toBeNull();
      }),
    );
  });
});

describe('base45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
  ])('writes %s as RFC 9285 does', (plain, encoded) => {
    expect(toBase45(new TextEncoder().encode(plain))).toBe(encoded);
  });

  test('gives back every sequence of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  test.each(['A', 'AAAA', ':::', '::', 'ab', 'Ê00'])('refuses %s, which nobody wrote', (encoded) => {
    expect(fromBase45(encoded)).toBeNull();
  });
});

describe('a slip as QR codes', () => {
  test.each([
    [1, 1, 1, 560],
    [6, 2, 1, 960],
    [20, 4, 1, 980],
    [60, 8, 3, 2_700],
  ])(
    '%i parcels in %i boxes take %i codes of at most %i signs together',
    async (parcels, boxes, codes, signs) => {
      const made = await signedSlip(await offerOf(parcels, boxes));
      const texts = await textsOf(made);
      expect(texts).toHaveLength(codes);
      expect(texts.join('').length).toBeLessThanOrEqual(signs);
      for (const each of texts) expect(each.length).toBeLessThanOrEqual(PART_SIGNS + 20);
      // Every sign is of the alphanumeric mode, in which a code is densest.
      for (const each of texts) expect(each).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
      const collected = readAll(texts.toReversed());
      const back = collected && (await slipFrom(collected));
      expect(back).toEqual({ slip: made.slip, signature: made.signature });
    },
  );

  test('holds a signature that the other phone can check, and that no change survives', async () => {
    const made = await signedSlip(await offerOf(2, 1));
    const collected = readAll(await textsOf(made));
    const back = collected && (await slipFrom(collected));
    if (back === null || back === 'unreadable') throw new Error('the slip is lost');
    const jwk = await publicJwk(made.pair.publicKey);
    expect(await isSignedBy(back.slip.body, back.signature, jwk)).toBe(true);
    const more = { ...made.slip.body, parcels: [{ parcel: id(10), doses: 11 }] };
    expect(await isSignedBy(more, back.signature, jwk)).toBe(false);
    expect(await isSignedBy(back.slip.body, back.signature, { ...jwk, x: jwk.y })).toBe(false);
    expect(await isSignedBy(back.slip.body, 'not base64url!', jwk)).toBe(false);
  });

  test('waits while a part is missing, begins anew with a part of another slip, and knows other codes', async () => {
    const [first = '', second = '', third = ''] = await textsOf(await signedSlip(await offerOf(60, 8)));
    const [other = ''] = await textsOf(await signedSlip(await offerOf(1, 1)));
    const half = collect(null, first);
    expect(half && (await slipFrom(half))).toBeNull();
    const twice = half && collect(half, first);
    expect(twice?.parts.size).toBe(1);
    const changed = half && collect(half, other);
    expect(changed?.parts.size).toBe(1);
    expect(changed && (await slipFrom(changed))).not.toBeNull();
    expect(collect(half, '(01)08934567890120(10)MR-0426')).toBeNull();
    const wrong = `${second.slice(0, -1)}${second.endsWith('0') ? '1' : '0'}`;
    const broken = [wrong, third].reduce((former, text) => collect(former, text), half);
    expect(broken && (await slipFrom(broken))).toBe('unreadable');
  });

  test('a text that was tampered with is unreadable or has another content, never an error', async () => {
    const [text = ''] = await textsOf(await signedSlip(await offerOf(1, 1)));
    const signs = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'];
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom(...signs), async (at, sign) => {
        const changed = text.slice(0, at) + sign + text.slice(at + 1);
        const collected = collect(null, changed);
        if (changed === text || collected === null) return;
        const read = await slipFrom(collected);
        expect(read === null || read === 'unreadable').toBe(true);
      }),
    );
  });
});

describe('ids made on the phone', () => {
  test('are UUIDv7 that sort by the time at which they were made', () => {
    fc.assert(
      fc.property(when, when, fc.uint8Array({ minLength: 10, maxLength: 10 }), (a, b, random) => {
        const [first, second] = [uuidV7(a, random), uuidV7(b, random)];
        expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        if (a !== b) expect(first < second).toBe(a < b);
      }),
    );
  });
});
