import { describe, expect, it } from 'vitest';
import type {
  AuditView,
  DecisionDoneView,
  DecisionGroupView,
  DecisionRecordView,
  EffectView,
  IncidentView,
  LotFoundView,
  ManyView,
  OverviewView,
  RecallView,
} from '../../src/keeper/official-views.ts';
import type { AlertView, Paged } from '../../src/keeper/views.ts';
import { AN, BINH, GTIN, House, NURSE, OFFICIALS, PROVINCE, VIAL } from './house.ts';

const MORE = `demo: true
parcels:
  - { id: kien-2, gtin: "${GTIN}", lot: FK1234, doses: 60, unit: tu-1, since: 2026-11-22T00:00:00Z }
  - { id: kien-3, gtin: "${GTIN}", lot: FK1234, doses: 30, unit: tu-2, since: 2026-11-22T00:00:00Z }
`;

/** Two parcels lie in tu-1, which is too warm from minute 20 on: at 80 both are on hold. The third lies well in tu-2. */
async function breached(given = false): Promise<House> {
  const house = await House.open({ descriptions: [PROVINCE, OFFICIALS, MORE] });
  for (let minute = 0; minute <= 90; minute += 5) {
    house.now = minute;
    await house.send('do-1', [[minute, minute < 20 ? 5 : 10.4]]);
    await house.send('do-2', [[minute, 5]], { probe: 'a' });
    if (given && minute === 40)
      await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'tinh', doses: 12 });
  }
  return house;
}

const groupsOf = async (house: House) =>
  (await house.ask<Paged<DecisionGroupView>>({ type: 'decisions' })).items;
const ask = async <T>(house: House, who: typeof AN, query: Parameters<House['ask']>[0]): Promise<T> => {
  const answer = await house.keeper.ask(who, query);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value as T;
};

describe('an incident', () => {
  it('tells which rule was broken in which version, which parcels are concerned, where they are and what was given of them', async () => {
    const house = await breached(true);
    const [alert] = await house.alerts('unit-excursion');
    const view = await house.ask<IncidentView>({ type: 'incident', alert: alert?.id ?? '' });
    expect(view.unit).toEqual({ id: 'tu-1', name: 'Tủ 1' });
    expect(view.measured).toMatchObject({ minCelsius: 10.4, maxCelsius: 10.4 });
    expect(view.measured?.meanKineticCelsius).toBeCloseTo(10.4, 1);
    expect(
      view.rules.map(({ of, rule, version, peakCelsius }) => ({ of, rule, version, peakCelsius })),
    ).toEqual([
      { of: 'unit', rule: 'warm', version: 1, peakCelsius: 10.4 },
      { of: 'product', rule: 'heat', version: 1, peakCelsius: 10.4 },
    ]);
    expect(
      view.parcels.map(({ id, site, doses, broken }) => ({ id, site: site?.id, doses, broken })),
    ).toEqual([
      { id: 'kien-1', site: 'tinh', doses: 228, broken: true },
      { id: 'kien-2', site: 'tinh', doses: 60, broken: true },
    ]);
    expect(view.parcels.every(({ holder }) => holder?.id === 'tinh')).toBe(true);
    expect(view).toMatchObject({ dosesGiven: 12, dosesGivenAfterBreach: 0, parcelCount: 2 });
    expect(view.lots).toMatchObject([
      { lot: 'FK1234', parcels: 2, held: 2, doses: 288, places: ['Kho tỉnh'] },
    ]);
    expect(view.held).toMatchObject([{ holder: { name: 'Kho tỉnh' }, parcels: 2 }]);
  });

  it('is found again when it is over, the newest first', async () => {
    const house = await breached();
    const [alert] = await house.alerts('unit-excursion');
    await house.live('do-1', 95, 110, 5);
    await house.does(AN, { type: 'alert.acknowledge', alert: alert?.id ?? '', comment: 'Đã đóng cửa' });
    const closed = await house.ask<Paged<AlertView>>({ type: 'alerts.closed' });
    expect(closed.items.map(({ id }) => id)).toEqual([alert?.id]);
    const view = await house.ask<IncidentView>({ type: 'incident', alert: alert?.id ?? '' });
    expect(view.alert).toMatchObject({ state: 'resolved', acknowledged: { comment: 'Đã đóng cửa' } });
    expect(view.rules[0]?.end).not.toBeNull();
    await expect(house.ask({ type: 'incident', alert: 'no-such' })).rejects.toThrow('ALERT_UNKNOWN');
  });
});

