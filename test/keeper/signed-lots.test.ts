import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/custody/canonical.ts';
import { signedLotsSchema } from '../../src/http/gate-schemas.ts';
import type { SignedLotsView } from '../../src/keeper/gate-views.ts';
import type { EligibilityView } from '../../src/keeper/views.ts';
import { judgeByList, type ListAnswer, type VialList } from '../../src/lots/signed-list.ts';
import type { VerdictCode } from '../../src/lots/types.ts';
import { AN, DEPOT, GTIN, House, iso, MINUTE, NURSE, OFFICIALS, PROVINCE, START } from './house.ts';

const signed = (house: House, site: string) => house.ask<SignedLotsView>({ type: 'lots.signed', site });

/** The list as a table reads it. */
const read = ({ list }: SignedLotsView): VialList => ({
  zone: list.zone,
  issuedAt: Date.parse(list.issuedAt),
  lots: list.lots.map(({ reasons, validUntil, ...lot }) => ({
    ...lot,
    codes: reasons.map(({ code }) => code as VerdictCode),
    validUntil: validUntil === null ? null : Date.parse(validUntil),
  })),
});

const atTable = async (house: House, site: string, barcode: string): Promise<ListAnswer> =>
  judgeByList(barcode, read(await signed(house, site)), START + house.now * MINUTE);

const live = (house: House, site: string, barcode: string) =>
  house.ask<EligibilityView>({ type: 'eligibility', barcode, site });

const lot = (number: string, expiry = '2027-03-31') =>
  `  - { gtin: "${GTIN}", lot: ${number}, expiry: ${expiry} }`;
const parcel = (id: string, number: string, unit: string) =>
  `  - { id: ${id}, gtin: "${GTIN}", lot: "${number}", doses: 100, unit: ${unit}, since: 2026-11-22T00:00:00Z }`;

/** Lots that look alike, one that is over, and one that is nowhere. */
const MORE = `demo: true
lots:
${[lot('F01'), lot('FO1'), lot('OLD', '2026-11-20'), lot('AWAY')].join('\n')}
parcels:
${[parcel('kien-f01', 'F01', 'tu-2'), parcel('kien-old', 'OLD', 'tu-2'), parcel('kien-away', 'AWAY', 'tu-1')].join('\n')}
`;

describe('the signed list of a site', () => {
  test('holds every lot there with what the gate says of it, and the signature of the service', async () => {
    const house = await House.open({ signed: true, descriptions: [PROVINCE, MORE] });
    await house.live('do-2', 0, 10, 5);
    await house.wait(12);
    const answer = await signed(house, 'xa');
    expect(signedLotsSchema.parse(answer)).toEqual(answer);
    const { list, bytes, key, signature } = answer;
    const text = canonicalJson(list);
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(list.service.key).toBe(key);
    const publicKey = createPublicKey({ key: list.service.jwk, format: 'jwk' });
    expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
    const tampered = canonicalJson({ ...list, site: 'tinh' });
    expect(verify(null, Buffer.from(tampered), publicKey, Buffer.from(signature, 'base64url'))).toBe(false);

    expect(list).toMatchObject({
      ...{ site: 'xa', siteName: 'Trạm y tế xã', phone: null, issuedAt: iso(12), validUntil: iso(12 + 720) },
      sequence: (await house.ledger()).length,
    });
    expect(list.lots.map(({ lot, verdict, expiry }) => [lot, verdict, expiry]).sort()).toEqual([
      ['F01', 'allowed', '2027-03-31'],
      // Not there; on the list because a hand may write one for the other.
      ['FO1', 'unknown', '2027-03-31'],
      ['OLD', 'blocked', '2026-11-20'],
    ]);
    expect(list.products.map(({ gtin }) => gtin)).toEqual([GTIN]);
    // The last value stands 15 minutes, and nothing need be known for 4 hours.
    expect(list.lots.find((one) => one.lot === 'F01')?.validUntil).toBe(iso(10 + 15 + 240));
  });

  test('names every recalled lot of the province, also one that is not known here, and what was kept here and is on hold', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS, MORE] });
    await house.does(AN, { type: 'lot.recall', gtin: GTIN, lot: 'NEVER-SEEN', reason: 'letter' });
    await house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-f01', reason: 'cracked' });
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-f01', unit: 'tu-1' });
    const { list } = await signed(house, 'xa');
    const verdicts = Object.fromEntries(list.lots.map((one) => [one.lot, one.verdict]));
    // Both ways the question is about this site: a hold elsewhere is "not here".
    expect(verdicts).toEqual({ 'NEVER-SEEN': 'blocked', F01: 'unknown', FO1: 'unknown', OLD: 'blocked' });
    expect(list.lots.find((one) => one.lot === 'NEVER-SEEN')).toMatchObject({ expiry: null });
    expect((await atTable(house, 'xa', `${GTIN}/NEVER-SEEN`)).verdict).toBe('blocked');
  });

  test('says whom to call: the site’s own number, or the nearest above it', async () => {
    const house = await House.open({});
    const number = async () => (await signed(house, 'xa')).list.phone;
    await house.apply('sites: [{ id: tinh, name: Kho tỉnh, level: tỉnh, phone: 0262 385 1234 }]');
    expect(await number()).toBe('+842623851234');
    await house.apply('sites: [{ id: xa, name: Trạm y tế xã, level: xã, parent: tinh, phone: "115" }]');
    expect(await number()).toBe('115');
  });

  test('is for those whose place it is', async () => {
    const house = await House.open({});
    const ask = (site: string) => house.keeper.ask({ ...NURSE, site: 'xa' }, { type: 'lots.signed', site });
    expect(await ask('tinh')).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN_PLACE' } });
    expect(await ask('xa')).toMatchObject({ ok: true });
    expect(await house.keeper.ask(DEPOT, { type: 'lots.signed', site: 'nowhere' })).toMatchObject({
      ok: false,
    });
  });
});

