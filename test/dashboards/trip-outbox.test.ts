import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOtherOffset, offsetFrom } from '../../dashboards/web/src/trip/clock-offset.ts';
import {
  type Count,
  type Counting,
  celsiusOf,
  countedOf,
  countsFor,
  isCounted,
  isShort,
  splitOf,
} from '../../dashboards/web/src/trip/draft.ts';
import {
  again,
  answered,
  isLineTrouble,
  newItem,
  nextBatch,
  type OutboxItem,
  tallyOf,
  tryFailed,
} from '../../dashboards/web/src/trip/outbox.ts';
import { isHeldBy, parcelsNow } from '../../dashboards/web/src/trip/possession.ts';
import type { CustodyEvent, HandoffOffered, HandoffTaken } from '../../src/custody/types.ts';
import type { ReceiptView, RecordedView, TripView } from '../../src/keeper/custody-views.ts';

const AT = Date.parse('2026-11-23T03:00:00Z');
const iso = (minutes: number) => new Date(AT + minutes * 60_000).toISOString();
const said = (minutes: number, by: string) => ({
  ...{ v: 1 as const, id: `event-${minutes}`, by, shipment: 'chuyen-1', offsetMs: 0 },
  ...{ at: iso(minutes), deviceAt: iso(minutes) },
});
const opened = (id: string, shipment: string): CustodyEvent => ({
  ...said(0, 'ty'),
  ...{ id, shipment, type: 'box.opened', unit: 'hom-1', reason: 'Kiểm tra' },
});
const item = (seq: number, change: Partial<OutboxItem> = {}): OutboxItem => ({
  ...newItem({ body: opened(`e${seq}`, 'chuyen-1'), key: 'k', signature: 's' }, AT),
  seq,
  ...change,
});
const receipt: ReceiptView = {
  ...{ v: 1, event: 'e1', recordedAt: iso(1), ledgerSeq: 7, leaf: 'ab', key: 'key', signature: 'sig' },
};
const answer = (status: RecordedView['status'], change: Partial<RecordedView> = {}): RecordedView => ({
  ...{ id: 'e1', status, code: null, message: null, vi: null, en: null, receipt },
  ...change,
});

describe('the outbox', () => {
  test('sends in the order in which things were recorded, and nothing twice that has its receipt', () => {
    const items = [item(3), item(1, { state: 'confirmed' }), item(2), item(4, { state: 'refused' }), item(5)];
    expect(nextBatch(items, 0).map(({ seq }) => seq)).toEqual([2, 3, 5]);
    expect(nextBatch(items, 2).map(({ seq }) => seq)).toEqual([3, 5]);
    expect(nextBatch(items, 0, 1).map(({ seq }) => seq)).toEqual([2]);
  });

  const outcomes: [RecordedView['status'], boolean, OutboxItem['state']][] = [
    ['accepted', true, 'confirmed'],
    ['duplicate', true, 'confirmed'],
    ['waiting', true, 'confirmed'],
    ['conflict', true, 'conflict'],
    ['refused', true, 'refused'],
    ['refused', false, 'refused'],
    ['accepted', false, 'waiting'],
    ['duplicate', false, 'waiting'],
    ['conflict', false, 'waiting'],
  ];
  test.each(outcomes)(
    'what is answered "%s" with a receipt that holds: %s, is then %s',
    (status, holds, state) => {
      const after = answered(item(1), answer(status), holds, AT);
      expect(after.state).toBe(state);
      expect(after.tries).toBe(1);
      expect(after.receipt === null).toBe(!holds);
      if (state === 'waiting') expect(after.trouble?.code).toBe('RECEIPT_INVALID');
    },
  );

  test('never says "confirmed" without a receipt, and never loses an item, whatever happens in whatever order', () => {
    const status = fc.constantFrom('accepted', 'duplicate', 'waiting', 'conflict', 'refused');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('answer' as const), at: fc.nat(4), status, holds: fc.boolean() }),
      fc.record({ kind: fc.constant('fail' as const), at: fc.nat(4) }),
      fc.record({ kind: fc.constant('again' as const), at: fc.nat(4) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let items = [1, 2, 3, 4, 5].map((seq) => item(seq));
        for (const each of steps) {
          items = items.map((one, i) => {
            if (i !== each.at) return one;
            if (each.kind === 'again') return again(one);
            // Only what waits is ever sent.
            if (one.state !== 'waiting') return one;
            return each.kind === 'fail'
              ? tryFailed(one, { code: 'network', status: 0, said: null, at: AT })
              : answered(one, answer(each.status as RecordedView['status']), each.holds, AT);
          });
        }
        expect(items.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
        for (const { state, receipt: kept } of items)
          if (state === 'confirmed' || state === 'conflict') expect(kept).not.toBeNull();
        const { waiting, refused, conflict } = tallyOf(items);
        expect(waiting + refused + conflict + items.filter(({ state }) => state === 'confirmed').length).toBe(
          5,
        );
      }),
    );
  });

  test('a refused item is sent again only by hand, with the words of the service beside it until then', () => {
    const refused = answered(
      item(1),
      answer('refused', { code: 'HANDOFF_EXPIRED', vi: 'Quá hạn', en: 'Late' }),
      false,
      AT,
    );
    expect(refused.trouble).toMatchObject({ code: 'HANDOFF_EXPIRED', said: { vi: 'Quá hạn', en: 'Late' } });
    expect(nextBatch([refused], 0)).toEqual([]);
    expect(nextBatch([again(refused)], 0)).toHaveLength(1);
    expect(again(item(1, { state: 'conflict' })).state).toBe('conflict');
  });

  test('what was signed by a phone whose key the service does not know yet goes on waiting for it', () => {
    const early = answered(item(1), answer('refused', { code: 'EVENT_KEY_UNKNOWN' }), false, AT);
    expect(early).toMatchObject({ state: 'waiting', tries: 1, trouble: { code: 'EVENT_KEY_UNKNOWN' } });
  });

  test.each([
    [0, true],
    [401, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [413, false],
  ])('a failure of status %i stops everything behind it: %s', (status, stops) => {
    expect(isLineTrouble(status)).toBe(stops);
  });
});

