import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import type { Ladder } from '../../src/alerts/duty.ts';
import { checkLadder, DEFAULT_LADDER, ladderFor, ladderId, siteOfLadder } from '../../src/alerts/ladders.ts';
import { duty, hour, level, one, person, role, roster, TREE, world } from './duty-fixture.ts';

const ladder = (site: string | null): Ladder => ({ ...DEFAULT_LADDER, site, id: ladderId(site) });
const known = world([person('a', 'xa', ['depot']), person('cu', 'xa', ['depot'], hour(0))], roster('truc'));
const NOW = hour(0);

test.each([
  ['its own', 'xa', ['xa', 'huyen', null], 'xa'],
  ['the next above', 'xa', ['huyen', 'tinh', null], 'huyen'],
  ['two above', 'xa', ['tinh', 'khac', null], 'tinh'],
  ['the province’s', 'xa', ['khac', null], 'province'],
  ['the one that is always there', 'xa', ['khac'], 'default'],
  ['of the service', null, ['tinh', null], 'province'],
  ['of the service, without one of the province', null, ['tinh'], 'default'],
  ['of a place that is not known', 'nowhere', ['tinh', null], 'province'],
])('an alert climbs the ladder of its place: %s', (_, site, made, expected) => {
  const ladders = new Map(made.map(ladder).map((one) => [one.id, one]));
  expect(ladderFor(site, ladders, TREE).id).toBe(expected);
});

it('a place named province has a ladder of its own', () => {
  expect(ladderId('province')).not.toBe(ladderId(null));
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(null, 'province'), fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)),
      (site) => {
        expect(siteOfLadder(ladderId(site))).toBe(site);
      },
    ),
  );
});

it('the ladder that is always there may be kept as a place’s own', () => {
  const { id, ...rest } = DEFAULT_LADDER;
  expect(id).toBe('default');
  expect(checkLadder({ ...rest, site: 'xa' }, known, NOW)).toEqual({
    ok: true,
    value: { ...rest, site: 'xa', id: 'xa' },
  });
});

const first = level(role('depot', 0));
const later = (afterMinutes: number) => ({ ...level(one('a')), afterMinutes });
test.each<[string, Partial<Ladder>, string | null]>([
  ['one level', { levels: [first] }, null],
  ['no level', { levels: [] }, 'levels'],
  ['six levels', { levels: [first, ...[1, 2, 3, 4, 1440].map(later)] }, null],
  ['seven levels', { levels: [first, ...[1, 2, 3, 4, 5, 6].map(later)] }, 'levels'],
  ['a first level that waits', { levels: [later(1)] }, 'after'],
  ['two levels at one time', { levels: [first, later(5), later(5)] }, 'after'],
  ['a level before the one below', { levels: [first, later(5), later(4)] }, 'after'],
  ['a level after more than a day', { levels: [first, later(1441)] }, 'after'],
  ['half minutes', { levels: [first, later(1.5)] }, 'after'],
  ['nobody', { levels: [level()] }, 'targets'],
  ['a crowd', { levels: [level(...Array.from({ length: 21 }, () => one('a')))] }, 'targets'],
  ['no channel', { levels: [{ ...first, channels: [] }] }, 'channels'],
  ['a channel twice', { levels: [{ ...first, channels: ['sms', 'push', 'sms'] }] }, 'channels'],
  ['a roster', { levels: [level(duty('truc'))] }, null],
  ['a roster that is not there', { levels: [level(duty('weg'))] }, 'roster-unknown'],
  ['a person who is not there', { levels: [level(one('constructor'))] }, 'person-unknown'],
  ['a person who is retired', { levels: [level(one('cu'))] }, 'person-retired'],
  ['a wall board', { levels: [level(role('display', 0))] }, 'role'],
  ['below the place', { levels: [level(role('depot', -1))] }, 'up'],
  ['out of the world', { levels: [level(role('depot', 11))] }, 'up'],
  ['reminders each 5 minutes', { stillMinutes: 5 }, null],
  ['reminders without a pause', { stillMinutes: 4 }, 'still'],
  ['reminders after a day', { stillMinutes: 1441 }, 'still'],
  ['never forgotten', { forgottenMinutes: Number.POSITIVE_INFINITY }, 'forgotten'],
  ['no quiet hours', { quiet: null }, null],
  ['quiet hours of no length', { quiet: { from: '06:00', to: '06:00' } }, 'quiet'],
  ['quiet hours of no clock', { quiet: { from: '6:00', to: '22:00' } }, 'quiet'],
  ['a place that is not there', { site: 'nowhere' }, 'site-unknown'],
])('a ladder with %s', (_, changes, why) => {
  const answer = checkLadder({ ...DEFAULT_LADDER, site: 'xa', ...changes }, known, NOW);
  if (why === null) expect(answer.ok).toBe(true);
  else expect(answer).toMatchObject({ ok: false, refusal: { code: 'LADDER_INVALID', details: { why } } });
});