describe('one decision about many parcels', () => {
  it('gathers the holds of one cause and lot, and tells beforehand what it would change at which gate', async () => {
    const house = await breached();
    const [group, ...others] = await groupsOf(house);
    expect(others).toEqual([]);
    expect(group).toMatchObject({ lot: 'FK1234', parcels: 2, doses: 300, sites: 1, origin: { id: 'tu-1' } });
    // Cooled down again: nothing but the holds keeps the lot back.
    await house.live('do-1', 95, 110, 5);
    const holds = group?.holdIds ?? [];
    const effect = (decision: 'release' | 'keep' | 'discard') =>
      ask<EffectView>(house, AN, { type: 'disposition.effect', holds, decision });
    const release = await effect('release');
    expect(release).toMatchObject({
      holds: 2,
      parcels: 2,
      sites: 1,
      doses: 300,
      dosesDiscarded: 0,
      refused: [],
    });
    expect(release.gates.map(({ site, before, after }) => [site, before.verdict, after.verdict])).toEqual([
      ['tinh', 'blocked', 'allowed'],
    ]);
    expect(release.approvers).toEqual([{ id: 'binh', name: 'Bình' }]);
    expect((await effect('keep')).gates.map(({ after }) => after.verdict)).toEqual(['blocked']);
    const discard = await effect('discard');
    expect(discard).toMatchObject({ dosesDiscarded: 300 });
    expect(discard.gates[0]?.after.reasons.map(({ code }) => code)).toEqual(['LOT_NOT_AT_SITE']);
    expect((await house.verdict('tinh')).verdict).toBe('blocked');
  });

  it('says the same before as the gate says after two officials released', async () => {
    const house = await breached();
    await house.live('do-1', 95, 110, 5);
    const [group] = await groupsOf(house);
    const holds = [...(group?.holdIds ?? []), 'no-such-hold'];
    const words = { reason: 'Còn trong hạn ổn định', evidence: 'Công văn 12/CDC' };
    const said = await house.does<ManyView>(AN, {
      type: 'dispositions.propose',
      holds,
      decision: 'release',
      ...words,
    });
    expect(said.done).toHaveLength(2);
    expect(said.refused).toMatchObject([{ id: 'no-such-hold', code: 'HOLD_UNKNOWN' }]);
    const dispositions = said.done.map(({ id }) => id);
    const own = await house.does<ManyView>(AN, { type: 'dispositions.approve', dispositions });
    expect(own.done).toEqual([]);
    expect(own.refused.map(({ code }) => code)).toEqual([
      'DISPOSITION_SAME_PERSON',
      'DISPOSITION_SAME_PERSON',
    ]);
    const [waiting] = (await ask<Paged<DecisionGroupView>>(house, BINH, { type: 'decisions' })).items;
    expect(waiting?.proposals).toMatchObject([
      { mine: false, mayApprove: true, ids: dispositions, approvers: [{ id: 'binh' }], ...words },
    ]);
    await house.does<ManyView>(BINH, { type: 'dispositions.approve', dispositions });
    expect((await house.verdict('tinh')).verdict).toBe('allowed');
    expect(await groupsOf(house)).toEqual([]);
    const done = await house.ask<Paged<DecisionDoneView>>({ type: 'decisions.done' });
    expect(done.items).toMatchObject([
      { decision: 'release', parcels: 2, proposedBy: 'An', approvedBy: 'Bình' },
    ]);
    const record = await house.ask<DecisionRecordView>({ type: 'decision', id: done.items[0]?.id ?? '' });
    expect(record).toMatchObject({ state: 'approved', parcels: 2, doses: 300, ...words });
    expect(record.items.map(({ gate }) => gate?.verdict)).toEqual(['allowed', 'allowed']);
  });

  it('keeps the hold when two officials say so, and may still release it later', async () => {
    const house = await breached();
    await house.live('do-1', 95, 110, 5);
    const decide = async (decision: 'keep' | 'release' | 'discard') => {
      const [group] = await groupsOf(house);
      const holds = group?.holdIds ?? [];
      const said = await house.does<ManyView>(AN, {
        type: 'dispositions.propose',
        holds,
        decision,
        reason: 'r',
        evidence: 'e',
      });
      return house.does<ManyView>(BINH, {
        type: 'dispositions.approve',
        dispositions: said.done.map(({ id }) => id),
      });
    };
    expect((await decide('keep')).done).toHaveLength(2);
    expect((await house.holds()).map(({ state }) => state)).toEqual(['open', 'open']);
    expect((await house.verdict('tinh')).verdict).toBe('blocked');
    expect((await decide('discard')).done).toHaveLength(2);
    expect((await house.verdict('tinh')).codes).toEqual(['LOT_NOT_AT_SITE']);
  });
});