describe('the distance of the phone’s clock', () => {
  test('is the service’s time less the middle of the way there and back', () => {
    const found = offsetFrom('Mon, 23 Nov 2026 03:10:00 GMT', AT, AT + 200);
    expect(found).toEqual({ ms: 600_400, learnedAt: AT + 200 });
  });
  test.each([
    ['no date', null, 0, 100],
    ['nonsense', 'soon', 0, 100],
    ['an answer that took too long', 'Mon, 23 Nov 2026 03:10:00 GMT', 0, 4_001],
    ['a clock that was turned back meanwhile', 'Mon, 23 Nov 2026 03:10:00 GMT', 100, 0],
  ])('is not learned from %s', (_, date, sent, received) => {
    expect(offsetFrom(date, AT + sent, AT + received)).toBeNull();
  });
  test('stays as it is for a jitter that Date cannot tell', () => {
    const at = (ms: number) => ({ ms, learnedAt: AT });
    expect(isOtherOffset(null, at(0))).toBe(true);
    expect(isOtherOffset(at(0), at(1_500))).toBe(false);
    expect(isOtherOffset(at(0), at(-1_501))).toBe(true);
  });
});

describe('counting', () => {
  const count = (change: Partial<Count>): Count => ({
    ...(countsFor([{ parcel: 'kien-1', doses: 100 }])[0] as Count),
    ...change,
  });
  const rows: [string, Partial<Count>, ReturnType<typeof splitOf>][] = [
    ['nothing said', {}, null],
    ['all there', { result: 'all' }, { doses: 100, refused: 0, missing: 0 }],
    ['95 of them there', { result: 'short', accepted: '95' }, { doses: 95, refused: 0, missing: 5 }],
    ['none there', { result: 'short', accepted: '0' }, { doses: 0, refused: 0, missing: 100 }],
    ['some missing, but not how many', { result: 'short' }, null],
    ['everything refused', { result: 'refused' }, { doses: 0, refused: 100, missing: 0 }],
    ['all but 40 refused', { result: 'refused', accepted: '40' }, { doses: 40, refused: 60, missing: 0 }],
    ['as many as offered, yet short', { result: 'short', accepted: '100' }, null],
    ['more than was offered', { result: 'refused', accepted: '101' }, null],
    ['a fraction', { result: 'short', accepted: '9,5' }, null],
    ['a minus', { result: 'short', accepted: '-3' }, null],
  ];
  test.each(rows)('%s', (_, change, split) => {
    expect(splitOf(count(change))).toEqual(split);
  });

  test('always adds up to what was offered', () => {
    const result = fc.constantFrom('all', 'short', 'refused', null);
    fc.assert(
      fc.property(fc.nat(2_000), result, fc.string({ maxLength: 5 }), (offered, result, accepted) => {
        const split = splitOf(count({ offered, result, accepted }));
        if (split !== null) expect(split.doses + split.refused + split.missing).toBe(offered);
      }),
    );
  });

  test('is an event only when each indicator was looked at', () => {
    const looked = { result: 'all', vvm: 'none', freeze: 'ok', damage: '  ' } as const;
    expect(countedOf(count(looked))).toMatchObject({ vvm: null, freezeIndicator: 'ok', damage: null });
    expect(countedOf(count({ ...looked, vvm: null }))).toBeNull();
    expect(countedOf(count({ ...looked, freeze: null }))).toBeNull();
  });

  test('of less than everything is signed only with a reason', () => {
    const counting = (change: Partial<Counting>): Counting => ({
      counts: [count({ result: 'short', accepted: '1', vvm: 1, freeze: 'none' })],
      ...{ found: [], reason: '', ...change },
    });
    expect(isShort(counting({}))).toBe(true);
    expect(isCounted(counting({}), 'summary')).toBe(false);
    expect(isCounted(counting({ reason: 'Vỡ' }), 'summary')).toBe(true);
    const box = { unit: 'hom-1', seal: '', celsius: 'nóng', sealIntact: true };
    expect(isCounted(counting({ reason: 'Vỡ', found: [box] }), 'summary')).toBe(false);
  });

  test.each([
    ['8,4', 8.4],
    ['8.4', 8.4],
    ['−3', -3],
    ['-3,25', -3.25],
    ['', null],
    ['8,4 độ', Number.NaN],
    ['900', Number.NaN],
  ])('a temperature typed as "%s" is %d', (typed, value) => {
    expect(celsiusOf(typed)).toEqual(value);
  });
});

