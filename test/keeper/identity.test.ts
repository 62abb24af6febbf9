/** Claims, rotation, revocation, and devices that seem to be two: with a real store. */
import { describe, expect, test } from 'vitest';
import { secretHash } from '../../src/fleet/secrets.ts';
import type { ClaimRedeemedView, ClaimView, RotatedView } from '../../src/keeper/identity-views.ts';
import { type Command, SYSTEM } from '../../src/keeper/protocol.ts';
import type { DeviceListView, DeviceView } from '../../src/keeper/registry-views.ts';
import { AN, House, PROVINCE, START } from './house.ts';

const DAY = 24 * 60;
const view = (house: House, id = 'do-1') => house.ask<DeviceView>({ type: 'device', id });
const claim = (house: House, serial: string | null = null) =>
  house.does<ClaimView>(SYSTEM, { type: 'device.claim', device: 'do-1', serial });
const redeem = (token: string, serial = 'SN-1'): Command => ({
  type: 'device.claim.redeem',
  tokenHash: secretHash(token),
  serial,
  certificate: null,
});
const codeOf = async (house: House, command: Command): Promise<string | null> => {
  const answer = await house.tell(SYSTEM, command);
  return answer.ok ? null : answer.refusal.code;
};

describe('a claim', () => {
  test('is redeemed once, for a secret in place of the former one', async () => {
    const house = await House.open();
    const { token, expiresAt } = await claim(house);
    expect(expiresAt).toBe(new Date(START + DAY * 60_000).toISOString());
    expect((await view(house)).identity.claim).toMatchObject({ serial: null, madeBy: 'system' });
    const redeemed = await house.does<ClaimRedeemedView>(SYSTEM, redeem(token));
    expect(redeemed).toMatchObject({ device: 'do-1', secret: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await view(house)).identity).toMatchObject({ claim: null, serial: 'SN-1' });
    expect(await codeOf(house, redeem(token))).toBe('CLAIM_UNKNOWN');
    const ledger = JSON.stringify(await house.ledger());
    expect(ledger).toContain('device.rekeyed');
    for (const told of [token, redeemed.secret ?? '']) expect(ledger).not.toContain(told);
  });

  test('ends after 24 hours', async () => {
    const house = await House.open();
    const { token } = await claim(house);
    house.now = DAY;
    expect(await codeOf(house, redeem(token))).toBe('CLAIM_EXPIRED');
    expect((await view(house)).identity.claim).toBeNull();
  });

  test('bound to a serial number is redeemed by no other, and is void after five tries', async () => {
    const house = await House.open();
    const { token } = await claim(house, 'SN-1');
    for (let i = 0; i < 4; i++) expect(await codeOf(house, redeem(token, 'SN-2'))).toBe('CLAIM_SERIAL');
    await house.restart();
    expect(await codeOf(house, redeem(token, 'SN-2'))).toBe('CLAIM_SERIAL');
    expect(await codeOf(house, redeem(token, 'SN-1'))).toBe('CLAIM_UNKNOWN');
  });

  test('bound to a serial number is redeemed by it', async () => {
    const house = await House.open();
    const { token } = await claim(house, 'SN-1');
    expect(await codeOf(house, redeem(token, 'SN-2'))).toBe('CLAIM_SERIAL');
    expect(await codeOf(house, redeem(token, 'SN-1'))).toBeNull();
  });

  test('is void once another was made, it was withdrawn, or the device retired', async () => {
    const house = await House.open();
    const first = await claim(house);
    const second = await claim(house);
    expect(await codeOf(house, redeem(first.token))).toBe('CLAIM_UNKNOWN');
    await house.does(SYSTEM, { type: 'device.claim.withdraw', device: 'do-1' });
    expect(await codeOf(house, redeem(second.token))).toBe('CLAIM_UNKNOWN');
    const third = await claim(house);
    await house.apply('devices: [{ id: do-1, unit: tu-1, retired: 2026-11-22T00:00:00Z }]');
    expect(await codeOf(house, redeem(third.token))).toBe('DEVICE_RETIRED');
  });

  test('is an administrator’s to make, for a device of their place', async () => {
    const house = await House.open();
    const command: Command = { type: 'device.claim', device: 'do-1', serial: null };
    expect(await house.tell(AN, command)).toMatchObject({ refusal: { code: 'FORBIDDEN_ROLE' } });
    const elsewhere = { ...AN, roles: ['administrator'] as const, site: 'xa' };
    expect(await house.tell(elsewhere, command)).toMatchObject({ refusal: { code: 'FORBIDDEN_PLACE' } });
  });
});

