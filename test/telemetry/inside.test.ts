/** Which temperatures are judged, and what becomes of the others? */
import { describe, expect, test } from 'vitest';
import { profileSchema } from '../../devices/profiles/types.ts';
import { insideOf, insideOnly } from '../../src/telemetry/inside.ts';
import type { Extras, Measured } from '../../src/telemetry/measured.ts';

type Channel = { probe?: string; place?: 'inside' | 'outside'; kind?: string; unit?: string };
const profile = (...channels: Channel[]) =>
  profileSchema.parse({
    ...{ id: 'p', maker: 'm', model: 'm', delivery: 'mqtt', payload: null, clock: 'own', source: 's' },
    ...{ faultCodesMilli: [], samplingSeconds: null, quirks: [] },
    channels: channels.map((one) => ({ kind: 'temperature', unit: 'celsius', min: -55, max: 60, ...one })),
  });
const OUTSIDE = { probe: 'TAMB', place: 'outside' } as const;

describe('a probe', () => {
  test.each([
    ['of a model without places', profile({}), undefined, null],
    ['of an unknown model', undefined, undefined, null],
    [
      'of a model that measures the room too',
      profile({ probe: 'TVC' }, OUTSIDE),
      undefined,
      { TVC: true, TAMB: false, x: true },
    ],
    [
      'of a model whose nameless probes are outside',
      profile({ probe: 'in' }, { place: 'outside' }),
      undefined,
      { in: true, x: false },
    ],
    [
      'of a device whose inside ones are named',
      profile({ probe: 'TVC' }, OUTSIDE),
      ['TAMB'],
      { TVC: false, TAMB: true },
    ],
    ['of a device of ours whose inside ones are named', profile({}), ['1'], { '1': true, '2': false }],
  ])('%s', (_name, of, said, expected) => {
    const isInside = insideOf(of, said);
    if (expected === null || isInside === null) expect(isInside).toBe(expected);
    else expect(Object.fromEntries(Object.keys(expected).map((p) => [p, isInside(p)]))).toEqual(expected);
  });
});

const at = (minute: number, probe: string, milli: number | null, extras: Extras | null = null): Measured => ({
  at: minute * 60_000,
  probe,
  milli,
  reason: milli === null ? 'SENSOR_FAULT' : null,
  extras,
  detail: '',
});
const isInside = (probe: string) => probe !== 'out';

describe('what is measured outside', () => {
  test('stands beside each reading of its instant, with what else stands there', () => {
    const said = [at(0, 'a', 4000, { battery: 80 }), at(0, 'out', 31_500), at(0, 'b', 5000)];
    expect(insideOnly(said, isInside)).toEqual([
      at(0, 'a', 4000, { battery: 80, ambient: 31.5 }),
      at(0, 'b', 5000, { ambient: 31.5 }),
    ]);
  });

  test('is left out where nothing was measured inside then, and where it is a fault itself', () => {
    const said = [at(0, 'out', 31_500), at(1, 'a', 4000), at(1, 'out', null)];
    expect(insideOnly(said, isInside)).toEqual([at(1, 'a', 4000)]);
  });

  test('stands beside a fault of the inside probe too: that was the room when it failed', () => {
    expect(insideOnly([at(0, 'a', null), at(0, 'out', 31_500)], isInside)).toEqual([
      at(0, 'a', null, { ambient: 31.5 }),
    ]);
  });

  test('of two the first; and where all are inside, nothing changes', () => {
    expect(insideOnly([at(0, 'out', 1000), at(0, 'out', 2000), at(0, 'a', 4000)], isInside)).toEqual([
      at(0, 'a', 4000, { ambient: 1 }),
    ]);
    const said = [at(0, 'a', 4000)];
    expect(insideOnly(said, isInside)).toBe(said);
  });
});