describe('a permission ends with the hour above the limit, however short ago that hour began', () => {
  const WARM_AT = 15;
  const validUntil = async (house: House) => {
    const { list } = await signed(house, 'xa');
    return list.lots.find(({ lot }) => lot === 'F01')?.validUntil;
  };

  test.each([
    ['a minute ago', WARM_AT + 1],
    ['in this very moment', WARM_AT],
    ['a minute ahead by its logger’s clock', WARM_AT - 1],
  ])('a reading above it was measured %s', async (_when, now) => {
    const house = await House.open({ descriptions: [PROVINCE, MORE] });
    await house.live('do-2', 0, 10, 5);
    house.now = now;
    await house.send('do-2', [[WARM_AT, 9]]);
    expect(await validUntil(house)).toBe(iso(WARM_AT + 60));
  });

  test('the vials were put into a warm refrigerator in this very moment', async () => {
    const house = await House.open({ descriptions: [PROVINCE, MORE] });
    await house.live('do-1', 0, 20, 5);
    await house.live('do-2', 0, 20, 9);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-away', unit: 'tu-2' });
    const { list } = await signed(house, 'xa');
    expect(list.lots.find(({ lot }) => lot === 'AWAY')?.validUntil).toBe(iso(20 + 60));
  });
});

describe('the same question both ways', () => {
  const vial = (number: string, more = '') => `]d201${GTIN}${more}10${number}`;
  const barcode = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('F01', 'FO1', 'OLD', 'AWAY', 'FK1234', 'NEVER', 'RECALLED'),
        fc.constantFrom('', '17270331', '17261120', '17270400', '17261201'),
      )
      .map(([number, expiry]) => vial(number, expiry)),
    fc
      .constantFrom('f01', 'fo1', 'F0 1', 'FK1234', 'old', 'never', 'away')
      .map((typed) => `${GTIN}/${typed}`),
    fc.constantFrom(
      '',
      'x',
      `01${GTIN}`,
      `0108930000000003${'10F01'}`,
      `]d201${GTIN}10F01\u001d9912`,
      'ĐÂ/1',
    ),
  );
  const step = fc.oneof(
    fc.record({ do: fc.constant('send'), celsius: fc.constantFrom(5, 5, 9, -2) }),
    fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(5, 30, 200, 400) }),
    fc.record({ do: fc.constant('hold'), parcel: fc.constantFrom('kien-f01', 'kien-1') }),
    fc.record({
      do: fc.constant('move'),
      parcel: fc.constantFrom('kien-f01', 'kien-1', 'kien-away'),
      unit: fc.constantFrom('tu-1', 'tu-2', 'hom-1'),
    }),
    fc.record({ do: fc.constant('recall'), lot: fc.constantFrom('RECALLED', 'F01', 'AWAY') }),
  );

  test('whatever happened, the list says of every vial what the gate says, and never yes where the gate does not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 6 }),
        fc.array(barcode, { minLength: 4, maxLength: 12 }),
        async (steps, codes) => {
          const house = await House.open({ descriptions: [PROVINCE, OFFICIALS, MORE] });
          await house.live('do-2', 0, 10, 5);
          for (const one of steps) await act(house, one);
          for (const code of codes) {
            const [here, there] = [await atTable(house, 'xa', code), await live(house, 'xa', code)];
            const codesThere = there.reasons.map((reason) => reason.code);
            if (here.listed !== null || here.vial === null) {
              expect([code, here.verdict, here.codes]).toEqual([code, there.verdict, codesThere]);
            } else {
              expect(here.verdict).not.toBe('allowed');
              expect(there.verdict).not.toBe('allowed');
              // Of what is not on the list, only the vial's own date tells.
              if (here.verdict === 'blocked') expect(codesThere).toContain('LOT_EXPIRED');
            }
            if (here.verdict === 'allowed') expect(there.verdict).toBe('allowed');
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test('as long as nothing but time passes, an old list never says yes where the gate would not, and a block stays', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 4 }),
        fc.array(barcode, { minLength: 4, maxLength: 8 }),
        fc.constantFrom(1, 14, 16, 239, 241, 254, 256, 300, 719, 721, 2000),
        async (steps, codes, later) => {
          const house = await House.open({ descriptions: [PROVINCE, OFFICIALS, MORE] });
          await house.live('do-2', 0, 10, 5);
          for (const one of steps) await act(house, one);
          const list = read(await signed(house, 'xa'));
          const before = codes.map((code) => judgeByList(code, list, START + house.now * MINUTE));
          await house.wait(house.now + later);
          for (const [i, code] of codes.entries()) {
            const here = judgeByList(code, list, START + house.now * MINUTE);
            if (here.verdict === 'allowed') expect((await live(house, 'xa', code)).verdict).toBe('allowed');
            if (before[i]?.verdict === 'blocked') expect(here.verdict).toBe('blocked');
          }
        },
      ),
      { numRuns: 20, examples: [[[{ do: 'send', celsius: 9 }], ['08930000000002/f01'], 239]] },
    );
  }, 60_000);
});

