/** Doses that a count set apart, when that count is taken back: what is no more is on no hold, and nothing else is lifted. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ParcelView } from '../../src/keeper/views.ts';
import { actorOf, codeOf, deliver, hashOf, Phone, ROAD, statuses, uuid } from './custody-house.ts';
import { House, iso } from './house.ts';

let house: House;
let kho: Phone;
let hoTong: Phone;

beforeEach(async () => {
  house = await House.open({ now: 1, descriptions: [ROAD] });
  kho = await Phone.enrolled(house, 'kho');
  hoTong = await Phone.enrolled(house, 'ho.tong');
  house.now = 30;
});

const sent = async (by: string, ...events: unknown[]) => statuses(await deliver(house, by, events));
const parts = async () =>
  (await house.ask<{ items: ParcelView[] }>({ type: 'parcels', limit: 100 })).items.filter(
    ({ parent }) => parent === 'kien-1',
  );
const open = async (parcel: string) =>
  (await house.holds(parcel)).filter(({ state }) => state === 'open').map(({ kind }) => kind);

function handoff(missing: number, refused: number) {
  const id = uuid(10);
  const offered = kho.says(10, {
    ...{ type: 'handoff.offered', handoff: id, boxes: [], place: 'tinh' },
    ...{ parcels: [{ parcel: 'kien-1', doses: 240 }], to: { kind: 'person', id: 'ho.tong' } },
    ...{ codeHash: hashOf(codeOf(id)), validUntil: iso(70) },
  });
  const doses = 240 - missing - refused;
  const taken = hoTong.says(12, {
    ...{ type: 'handoff.taken', handoff: id, code: codeOf(id), boxes: [], place: 'tinh', reason: 'đếm' },
    parcels: [{ parcel: 'kien-1', doses, refused, missing, vvm: 1, freezeIndicator: null, damage: null }],
  });
  const withdrawn = kho.says(11, { type: 'handoff.withdrawn', handoff: id, reason: 'nhầm' });
  return { offered, taken, withdrawn };
}

describe('doses that were missing or refused, and whose count is taken back', () => {
  it('go back to their parcel, and every hold the service put on the portion ends', async () => {
    const { offered, taken, withdrawn } = handoff(5, 7);
    await sent('ho.tong', offered, taken);
    // Nobody watches what nobody found.
    await house.wait(3 * 24 * 60);
    const before = await parts();
    expect(before.map(({ doses }) => doses).sort()).toEqual([5, 7]);
    const kinds = await Promise.all(before.map(({ id }) => open(id)));
    expect(kinds.toSorted()).toEqual([['custody', 'unmonitored'], ['unmonitored']]);
    await sent('kho', withdrawn);
    const after = await parts();
    expect(after.map(({ doses }) => doses)).toEqual([0, 0]);
    for (const { id } of after) expect(await open(id)).toEqual([]);
    expect((await house.parcel('kien-1')).doses).toBe(240);
    // What became of the parcel itself is another question, and not answered by it.
    expect(await open('kien-1')).toEqual(['unmonitored', 'custody']);
    await house.restart();
    await house.keeper.tick();
    for (const { id } of after) expect(await open(id)).toEqual([]);
  });

  it('keep the hold that a person put on them: what worried that person is for people to end', async () => {
    const { offered, taken, withdrawn } = handoff(0, 7);
    await sent('ho.tong', offered, taken);
    const [part] = await parts();
    await house.does(actorOf('an'), {
      ...{ type: 'parcel.hold', parcel: part?.id ?? '', reason: 'nhãn rách' },
    });
    await sent('kho', withdrawn);
    expect((await parts()).map(({ doses }) => doses)).toEqual([0]);
    expect(await open(part?.id ?? '')).toEqual(['manual']);
  });
});
