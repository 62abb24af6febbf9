/** Devices that are reached through others: what a description may say of them, and what stays when it says nothing. */
import { describe, expect, it, test } from 'vitest';
import { describeBack } from '../../src/fleet/described-back.ts';
import type { DescriptionOptions } from '../../src/fleet/description.ts';
import { detailsOf } from '../../src/fleet/details.ts';
import { EMPTY_REGISTRY, type Registry, withChanges } from '../../src/fleet/registry.ts';
import { applied, PROVINCE, planFor, problemsIn } from './province.ts';

const OPTIONS: DescriptionOptions = {
  connections: (name) => name === 'huyen-mqtt',
  carries: (profile) => profile === 'gateway',
};
const devices = (...lines: string[]) => `devices:\n${lines.map((line) => `  - { ${line} }\n`).join('')}`;
const GATEWAY = 'id: cong, profile: gateway';
const CARRIED = 'id: nhiet-ke, via: { gateway: cong, address: A1B2 }';

async function registryAfter(...texts: string[]): Promise<Registry> {
  let registry = EMPTY_REGISTRY;
  for (const text of texts) {
    const plan = await planFor(text, registry);
    if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
    registry = withChanges(registry, plan.changes);
  }
  return registry;
}

describe('a carried device', () => {
  it('keeps its address in lower case, in composed letters and without blanks at its ends', async () => {
    const { devices: all } = await registryAfter(
      devices(GATEWAY, 'id: a, via: { gateway: cong, address: " Tu\u0309 La\u0323nh 1 " }'),
    );
    expect(all.get('a')?.via).toEqual({ gateway: 'cong', address: 'tủ lạnh 1' });
  });

  it('gets no secret that anybody is told: it never signs in', async () => {
    const plan = await planFor(devices(GATEWAY, CARRIED));
    expect(plan.ok && plan.printed.map(({ id }) => id)).toEqual(['cong']);
  });

  it.each([
    ['stays carried when a file says nothing of it', 'id: nhiet-ke', { gateway: 'cong', address: 'a1b2' }],
    ['signs in itself once a file says so', 'id: nhiet-ke, via: null', undefined],
    [
      'is carried by another once a file says so',
      'id: nhiet-ke, via: { gateway: file, address: "77" }',
      { gateway: 'file', address: '77' },
    ],
  ])('%s', async (_name, line, via) => {
    const registry = await registryAfter(devices(GATEWAY, CARRIED), devices(line));
    expect(registry.devices.get('nhiet-ke')?.via).toEqual(via);
  });

  it('has probes inside as they are named, once each, until a file leaves that to its profile', async () => {
    const inside = async (...lines: string[]) =>
      (await registryAfter(...lines.map((line) => devices(line)))).devices.get('a')?.inside;
    expect(await inside('id: a, inside: [b, a, b]')).toEqual(['a', 'b']);
    expect(await inside('id: a, inside: [b]', 'id: a')).toEqual(['b']);
    expect(await inside('id: a, inside: [b]', 'id: a, inside: null')).toBeUndefined();
  });

  it('is told back, and applied again changes nothing', async () => {
    const registry = await registryAfter(PROVINCE, devices(GATEWAY, `${CARRIED}, inside: ["1", TVC]`));
    const text = [...describeBack(registry)].join('');
    expect(text).toContain('via: { gateway: cong, address: a1b2 }, inside: ["1","TVC"]');
    const again = await planFor(text, registry);
    expect(again.ok && again.changes).toEqual([]);
    expect((await applied(text)).devices.get('nhiet-ke')).toMatchObject({
      via: { gateway: 'cong', address: 'a1b2' },
      inside: ['1', 'TVC'],
    });
  });

  it('shows what a change does to it, before and after', async () => {
    const registry = await registryAfter(devices(GATEWAY, CARRIED));
    const plan = await planFor(
      devices('id: nhiet-ke, via: { gateway: cong, address: ff }, inside: [x]'),
      registry,
    );
    const [detail] = plan.ok ? detailsOf(registry, plan.changes) : [];
    expect(detail?.effects).toEqual(['updated']);
    expect(detail?.fields.map(({ field, from, to }) => [field, from?.vi, to?.vi])).toEqual([
      ['via', 'cong: a1b2', 'cong: ff'],
      ['inside', undefined, 'x'],
    ]);
  });
});