type Step =
  | { do: string; celsius: number }
  | { do: string; minutes: number }
  | { do: string; parcel: string }
  | { do: string; parcel: string; unit: string }
  | { do: string; lot: string };

/** What the domain refuses (a second recall, a move to where it is) simply did not happen. */
async function act(house: House, step: Step): Promise<void> {
  if ('celsius' in step) {
    house.now += 5;
    await house.send('do-2', [[house.now, step.celsius]]);
  } else if ('minutes' in step) await house.wait(house.now + step.minutes);
  else if ('unit' in step)
    await house.tell(DEPOT, { type: 'parcel.move', parcel: step.parcel, unit: step.unit });
  else if ('parcel' in step)
    await house.tell(DEPOT, { type: 'parcel.hold', parcel: step.parcel, reason: 'x' });
  else await house.tell(AN, { type: 'lot.recall', gtin: GTIN, lot: step.lot, reason: 'x' });
}

test.each([10, 300])(
  'a list of %i lots is small and made at once',
  async (count) => {
    const lots = Array.from({ length: count }, (_, i) => `L${String(i).padStart(4, '0')}`);
    const house = await House.open({
      descriptions: [
        PROVINCE,
        `demo: true\nlots:\n${lots.map((one) => lot(one)).join('\n')}\nparcels:\n${lots.map((one) => parcel(`p-${one}`, one, 'tu-2')).join('\n')}\n`,
      ],
    });
    await house.live('do-2', 0, 10, 5);
    await signed(house, 'xa');
    const began = performance.now();
    const { list, bytes } = await signed(house, 'xa');
    const took = performance.now() - began;
    expect(list.lots).toHaveLength(count);
    expect(list.lots.every(({ verdict }) => verdict === 'allowed')).toBe(true);
    expect(bytes).toBeLessThan(1500 + 200 * count);
    console.info(`signed list of ${count} lots: ${bytes} bytes in ${took.toFixed(1)} ms`);
  },
  60_000,
);