describe('a secret that follows', () => {
  test('is the secret from its first use on, and survives a restart until then', async () => {
    const house = await House.open();
    const { until } = await house.does<RotatedView>(SYSTEM, { type: 'device.rotate', device: 'do-1' });
    await house.restart();
    expect((await view(house)).identity.next).toMatchObject({ until });
    await house.does(SYSTEM, { type: 'device.confirm', device: 'do-1', fingerprint: null });
    expect((await view(house)).identity.next).toBeNull();
    expect((await house.ledger()).at(-1)?.event).toMatchObject({ type: 'device.rekeyed', by: 'do-1' });
  });

  test('is not handed to a device that was revoked or is in doubt', async () => {
    const house = await House.open();
    await house.does(SYSTEM, { type: 'device.revoke', device: 'do-1', reason: 'mất cắp' });
    expect(await codeOf(house, { type: 'device.rotate', device: 'do-1' })).toBe('DEVICE_REVOKED');
    await house.does(SYSTEM, {
      type: 'device.cloned',
      device: 'do-2',
      why: 'sessions',
      since: START,
      detail: '',
    });
    expect(await codeOf(house, { type: 'device.rotate', device: 'do-2' })).toBe('DEVICE_FROZEN');
  });
});

describe('a revoked device', () => {
  test('is shut out with its reason in the ledger, and nothing of it is taken any more', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 4);
    const { token } = await claim(house);
    await house.does(SYSTEM, { type: 'device.revoke', device: 'do-1', reason: ' mất cắp ' });
    expect(await view(house)).toMatchObject({
      state: 'revoked',
      identity: { revoked: { by: 'system', reason: 'mất cắp' }, claim: null },
    });
    expect((await house.ledger()).at(-1)?.event).toMatchObject({ type: 'device.revoked', reason: 'mất cắp' });
    expect(await codeOf(house, redeem(token))).toBe('CLAIM_UNKNOWN');
    house.now = 15;
    await house.send('do-1', [[15, 4]]);
    expect(await house.rejected('do-1')).toMatchObject([{ reason: 'DEVICE_REVOKED' }]);
    const list = await house.ask<DeviceListView>({ type: 'devices', state: 'revoked' });
    expect(list.items.map(({ id }) => id)).toEqual(['do-1']);
  });

  test('is let in again with a new secret', async () => {
    const house = await House.open();
    await house.does(SYSTEM, { type: 'device.revoke', device: 'do-1', reason: 'mất cắp' });
    await house.does(SYSTEM, { type: 'device.secret', device: 'do-1' });
    await house.send('do-1', [[0, 4]]);
    expect((await view(house)).state).toBe('good');
    expect(await house.rejected('do-1')).toEqual([]);
  });
});