describe('who holds a parcel now, without a network', () => {
  const trip = {
    asOf: iso(0),
    handoffs: [],
    parcels: [{ id: 'kien-1', doses: 100, holder: { kind: 'site', id: 'tinh', name: 'Kho tỉnh' } }],
  } as unknown as TripView;
  const offered = (minutes: number, handoff: string, to: HandoffOffered['to']): HandoffOffered => ({
    ...said(minutes, 'lan'),
    ...{ type: 'handoff.offered', handoff, to, parcels: [{ parcel: 'kien-1', doses: 100 }], boxes: [] },
    ...{ place: null, codeHash: '', validUntil: iso(600) },
  });
  const taken = (minutes: number, handoff: string, doses: number): HandoffTaken => ({
    ...said(minutes, 'ty'),
    ...{ type: 'handoff.taken', handoff, code: '', boxes: [], reason: null, place: null },
    parcels: [
      { parcel: 'kien-1', doses, refused: 0, missing: 0, vvm: null, freezeIndicator: null, damage: null },
    ],
  });
  const ty = { username: 'ty', site: 'tinh' };
  const hoa = { username: 'hoa', site: 'ea-kao' };
  const whose = (events: CustodyEvent[]) => {
    const [parcel] = parcelsNow(trip, events);
    if (parcel === undefined) throw new Error('the parcel is gone');
    return parcel;
  };

  test('the depot until somebody has taken it, not while it is only offered', () => {
    const offer = offered(10, 'h1', { kind: 'person', id: 'ty' });
    expect(whose([offer]).heldBy).toMatchObject({ kind: 'site', id: 'tinh' });
    expect(isHeldBy(whose([offer, taken(11, 'h1', 100)]), ty)).toBe(true);
  });

  test('whoever took it last by the clocks, in whatever order it is known, with the doses that were counted', () => {
    const events = [
      offered(10, 'h1', { kind: 'person', id: 'ty' }),
      taken(11, 'h1', 100),
      offered(60, 'h2', { kind: 'site', id: 'ea-kao' }),
      taken(61, 'h2', 95),
    ];
    for (const order of [events, events.toReversed()]) {
      const parcel = whose(order);
      expect([isHeldBy(parcel, hoa), isHeldBy(parcel, ty), parcel.doses]).toEqual([true, false, 95]);
    }
  });

  test('what was signed here, while the service waits for another phone before it counts it', () => {
    const told = (from: number, holder: object) => {
      const leg = { from: iso(from) } as TripView['parcels'][number]['leg'];
      const [parcel] = trip.parcels;
      const handoffs = [
        { id: 'h2', state: 'complete', to: { kind: 'site', id: 'ea-kao' }, given: { by: 'ty' } },
      ];
      return {
        ...trip,
        asOf: iso(120),
        handoffs,
        parcels: [{ ...parcel, holder, leg }],
      } as unknown as TripView;
    };
    const events = [offered(60, 'h2', { kind: 'site', id: 'ea-kao' }), taken(61, 'h2', 95)];
    const [gap] = parcelsNow(told(0, { kind: 'site', id: 'tinh', name: 'Kho tỉnh' }), events);
    expect(gap).toMatchObject({ doses: 95, heldBy: { id: 'ea-kao' }, ahead: { from: 'lan', at: iso(61) } });
    // Nothing is missing once the service has moved it, here or further on.
    for (const [from, id] of [
      [61, 'ea-kao'],
      [90, 'tram-khac'],
    ] as const) {
      const [whole] = parcelsNow(told(from, { kind: 'site', id, name: id }), events);
      expect(whole).toMatchObject({ doses: 100, heldBy: { id } });
      expect(whole?.ahead).toBeUndefined();
    }
  });

  test('still the giver when everything was refused', () => {
    const events = [offered(10, 'h1', { kind: 'person', id: 'ty' }), taken(11, 'h1', 0)];
    expect(whose(events).heldBy).toMatchObject({ kind: 'site', id: 'tinh' });
  });
});
