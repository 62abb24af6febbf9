import { describe, expect, test } from 'vitest';
import { foldHandoff } from '../../src/custody/handoff.ts';
import { nextChange } from '../../src/custody/handoff-state.ts';
import type { KeptEvent } from '../../src/custody/types.ts';
import {
  at,
  commune,
  counted,
  ctx,
  type Deal,
  depot,
  handed,
  handoffId,
  kept,
  MINUTE,
  minh,
  offered,
} from './custody-fixture.ts';

const all = [{ parcel: 'P1', doses: 100 }];
const deal: Deal = { by: 'lan', to: commune, taker: 'hoa', parcels: all, boxes: ['box-1'] };
const stand = (events: readonly KeptEvent[], hours: number, offline = false) => {
  const handoff = foldHandoff(events, {
    ...ctx({ now: at(hours), offline: () => offline }),
    id: handoffId(10),
    from: depot,
  });
  if (handoff === null) throw new Error('no handoff');
  return handoff;
};
const found = { handoff: handoffId(10), parcels: [counted('P1', 100)], boxes: [], reason: 'no phone' };
const oneSided = (hours: number, by = 'lan') =>
  kept(12, hours, by, {
    type: 'handoff.one-sided',
    ...found,
    receiver: { name: 'An', phone: '', signature: null },
    place: null,
  });
const confirmed = (hours: number, by = 'hoa') => kept(13, hours, by, { type: 'handoff.confirmed', ...found });
const withdrawn = (hours: number, by = 'lan') =>
  kept(14, hours, by, { type: 'handoff.withdrawn', handoff: handoffId(10), reason: 'wrong box' });

describe('one side alone', () => {
  const minute = MINUTE / 3_600_000;
  const offer = [offered(10, 0, deal)];
  const taking = handed(10, -0.1, deal).slice(1);
  const claim = [...offer, oneSided(0)];
  test.each([
    ['an offer', offer, 2 - minute, false, 'offered'],
    ['an offer of two hours ago', offer, 2, false, 'disputed'],
    ['an offer to somebody without a signal', offer, 2, true, 'waiting'],
    ['… for 72 hours', offer, 72, true, 'waiting'],
    ['… and no longer: nobody said that anything changed hands', offer, 72 + minute, true, 'expired'],
    ['an offer that nobody took', offer, 72 + minute, false, 'expired'],
    ['a taking whose offer did not come', taking, 2 - minute, false, 'waiting'],
    ['… after two hours', taking, 2, false, 'disputed'],
    ['… while the giver has no signal', taking, 72, true, 'waiting'],
    ['… after 72 hours', taking, 72 + minute, true, 'disputed'],
    ['a record of somebody without a phone', claim, 2 - minute, false, 'waiting'],
    ['… after two hours', claim, 2, false, 'disputed'],
    ['… while the site has no signal', claim, 72, true, 'waiting'],
    ['… and it never expires by itself', claim, 500, true, 'disputed'],
  ])('%s', (_name, events, hours, offline, state) => {
    const handoff = stand(events, hours, offline);
    expect(handoff.state).toBe(state);
    expect(handoff.completedAt).toBeNull();
  });

  test('the service looks again when two hours and when 72 are over', () => {
    expect(nextChange(stand(offer, 1), at(1))).toBe(at(2));
    expect(nextChange(stand(offer, 3), at(3))).toBe(at(72) + 1);
    expect(nextChange(stand(handed(10, 0, deal), 3), at(3))).toBeNull();
  });
});

describe('both sides', () => {
  test('a second side that comes days later and was signed in time completes it at its own instant', () => {
    expect(stand(handed(10, 0, { ...deal, after: 5 }), 300)).toMatchObject({
      state: 'complete',
      completedAt: at(5),
    });
  });

  test('the receiving site confirms what was recorded without a phone: it counts from then on', () => {
    const events = [offered(10, 0, deal), oneSided(0.2), confirmed(30)];
    expect(stand(events, 40)).toMatchObject({
      state: 'complete',
      completedAt: at(0.2),
      receiver: { name: 'An' },
    });
  });

  test.each([
    ['the giver', confirmed(3, 'lan')],
    ['another site', confirmed(3, 'cuc')],
    ['anybody after 72 hours', confirmed(73)],
  ])('%s cannot confirm it', (_name, event) => {
    expect(stand([offered(10, 0, deal), oneSided(0), event], 100).state).toBe('disputed');
  });

  test('somebody else cannot record it one-sided', () => {
    expect(stand([offered(10, 0, deal), oneSided(0.1, 'cuc')], 1)).toMatchObject({
      state: 'offered',
      receiver: null,
    });
  });

  test('withdrawn before anybody took it: nothing happened', () => {
    expect(stand([offered(10, 0, deal), withdrawn(1)], 3).state).toBe('withdrawn');
  });

  test('a withdrawal after it was taken does not count', () => {
    expect(stand([...handed(10, 0, deal), withdrawn(1)], 3).state).toBe('complete');
  });

  test('taken although it had been withdrawn: the two sides contradict each other', () => {
    const handoff = stand([...handed(10, 0, { ...deal, after: 2 }), withdrawn(1)], 3);
    expect(handoff).toMatchObject({ state: 'disputed', completedAt: null });
  });

  test('nothing taken is refused', () => {
    const events = handed(10, 0, { ...deal, counted: [counted('P1', 0, { refused: 100 })] });
    expect(stand(events, 3)).toMatchObject({
      state: 'refused',
      discrepancies: [{ kind: 'refused', doses: 100 }],
    });
  });

  test('what differs is listed and does not stop it', () => {
    const odd = counted('P1', 97, {
      refused: 2,
      missing: 1,
      vvm: 3,
      freezeIndicator: 'tripped',
      damage: 'wet',
    });
    const [offer, taken] = handed(10, 0, { ...deal, counted: [odd] });
    if (taken.body.type !== 'handoff.taken') throw new Error('not a taking');
    const boxes = [{ unit: 'box-1', seal: 'B2', sealIntact: false, celsius: 9 }];
    const handoff = stand([offer, { ...taken, body: { ...taken.body, boxes } }], 3);
    expect(handoff.state).toBe('complete');
    expect(handoff.discrepancies).toEqual([
      { kind: 'missing', parcel: 'P1', doses: 1, offered: 100 },
      { kind: 'refused', parcel: 'P1', doses: 2, offered: 100 },
      { kind: 'vvm', parcel: 'P1', stage: 3 },
      { kind: 'freeze-indicator', parcel: 'P1' },
      { kind: 'damage', parcel: 'P1', text: 'wet' },
      { kind: 'seal', unit: 'box-1', offered: 'A1', found: 'B2' },
    ]);
  });

  test('the order in which the sides arrive means nothing', () => {
    const events = [...handed(10, 0, deal), oneSided(0.3), confirmed(4), withdrawn(6)];
    expect(stand(events.toReversed(), 10)).toEqual(stand(events, 10));
  });

  test('neither side: there is no handoff', () => {
    expect(foldHandoff([withdrawn(1)], { ...ctx(), id: handoffId(10), from: minh })).toBeNull();
  });
});
