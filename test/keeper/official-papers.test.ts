import { expect, it } from 'vitest';
import type { RecordProofView } from '../../src/keeper/custody-views.ts';
import type { DecisionGroupView, ManyView, RecallNoticeView } from '../../src/keeper/official-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import type { DecisionPaperData, RecallNoticeData } from '../../src/papers/types.ts';
import { AN, BINH, GTIN, House, NURSE, OFFICIALS, PROVINCE, VIAL } from './house.ts';

const URL = 'https://giulanh.example/quyet-dinh/1';
const MORE = `demo: true
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, phone: "+842623851234" }
parcels:
  - { id: kien-2, gtin: "${GTIN}", lot: FK1234, doses: 60, unit: tu-1, since: 2026-11-22T00:00:00Z }
  - { id: kien-3, gtin: "${GTIN}", lot: FK1234, doses: 30, unit: tu-2, since: 2026-11-22T00:00:00Z }
`;

/** Two parcels lie in tu-1, which is too warm from minute 20 to 90; twelve doses were given at 40. */
async function decided(approve: boolean): Promise<{ house: House; id: string }> {
  const house = await House.open({ descriptions: [PROVINCE, OFFICIALS, MORE] });
  for (let minute = 0; minute <= 110; minute += 5) {
    house.now = minute;
    await house.send('do-1', [[minute, minute < 20 || minute > 90 ? 5 : 10.4]]);
    await house.send('do-2', [[minute, 5]], { probe: 'a' });
    if (minute === 40)
      await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'tinh', doses: 12 });
  }
  const [group] = (await house.ask<Paged<DecisionGroupView>>({ type: 'decisions' })).items;
  const holds = group?.holdIds ?? [];
  const words = { reason: 'Còn trong hạn ổn định', evidence: 'Văn bản số 12/CDC' };
  const said = await house.does<ManyView>(AN, {
    type: 'dispositions.propose',
    holds,
    decision: 'release',
    ...words,
  });
  const dispositions = said.done.map(({ id }) => id);
  house.now = 112;
  if (approve) await house.does<ManyView>(BINH, { type: 'dispositions.approve', dispositions });
  return { house, id: dispositions[0] ?? '' };
}

it('a decision’s paper tells the curve, the rule with its source, the parcels then and now, the doses given, both officials and the leaf', async () => {
  const { house, id } = await decided(true);
  const paper = await house.ask<DecisionPaperData>({ type: 'decision.paper', id, url: URL });
  expect(paper.breaches).toHaveLength(1);
  expect(paper.breaches[0]).toMatchObject({
    unit: 'Tủ 1',
    site: 'Kho tỉnh',
    peakCelsius: 10.4,
    unknown: 0,
    present: true,
    parcels: 2,
  });
  expect(paper.breaches[0]?.rule).toMatch(/^Trên 8,0\s°C/);
  expect(paper.breaches[0]?.source).toMatch(/^Quy định bảo quản phiên bản 1/);
  expect((paper.breaches[0]?.end ?? 0) - (paper.breaches[0]?.start ?? 0)).toBe(75 * 60_000);
  expect(paper.breaches[0]?.beyond).toBe(75 * 60_000);
  expect(paper.parcels.map(({ name, wasIn, doses, given }) => ({ name, wasIn, doses, given }))).toEqual([
    { name: 'kien-1', wasIn: 'Tủ 1', doses: 228, given: 12 },
    { name: 'kien-2', wasIn: 'Tủ 1', doses: 60, given: 0 },
  ]);
  expect(paper).toMatchObject({
    decision: 'release',
    given: { doses: 12, afterBreach: 0 },
    proposed: { name: 'An', roles: 'cán bộ quản lý' },
    approved: { name: 'Bình', roles: 'cán bộ quản lý' },
    gates: [{ lot: 'FK1234', site: 'Kho tỉnh', verdict: 'allowed' }],
    causes: [],
  });
  const proof = await house.ask<RecordProofView>({ type: 'decision.proof', id });
  expect(proof.events.map(({ entry }) => [entry.type, entry.by])).toEqual([
    ['disposition.proposed', 'an'],
    ['disposition.proposed', 'an'],
    ['disposition.approved', 'binh'],
    ['disposition.approved', 'binh'],
  ]);
  expect(proof.events.find(({ entry }) => entry.hash === paper.proof.hash)?.entry).toMatchObject({
    type: 'disposition.approved',
    event: { disposition: id },
  });
});

it('a proposal that nobody approved is a paper that says so, proven by its proposal', async () => {
  const { house, id } = await decided(false);
  const paper = await house.ask<DecisionPaperData>({ type: 'decision.paper', id, url: URL });
  expect(paper.approved).toBeNull();
  expect(paper.gates[0]?.verdict).toBe('blocked');
  const proof = await house.ask<RecordProofView>({ type: 'decision.proof', id });
  expect(proof.events.map(({ entry }) => entry.hash)).toContain(paper.proof.hash);
  await expect(house.ask({ type: 'decision.paper', id: 'no-such', url: URL })).rejects.toThrow(
    'DISPOSITION_UNKNOWN',
  );
});

it('a recall tells every place its doses, whom to call, what was given, and is proven', async () => {
  const house = await House.open({ descriptions: [PROVINCE, OFFICIALS, MORE] });
  for (const minute of [0, 5]) {
    house.now = minute;
    await house.send('do-1', [[minute, 5]]);
    await house.send('do-2', [[minute, 5]], { probe: 'a' });
  }
  await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'tinh', doses: 12 });
  await expect(house.ask({ type: 'recall', gtin: GTIN, lot: 'FK1234' })).rejects.toThrow('RECALL_UNKNOWN');
  await house.does(AN, { type: 'lot.recall', gtin: GTIN, lot: 'FK1234', reason: 'Thông báo 7/QLD' });
  const seen = await house.ask<RecallNoticeView>({ type: 'recall', gtin: GTIN, lot: 'FK1234' });
  expect(seen.places[0]).toMatchObject({ site: 'tinh', name: 'Kho tỉnh', phone: '+842623851234' });
  expect(seen.places.reduce((sum, { doses }) => sum + doses, 0)).toBe(240 + 60 + 30 - 12);
  expect(seen.given).toEqual([{ site: 'tinh', name: 'Kho tỉnh', doses: 12 }]);
  expect(seen.steps.length).toBeGreaterThan(3);
  const paper = await house.ask<RecallNoticeData>({
    type: 'recall.paper',
    gtin: GTIN,
    lot: 'FK1234',
    url: URL,
  });
  expect(paper).toMatchObject({ reason: 'Thông báo 7/QLD', recalled: { name: 'An' }, proof: { url: URL } });
  const proof = await house.ask<RecordProofView>({ type: 'recall.proof', gtin: GTIN, lot: 'FK1234' });
  expect(proof.events.map(({ entry }) => [entry.type, entry.hash])).toEqual([
    ['lot.recalled', paper.proof.hash],
  ]);
});
