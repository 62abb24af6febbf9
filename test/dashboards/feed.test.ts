import { describe, expect, test } from 'vitest';
import {
  type FeedEvent,
  type FeedState,
  RETRY_MS_MAX,
  retryDelay,
  START,
  step,
} from '../../dashboards/web/src/live/feed.ts';
import { parcelsOnHold } from '../../dashboards/web/src/live/picture.ts';
import { alert, delta, hold, snapshot, unit } from './views.ts';

const feedAfter = (events: FeedEvent[], from: FeedState = START) => {
  let last = step(from, { type: 'start' }, 0);
  for (const event of events) last = step(last.state, event, 0);
  return last;
};
const frame = (value: ReturnType<typeof snapshot> | ReturnType<typeof delta>, at = 0): FeedEvent => ({
  type: 'frames',
  frames: [value],
  at,
});

describe('the live feed', () => {
  test('starts by connecting, and shows nothing before the snapshot', () => {
    const { state, effects } = feedAfter([]);
    expect(effects).toEqual([{ type: 'connect' }]);
    expect(state.picture).toBeNull();
  });

  test('a snapshot and the deltas that follow it directly make one picture', () => {
    const warm = unit({ celsius: 9.1, state: 'watching' });
    const { state, effects } = feedAfter([
      frame(snapshot(7)),
      frame(delta(8, { units: [warm], alerts: [alert()] })),
      frame(delta(9, { holds: [hold()] })),
    ]);
    expect(state.phase).toBe('live');
    expect(effects).toEqual([]);
    expect(state.picture?.revision).toBe(9);
    expect(state.picture?.units.get('tu-1')).toEqual(warm);
    expect([...(state.picture?.alerts.keys() ?? [])]).toEqual(['alert-1']);
    expect([...(state.picture?.holds.keys() ?? [])]).toEqual(['hold-1']);
  });

  test('a resolved alert and an ended hold leave the picture', () => {
    const { state } = feedAfter([
      frame(snapshot(1, { alerts: [alert()], holds: [hold()] })),
      frame(delta(2, { alerts: [alert({ state: 'resolved' })], holds: [hold({ state: 'released' })] })),
    ]);
    expect(state.picture?.alerts.size).toBe(0);
    expect(state.picture?.holds.size).toBe(0);
  });

  test.each([
    ['a frame is missing', 12],
    ['a frame comes twice', 10],
    ['an older frame comes late', 9],
  ])('when %s a new snapshot is fetched, and the delta is not applied', (_case, revision) => {
    const { state, effects } = feedAfter([
      frame(snapshot(10)),
      frame(delta(revision, { units: [unit({ celsius: 30 })] })),
    ]);
    expect(effects).toEqual([{ type: 'connect' }]);
    expect(state.phase).toBe('connecting');
    expect(state.picture?.units.get('tu-1')?.celsius).toBe(4.6);
  });

  test('deltas before the awaited snapshot change nothing', () => {
    const { state } = feedAfter([
      frame(snapshot(1)),
      { type: 'refresh' },
      frame(delta(2, { alerts: [alert()] })),
    ]);
    expect(state.phase).toBe('connecting');
    expect(state.picture?.alerts.size).toBe(0);
  });

  test('a broken connection keeps the picture, says since when, and is tried again for ever', () => {
    let events: FeedEvent[] = [frame(snapshot(1)), { type: 'closed', at: 100 }];
    for (let n = 1; n <= 50; n++) events = [...events, { type: 'retry' }, { type: 'closed', at: 100 + n }];
    const { state, effects } = feedAfter(events);
    expect(state.lostAt).toBe(100);
    expect(state.picture?.units.size).toBe(1);
    expect(effects).toEqual([{ type: 'wait', ms: RETRY_MS_MAX / 2 }]);
  });

  test('after a break the snapshot brings what happened meanwhile, and the loss is over', () => {
    const { state } = feedAfter([
      frame(snapshot(40)),
      { type: 'closed', at: 100 },
      { type: 'retry' },
      frame(snapshot(1, { alerts: [alert({ id: 'meanwhile' })] }), 900),
    ]);
    expect(state).toMatchObject({ phase: 'live', lostAt: null, restoredAt: 900, failures: 0 });
    expect(state.picture?.alerts.has('meanwhile')).toBe(true);
  });

  test('a page that becomes visible again takes a fresh snapshot without calling the figures old', () => {
    const { state, effects } = feedAfter([frame(snapshot(3)), { type: 'refresh' }]);
    expect(effects).toEqual([{ type: 'connect' }]);
    expect(state.lostAt).toBeNull();
  });

  test.each([
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1_000],
    [6, 1, 16_000],
    [7, 1, 30_000],
    [1_000, 1, 30_000],
  ])('after %i failures (chance %f) the next try comes in %i ms', (failures, random, ms) => {
    expect(retryDelay(failures, random)).toBe(ms);
  });

  test('two holds on one parcel are one parcel on hold', () => {
    const holds = [hold(), hold({ id: 'hold-2', kind: 'recall' }), hold({ id: 'hold-3', parcel: 'kien-2' })];
    expect(parcelsOnHold(new Map(holds.map((each) => [each.id, each])))).toBe(2);
  });
});