describe('a description is refused', () => {
  test.each([
    ['for a gateway that nobody knows', ['id: a, via: { gateway: nobody, address: x }'], '2 UNKNOWN_GATEWAY'],
    [
      'for a gateway whose profile carries nobody',
      ['id: g, profile: giulanh', 'id: a, via: { gateway: g, address: x }'],
      '3 GATEWAY_PROFILE',
    ],
    [
      'for a gateway that is itself carried',
      [
        GATEWAY,
        'id: g, profile: gateway, via: { gateway: cong, address: x }',
        'id: a, via: { gateway: g, address: y }',
      ],
      '4 GATEWAY_CARRIED',
    ],
    [
      'for a device that carries itself',
      ['id: g, profile: gateway, via: { gateway: g, address: x }'],
      '2 GATEWAY_CARRIED',
    ],
    [
      'for one address twice at one gateway, whatever its case',
      [GATEWAY, CARRIED, 'id: b, via: { gateway: cong, address: a1B2 }'],
      '4 ADDRESS_TAKEN',
    ],
    ['for an address of nothing', [GATEWAY, 'id: a, via: { gateway: cong, address: " " }'], '3 BAD_TEXT'],
    [
      'for an address without end',
      [GATEWAY, `id: a, via: { gateway: cong, address: ${'x'.repeat(129)} }`],
      '3 BAD_TEXT',
    ],
    ['for a way without an address', [GATEWAY, 'id: a, via: { gateway: cong }'], '3 MISSING_KEY'],
    ['for a device that is called as the files are', ['id: file'], '2 ID_RESERVED'],
    ['for a device that is called as a connection is', ['id: huyen-mqtt'], '2 ID_RESERVED'],
    ['for no probe at all inside', ['id: a, inside: []'], '2 OUT_OF_RANGE'],
  ])('%s', (_name, lines, problem) => {
    expect(problemsIn(devices(...lines), OPTIONS)).toEqual([problem]);
  });

  test.each([
    [
      'one address at two gateways',
      [GATEWAY, 'id: c2, profile: gateway', CARRIED, 'id: b, via: { gateway: c2, address: a1b2 }'],
    ],
    ['a connection to a foreign broker', ['id: a, via: { gateway: huyen-mqtt, address: x }']],
    ['files that are read in', ['id: a, via: { gateway: file, address: "20261" }']],
    [
      'the address of one that ended',
      [GATEWAY, `${CARRIED}, retired: 2026-01-01`, 'id: b, via: { gateway: cong, address: a1b2 }'],
    ],
    ['a gateway that comes with it, behind it', [CARRIED, GATEWAY]],
    ['an address of 128 signs', [GATEWAY, `id: a, via: { gateway: cong, address: ${'x'.repeat(128)} }`]],
  ])('not for %s', (_name, lines) => {
    expect(problemsIn(devices(...lines), OPTIONS)).toEqual([]);
  });
});

describe('against what is in the registry', () => {
  test.each([
    ['an address that is taken there', 'id: b, via: { gateway: cong, address: a1b2 }', 'ADDRESS_TAKEN'],
    [
      'a gateway that would be carried, though it carries',
      'id: cong, profile: gateway, via: { gateway: file, address: x }',
      'GATEWAY_CARRIED',
    ],
    ['a gateway that would carry nobody any more', 'id: cong, profile: giulanh', 'GATEWAY_PROFILE'],
  ])('%s is refused', async (_name, line, code) => {
    const known = await registryAfter(devices(GATEWAY, CARRIED));
    expect(problemsIn(devices(line), { ...OPTIONS, known })).toEqual([`2 ${code}`]);
  });

  test('a connection that this command does not know is not taken from who had it', async () => {
    const line = 'id: a, via: { gateway: huyen-mqtt, address: x }';
    let known = EMPTY_REGISTRY;
    const plan = await planFor(devices('id: a'), known);
    known = withChanges(known, plan.ok ? plan.changes : []);
    const device = known.devices.get('a');
    if (device === undefined) throw new Error('no device');
    known = {
      ...known,
      devices: new Map([['a', { ...device, via: { gateway: 'huyen-mqtt', address: 'x' } }]]),
    };
    expect(problemsIn(devices(line), { known })).toEqual([]);
    expect(problemsIn(devices(line))).toEqual(['2 UNKNOWN_GATEWAY']);
  });
});
