import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsIn, fileName, fileOf } from '../../dashboards/web/src/trip/lock/outbox-file.ts';
import { isEasy, isPin, isRight, pinOf, ROUNDS } from '../../dashboards/web/src/trip/lock/pin.ts';
import {
  FIRST_WAIT_MS,
  FREE_TRIES,
  LONGEST_WAIT_MS,
  NO_WAITING,
  oneMoreWrong,
  passed,
  waitAfter,
} from '../../dashboards/web/src/trip/lock/waiting.ts';
import {
  AWAY_MS,
  CONTACT_MS,
  isWithoutContact,
  lockStateOf,
  wasAway,
} from '../../dashboards/web/src/trip/lock/when.ts';
import {
  answered,
  isOpen,
  mayBeSignedAnew,
  newItem,
  type OutboxItem,
  tallyOf,
} from '../../dashboards/web/src/trip/outbox.ts';
import type { RecordedView } from '../../src/keeper/custody-views.ts';

const AT = Date.parse('2026-11-23T03:00:00Z');
const iso = new Date(AT).toISOString();
const item = (id: string, change: Partial<OutboxItem> = {}): OutboxItem => ({
  ...newItem(
    {
      body: {
        ...{
          v: 1,
          id,
          type: 'box.opened',
          at: iso,
          deviceAt: iso,
          offsetMs: 0,
          by: 'ty',
          shipment: 'chuyen-1',
        },
        ...{ unit: 'hom-1', reason: 'Kiểm tra' },
      },
      ...{ key: 'old', signature: 's' },
    },
    AT,
    { code: 'secret-code' },
  ),
  seq: 1,
  ...change,
});

describe('a wrong PIN', () => {
  test.each([
    [1, 0],
    [FREE_TRIES - 1, 0],
    [FREE_TRIES, FIRST_WAIT_MS],
    [FREE_TRIES + 1, 2 * FIRST_WAIT_MS],
    [FREE_TRIES + 4, 16 * FIRST_WAIT_MS],
    [FREE_TRIES + 40, LONGEST_WAIT_MS],
  ])('entered %i times in a row makes one wait %i ms', (wrong, ms) => {
    expect(waitAfter(wrong)).toBe(ms);
  });

  test('costs a wait that only time with the page open shortens, never a clock that runs backwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 60_000 })), (ticks) => {
        let waiting = { wrong: FREE_TRIES + 3, leftMs: waitAfter(FREE_TRIES + 3) };
        for (const tick of ticks) {
          const next = passed(waiting, tick);
          expect(next.leftMs).toBeLessThanOrEqual(waiting.leftMs);
          expect(waiting.leftMs - next.leftMs).toBeLessThanOrEqual(Math.max(0, tick));
          waiting = next;
        }
        expect(waiting.wrong).toBe(FREE_TRIES + 3);
      }),
    );
  });

  test('is free until the fifth time', () => {
    let waiting = NO_WAITING;
    for (let i = 0; i < FREE_TRIES; i++) {
      expect(waiting.leftMs).toBe(0);
      waiting = oneMoreWrong(waiting);
    }
    expect(waiting.leftMs).toBe(FIRST_WAIT_MS);
  });
});

describe('a PIN', () => {
  test.each([
    ['4827', true],
    ['48271536', true],
    ['482', false],
    ['482715361', false],
    ['48a7', false],
    ['', false],
  ])('may be "%s": %s', (text, may) => {
    expect(isPin(text)).toBe(may);
  });
  test.each([
    ['0000', true],
    ['1234', true],
    ['9876', true],
    ['1357', false],
    ['4827', false],
  ])('"%s" is too easy: %s', (text, easy) => {
    expect(isEasy(text)).toBe(easy);
  });
  test('is kept as a slow hash with a salt of its own, and only the same digits are it', async () => {
    const [one, other] = await Promise.all([pinOf('4827'), pinOf('4827')]);
    expect(one.hash).not.toBe(other.hash);
    expect(one.rounds).toBe(ROUNDS);
    expect(JSON.stringify(one)).not.toContain('4827');
    expect(await isRight('4827', one)).toBe(true);
    expect(await isRight('4828', one)).toBe(false);
  });
});

