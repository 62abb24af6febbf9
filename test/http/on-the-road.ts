/** A province with people who carry vaccine, behind the real HTTP edge over a real keeper, each with a session and three with a phone. */
import { createHash } from 'node:crypto';
import { afterAll, expect, onTestFinished } from 'vitest';
import { keySchema } from '../../src/http/custody-schemas.ts';
import type { KeeperPort } from '../../src/http/ports.ts';
import { writtenOf } from '../../src/keeper/gate-line.ts';
import { Press } from '../../src/papers/press.ts';
import { actorOf, PEOPLE, Phone, ROAD } from '../keeper/custody-house.ts';
import { House, START } from '../keeper/house.ts';
import { startService } from './service.ts';

const press = new Press();
afterAll(() => press.close());

/** A session token for each person, as a sign-in would have left it. */
export const tokenOf = (username: string): string =>
  createHash('sha256').update(username).digest('base64url').slice(0, 43);

export async function onTheRoad() {
  const house = await House.open({ now: 1, descriptions: [ROAD] });
  const port: KeeperPort = {
    execute: (actor, command) => house.keeper.execute(actor, command),
    ask: (actor, query) => house.keeper.ask(actor, query),
    verdict: async (actor, barcode, site) =>
      writtenOf(await house.keeper.ask(actor, { type: 'eligibility', barcode, site })),
    onDelta: () => () => undefined,
    person: (username) => {
      if (!PEOPLE.some(([name]) => name === username)) return null;
      return { person: { ...actorOf(username), passwordHash: '', retiredAt: null } };
    },
    sessionsAtStart: () =>
      PEOPLE.map(([username]) => ({
        tokenHash: createHash('sha256').update(tokenOf(username)).digest('hex'),
        username,
        expiresAt: START + 86_400_000,
      })),
    siteTree: () => ({ isWithin: () => true }),
    health: () => ({ ready: true, degraded: null, amnesia: null }),
    detail: () => ({}),
    metrics: () => '',
  };
  const service = await startService({
    keeper: port,
    clock: { now: () => START + house.now * 60_000 },
    press: (kind, data) => press.renderPaper(kind, data),
  });
  onTestFinished(() => service.edge.close());
  const call = async (by: string, method: string, path: string, body?: unknown) =>
    service.call(path, { token: tokenOf(by), method, body });
  const phoneOf = async (username: string) => {
    const phone = new Phone(username);
    const reply = await call(username, 'POST', '/keys', { jwk: phone.jwk, label: 'điện thoại' });
    expect(reply.status).toBe(201);
    phone.key = keySchema.parse(reply.json).id;
    return phone;
  };
  const phones = { kho: await phoneOf('kho'), hoTong: await phoneOf('ho.tong'), yTa: await phoneOf('y.ta') };
  return { house, call, phones, service };
}