describe('one number with two messages', () => {
  const clone = async (): Promise<House> => {
    const house = await House.open();
    await house.send('do-1', [[0, 4]], { boot: 1, seq: 7 });
    return house;
  };

  test('freezes the device, alerts, and holds what it guards', async () => {
    const house = await clone();
    house.now = 5;
    await house.send('do-1', [[5, 4.5]], { boot: 1, seq: 7 });
    expect(await view(house)).toMatchObject({
      state: 'frozen',
      identity: { frozen: { why: 'content', detail: 'boot 1 seq 7' } },
    });
    expect(await house.holds('kien-1')).toMatchObject([{ kind: 'manual', state: 'open', supported: true }]);
    expect(await house.verdict('tinh')).toMatchObject({ verdict: 'blocked', codes: ['PARCEL_ON_HOLD'] });
    expect(await house.alerts('device-cloned')).toMatchObject([
      { severity: 'critical', device: 'do-1', unit: 'tu-1', data: { parcels: 1, why: 'content' } },
    ]);
    expect((await house.ledger()).map(({ event }) => event.type)).toContain('device.frozen');
    expect(await house.rejected('do-1')).toMatchObject([{ reason: 'DEVICE_FROZEN' }]);
  });

  test('sent again as it was is one message, also with other instants of a device without a clock', async () => {
    const house = await clone();
    await house.send('do-1', [[0, 4]], { boot: 1, seq: 7 });
    house.now = 3;
    await house.send('do-1', [[3, 4]], { boot: 1, seq: 7, sentAt: '2026-11-22T00:03:00Z' });
    expect((await view(house)).state).toBe('good');
  });

  test('counts after a restart of the service too', async () => {
    const house = await clone();
    await house.restart();
    await house.send('do-1', [[0, 9]], { boot: 1, seq: 7 });
    expect((await view(house)).state).toBe('frozen');
  });

  test('is nothing of another start of the device', async () => {
    const house = await clone();
    await house.send('do-1', [[0, 9]], { boot: 2, seq: 7 });
    expect((await view(house)).state).toBe('good');
  });
});

describe('a frozen device', () => {
  const frozen = async (since = 0): Promise<House> => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 4);
    const detail = '4 take-overs within the hour';
    await house.does(SYSTEM, {
      ...{ type: 'device.cloned', device: 'do-1', why: 'sessions', detail },
      since: START + since * 60_000,
    });
    return house;
  };

  test('is frozen once, whatever more is seen of it', async () => {
    const house = await frozen();
    await house.does(SYSTEM, {
      type: 'device.cloned',
      device: 'do-1',
      why: 'sessions',
      since: START,
      detail: '',
    });
    expect(await house.holds('kien-1')).toHaveLength(1);
    expect((await house.ledger()).filter(({ event }) => event.type === 'device.frozen')).toHaveLength(1);
  });

  test('stays frozen over a restart, and none of its readings clears anything', async () => {
    const house = await frozen();
    await house.restart();
    house.now = 15;
    await house.send('do-1', [[15, 4]]);
    expect(await house.rejected('do-1')).toMatchObject([{ reason: 'DEVICE_FROZEN' }]);
    expect((await view(house)).state).toBe('frozen');
  });

  test('is believed again once it has a new secret; the holds stay for officials', async () => {
    const house = await House.open();
    await house.send('do-1', [[0, 4]], { boot: 1, seq: 7 });
    await house.send('do-1', [[0, 9]], { boot: 1, seq: 7 });
    house.now = 1;
    await house.does(SYSTEM, { type: 'device.secret', device: 'do-1' });
    expect(await house.alerts('device-cloned')).toEqual([]);
    expect((await house.holds('kien-1')).filter(({ state }) => state === 'open')).toHaveLength(1);
    // The true one sends what the other had sent in its place.
    await house.send('do-1', [[0, 5]], { boot: 1, seq: 7 });
    expect(await view(house)).toMatchObject({ state: 'good', identity: { frozen: null } });
  });

  test('holds also what has left its unit since the doubt began, and not what left before', async () => {
    const house = await House.open();
    await house.apply(
      'parcels: [{ id: kien-2, gtin: "08930000000002", lot: FK1234, doses: 10, unit: tu-1, since: 2026-11-22T00:00:00Z }]',
    );
    const move = (parcel: string, at: number): Command => ({
      ...{ type: 'parcel.move', parcel, unit: 'tu-2' },
      at: START + at * 60_000,
    });
    const depot = { ...AN, roles: ['depot'] as const, site: null };
    house.now = 30;
    await house.does(depot, move('kien-1', 10));
    await house.does(depot, move('kien-2', 25));
    await house.does(SYSTEM, {
      ...{ type: 'device.cloned', device: 'do-1', why: 'sessions', detail: '' },
      since: START + 20 * 60_000,
    });
    expect(await house.holds('kien-2')).toHaveLength(1);
    expect(await house.holds('kien-1')).toHaveLength(0);
  });
});