describe('when the pages ask', () => {
  test.each([
    ['never used before', null, true],
    ['used just now', AT, false],
    ['almost too long ago', AT - AWAY_MS + 1, false],
    ['too long ago', AT - AWAY_MS, true],
    ['used in the future: the clock was set back', AT + 1, true],
  ])('%s', (_name, since, away) => {
    expect(wasAway(since, AT)).toBe(away);
  });
  test('seven days without contact, and a clock set back as far, ask for a sign-in', () => {
    expect(isWithoutContact(AT, AT + CONTACT_MS - 1)).toBe(false);
    expect(isWithoutContact(AT, AT + CONTACT_MS)).toBe(true);
    expect(isWithoutContact(AT, AT - CONTACT_MS)).toBe(true);
  });
  const facts = { isWithoutContact: false, hasPin: true, isUnlocked: false, isAsking: false };
  test.each([
    [{ hasPin: false }, 'open'],
    [{}, 'pin'],
    [{ isUnlocked: true }, 'open'],
    [{ isAsking: true }, 'asking'],
    [{ isAsking: true, hasPin: false }, 'open'],
    [{ isWithoutContact: true, hasPin: false }, 'sign-in'],
    [{ isWithoutContact: true, isUnlocked: true }, 'sign-in'],
    [{ isWithoutContact: true, isAsking: true }, 'asking'],
  ])('%o: %s', (change, state) => {
    expect(lockStateOf({ ...facts, ...change })).toBe(state);
  });
});

describe('an item whose key the service no longer takes', () => {
  const answer = (code: string): RecordedView => ({
    ...{ id: 'e1', status: 'refused', code, message: null, vi: null, en: null, receipt: null },
  });
  test('goes on waiting while its author’s phone may still tell the key, and no longer', () => {
    expect(answered(item('e1'), answer('EVENT_KEY_UNKNOWN'), false, AT).state).toBe('waiting');
    expect(answered(item('e1'), answer('EVENT_KEY_UNKNOWN'), false, AT, true).state).toBe('refused');
    expect(answered(item('e1'), answer('EVENT_KEY_REVOKED'), false, AT).state).toBe('refused');
  });
  const dead = answered(item('e1'), answer('EVENT_KEY_REVOKED'), false, AT);
  test.each([
    ['by its author, once there is another key', dead, 'ty', 'new', true],
    ['not while the key is still the one in use', dead, 'ty', 'old', false],
    ['not by somebody else', dead, 'lan', 'new', false],
    ['not twice', { ...dead, replacedBy: 'e2' }, 'ty', 'new', false],
    [
      'not when it was refused for what it says',
      answered(item('e1'), answer('HANDOFF_EXPIRED'), false, AT),
      'ty',
      'new',
      false,
    ],
    ['not when it is confirmed', item('e1', { state: 'confirmed' }), 'ty', 'new', false],
  ])('is signed anew %s', (_name, one, username, key, may) => {
    expect(mayBeSignedAnew(one, username, key)).toBe(may);
  });
  test('asks for nobody any more once it was said again', () => {
    const replaced = { ...dead, replacedBy: 'e2' };
    expect([isOpen(dead), isOpen(replaced)]).toEqual([true, false]);
    expect(tallyOf([dead, replaced])).toEqual({ waiting: 0, refused: 1, conflict: 0 });
  });
});

describe('the outbox as a file', () => {
  test('is what the service takes, in order, without the code of an open offer', () => {
    const text = fileOf([item('e2', { seq: 2 }), item('e1')]);
    expect(eventsIn(text)?.map(({ body }) => body.id)).toEqual(['e1', 'e2']);
    expect(Object.keys(JSON.parse(text))).toEqual(['events']);
    expect(text).not.toContain('secret-code');
  });
  test('is named after the province’s time', () => {
    expect(fileName('hop-thu-di', Date.parse('2026-11-22T20:05:00Z'))).toBe('hop-thu-di-202611230305.json');
  });
  test.each([
    ['no JSON', 'GL1.1.1'],
    ['another document', '{"items":[]}'],
    ['nothing in it', '{"events":[]}'],
    ['an unsigned event', JSON.stringify({ events: [{ ...item('e1').delivered, signature: null }] })],
    ['what is no event', '{"events":[null]}'],
  ])('%s is not taken over', (_name, text) => {
    expect(eventsIn(text)).toBeNull();
  });
});
