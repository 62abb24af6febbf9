import { expect, it } from 'vitest';
import type { PasskeyView } from '../../src/keeper/passkey-views.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { AN, BINH, House, NURSE, OFFICIALS, PROVINCE } from './house.ts';

const KEY = { type: 'passkey.add', publicKey: 'cHVi', counter: 0, transports: ['internal'] } as const;
const add = (house: House, who: typeof AN, id: string) =>
  house.keeper.execute(who, { ...KEY, transports: [...KEY.transports], id, name: `Máy ${id}` });
const codeOf = (answer: { ok: boolean }) =>
  'refusal' in answer ? (answer.refusal as { code: string }).code : 'ok';
const listOf = async (house: House, who: typeof AN) => {
  const answer = await house.keeper.ask(who, { type: 'passkeys' });
  return answer.ok ? (answer.value as Paged<PasskeyView>).items.map(({ id }) => id) : [];
};

it('a person adds passkeys of their own, each once and not without end; the ledger says so', async () => {
  const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
  expect(codeOf(await add(house, AN, 'k1'))).toBe('ok');
  expect(codeOf(await add(house, BINH, 'k1'))).toBe('PASSKEY_TAKEN');
  for (let i = 2; i <= 20; i++) await add(house, AN, `k${i}`);
  expect(codeOf(await add(house, AN, 'k21'))).toBe('PASSKEYS_MANY');
  expect(await listOf(house, AN)).toHaveLength(20);
  expect(await listOf(house, BINH)).toEqual([]);
  const ledger = await house.ask<Paged<{ event: { type: string; name?: string } }>>({ type: 'ledger' });
  expect(ledger.items.filter(({ event }) => event.type === 'passkey.added')).toHaveLength(20);
});

it('one is removed by its owner or by those in charge, and by nobody else', async () => {
  const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
  await add(house, AN, 'k1');
  await add(house, NURSE, 'k2');
  const remove = async (who: typeof AN, id: string) =>
    codeOf(await house.keeper.execute(who, { type: 'passkey.remove', id }));
  expect(await remove(NURSE, 'k1')).toBe('PASSKEY_UNKNOWN');
  expect(await remove(AN, 'k1')).toBe('ok');
  expect(await remove(BINH, 'k2')).toBe('ok');
  expect(await remove(AN, 'k1')).toBe('PASSKEY_UNKNOWN');
});

it('a counter that does not move on is refused, and one that was removed is used no more; nobody but the edge may ask', async () => {
  const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
  await add(house, AN, 'k1');
  const use = async (counter: number, who = SYSTEM) =>
    codeOf(await house.keeper.execute(who, { type: 'passkey.used', id: 'k1', counter }));
  expect(await use(0)).toBe('ok');
  expect(await use(5)).toBe('ok');
  expect(await use(5)).toBe('PASSKEY_COUNTER');
  expect(await use(0)).toBe('PASSKEY_COUNTER');
  expect(await use(6, AN)).toBe('FORBIDDEN_ROLE');
  expect(codeOf(await house.keeper.ask(AN, { type: 'passkey', id: 'k1' }))).toBe('FORBIDDEN_ROLE');
  await house.keeper.execute(AN, { type: 'passkey.remove', id: 'k1' });
  expect(await use(7)).toBe('PASSKEY_UNKNOWN');
});