test('a frozen device that ends leaves no alert behind that nobody could end', async () => {
  const house = await House.open();
  await house.live('do-1', 0, 10, 4);
  const detail = '';
  await house.does(SYSTEM, {
    ...{ type: 'device.cloned', device: 'do-1', why: 'sessions', detail },
    since: START,
  });
  expect(await house.alerts('device-cloned')).toHaveLength(1);
  house.now = 20;
  await house.apply(
    `devices: [{ id: do-1, unit: tu-1, retired: ${new Date(START + 15 * 60_000).toISOString()} }]`,
  );
  for (const minute of [21, 22, 23]) await house.wait(minute);
  expect(await house.alerts('device-cloned')).toEqual([]);
});

describe('a gateway', () => {
  const CARRIED = `devices:
  - { id: cong-1, unit: null, profile: senml-gateway }
  - { id: nhiet-ke, unit: tu-1, profile: ds18b20, via: { gateway: cong-1, address: "AA:BB:01" } }
`;
  const open = async (): Promise<House> => {
    const house = await House.open({ descriptions: [PROVINCE, CARRIED] });
    await tell(house, 0);
    expect(await house.ask<DeviceView>({ type: 'device', id: 'nhiet-ke' })).toMatchObject({ state: 'good' });
    return house;
  };
  const tell = async (house: House, minute: number) => {
    house.now = minute;
    const receivedAt = START + minute * 60_000;
    const record = { bn: 'aa:bb:01/', n: '1', u: 'Cel', v: 4.5, t: receivedAt / 1000 };
    const payload = Buffer.from(JSON.stringify([record]));
    const incoming = {
      device: 'cong-1',
      kind: 'telemetry',
      payload,
      size: payload.length,
      receivedAt,
    } as const;
    await house.keeper.ingest([incoming]);
  };

  test('that is revoked speaks for nobody any more', async () => {
    const house = await open();
    await house.does(SYSTEM, { type: 'device.revoke', device: 'cong-1', reason: 'mất cắp' });
    await tell(house, 5);
    expect(await house.rejected('nhiet-ke')).toMatchObject([{ reason: 'DEVICE_REVOKED' }]);
  });

  test('that is frozen takes with it what it carries: their readings, and what they guard', async () => {
    const house = await open();
    await house.does(SYSTEM, {
      ...{ type: 'device.cloned', device: 'cong-1', why: 'sessions', detail: '' },
      since: START,
    });
    expect(await house.holds('kien-1')).toMatchObject([{ state: 'open', kind: 'manual' }]);
    await tell(house, 5);
    expect(await house.rejected('nhiet-ke')).toMatchObject([{ reason: 'DEVICE_FROZEN' }]);
  });

  test('signs in for what it carries: that is given no claim and no secret to follow', async () => {
    const house = await open();
    const device = 'nhiet-ke';
    expect(await codeOf(house, { type: 'device.claim', device, serial: null })).toBe('DEVICE_CARRIED');
    expect(await codeOf(house, { type: 'device.rotate', device })).toBe('DEVICE_CARRIED');
  });

  test('goes on when one that it carries is revoked', async () => {
    const house = await open();
    await house.does(SYSTEM, { type: 'device.revoke', device: 'nhiet-ke', reason: 'mất' });
    await tell(house, 5);
    expect(await house.rejected('nhiet-ke')).toMatchObject([{ reason: 'DEVICE_REVOKED' }]);
    expect((await view(house, 'cong-1')).state).not.toBe('revoked');
  });
});