describe('a recall', () => {
  it('finds the lot without diacritics, shows the effect, and then is so', async () => {
    const house = await breached(true);
    const found = await house.ask<Paged<LotFoundView>>({ type: 'lots', text: 'vac xin thu' });
    expect(found.items).toMatchObject([{ lot: 'FK1234', parcels: 3, doses: 318, sites: 2, recalled: null }]);
    expect((await house.ask<Paged<LotFoundView>>({ type: 'lots', text: 'bại liệt' })).items).toEqual([]);
    const effect = await ask<EffectView>(house, AN, { type: 'recall.effect', gtin: GTIN, lot: 'FK1234' });
    expect(effect).toMatchObject({ holds: 3, parcels: 3, sites: 2, doses: 318, dosesGiven: 12 });
    expect(effect.gates.map(({ site, before, after }) => [site, before.verdict, after.verdict])).toEqual([
      ['xa', 'allowed', 'blocked'],
      ['tinh', 'blocked', 'blocked'],
    ]);
    expect((await house.verdict('xa')).verdict).toBe('allowed');
    await house.does(AN, {
      type: 'lot.recall',
      gtin: GTIN,
      lot: 'FK1234',
      reason: 'Thông báo của nhà sản xuất',
    });
    expect((await house.verdict('xa')).verdict).toBe('blocked');
    const { items } = await house.ask<Paged<RecallView>>({ type: 'recalls' });
    expect(items).toMatchObject([{ lot: 'FK1234', by: 'An', open: 3, doses: 318, dosesGiven: 12 }]);
  });
});

describe('the audit', () => {
  it('searches the ledger from the newest on, by person, type and what is named, and goes on page by page', async () => {
    const house = await breached();
    await house.does(AN, { type: 'parcel.hold', parcel: 'kien-3', reason: 'Nghi ngờ nhãn' });
    const search = (more: Record<string, string | number>) =>
      house.ask<AuditView>({ type: 'ledger.search', ...more });
    const byAn = await search({ by: 'an' });
    expect(byAn.items).toMatchObject([{ type: 'hold.placed', byName: 'An', event: { parcel: 'kien-3' } }]);
    expect(byAn.items[0]?.words.vi).toBe(
      'Tạm dừng sử dụng kiện kien-3 (lô FK1234) do người có thẩm quyền yêu cầu: Nghi ngờ nhãn.',
    );
    expect(byAn.items[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    const holds = await search({ kind: 'hold', limit: 2 });
    expect(holds.items).toHaveLength(2);
    const rest = await search({ kind: 'hold', limit: 2, cursor: holds.next ?? '' });
    expect([...holds.items, ...rest.items].map(({ seq }) => seq)).toEqual(
      [...holds.items, ...rest.items].map(({ seq }) => seq).sort((a, b) => b - a),
    );
    expect(rest.items.map(({ type }) => type)).toEqual(['hold.placed']);
    expect((await search({ text: 'nghi ngo' })).items).toHaveLength(1);
    const answer = await house.keeper.ask({ ...AN, site: 'xa' }, { type: 'ledger.search' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN_PLACE' } });
  });
});

describe('the overview', () => {
  it('counts what waits for a decision, and the sites that were silent today', async () => {
    const house = await breached();
    await house.wait(150);
    expect(await house.ask<OverviewView>({ type: 'overview' })).toMatchObject({
      holdsToDecide: 1,
      proposalsWaiting: 0,
      tripsUnderWay: 0,
      recalls: 0,
      silentToday: [
        { site: 'xa', name: 'Trạm y tế xã', now: true },
        { site: 'tinh', name: 'Kho tỉnh', now: true },
      ],
    });
    const [group] = await groupsOf(house);
    const holds = group?.holdIds ?? [];
    await house.does(AN, {
      type: 'dispositions.propose',
      holds,
      decision: 'keep',
      reason: 'r',
      evidence: 'e',
    });
    expect(await house.ask<OverviewView>({ type: 'overview' })).toMatchObject({
      holdsToDecide: 0,
      proposalsWaiting: 1,
    });
  });
});
