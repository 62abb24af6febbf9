/** What the fault of a trip adds to its story: words that must not count, a rival story, and what befalls phones. */
import { drawnCode, drawnId } from '../people/ids.ts';
import type { Random } from '../random.ts';
import type { Course, PhoneFate } from './course.ts';
import { type Count, type Deed, offered, taken, withdrawn } from './deeds.ts';
import { HOUR, MINUTE, type Trip } from './plan.ts';
import type { SaidLeg } from './said-leg.ts';
import { lostPhone, rivalStory } from './stories.ts';

type Besides = Pick<Course, 'rival' | 'withdrawn'> & {
  deeds: Deed[];
  fates: PhoneFate[];
  /** Deeds of the story itself that do not count, and why. */
  refuses: ReadonlyMap<string, string>;
};

const DAY = 24 * HOUR;

export function besides(trip: Trip, legs: readonly SaidLeg[], faulty: number, draw: Random): Besides {
  const none: Besides = {
    deeds: [],
    fates: [],
    refuses: new Map(),
    rival: null,
    withdrawn: null,
  };
  const said = legs[faulty];
  if (said === undefined) return none;
  const { leg, count } = said;
  const [giver, taker] = [leg.from.username, leg.to.username];
  const before = leg.takeAt - MINUTE;
  const wrong = (by: string, at: number, happening: Deed['happening'], refused: string): Besides => ({
    ...none,
    deeds: [{ at, by, happening, refused }],
  });
  switch (trip.fault) {
    case 'offline-hours':
      return { ...none, fates: [silent(draw.pick([giver, taker]), trip, draw.whole(3, 12) * HOUR)] };
    case 'offline-days':
      return { ...none, fates: [silent(draw.pick([giver, taker]), trip, draw.whole(24, 60) * HOUR)] };
    case 'reverse-order':
      return {
        ...none,
        fates: [
          silent(taker, trip, trip.unpackAt - trip.planAt + HOUR),
          { username: taker, kind: 'reversed' },
        ],
      };
    case 'sent-ten-times':
      return { ...none, fates: [{ username: taker, kind: 'eager' }] };
    case 'phone-lost':
      return { ...none, fates: lostPhone(trip, legs, draw) };
    case 'wrong-code':
      return wrong(
        taker,
        before,
        taken(trip, leg, drawnId(before, draw), count, drawnCode(draw)),
        'HANDOFF_CODE_WRONG',
      );
    case 'wrong-person':
      return wrong(
        trip.outsiders.escort,
        before,
        taken(trip, leg, drawnId(before, draw), count),
        'HANDOFF_NOT_FOR_YOU',
      );
    case 'count-does-not-add-up':
      return wrong(
        taker,
        before,
        taken(trip, leg, drawnId(before, draw), oneTooMany(count)),
        'EVENT_DOSES_DIFFER',
      );
    case 'code-used-again': {
      const again = leg.takeAt + 2 * MINUTE;
      return wrong(taker, again, taken(trip, leg, drawnId(again, draw), count), 'HANDOFF_CODE_USED');
    }
    case 'self-handoff': {
      const at = leg.offerAt - 10 * MINUTE;
      const mine = {
        ...leg,
        handoff: drawnId(at, draw),
        code: drawnCode(draw),
        offerAt: at,
        to: leg.from,
      };
      return wrong(giver, at, offered(trip, mine, drawnId(at, draw), said.offered), 'HANDOFF_SELF');
    }
    case 'forged-signature': {
      const at = leg.offerAt - 5 * MINUTE;
      const mine = { ...leg, handoff: drawnId(at, draw), code: drawnCode(draw), offerAt: at };
      const happening = offered(trip, mine, drawnId(at, draw), said.offered);
      return {
        ...none,
        deeds: [{ at, by: giver, happening, refused: 'EVENT_SIGNATURE_INVALID', forged: true }],
      };
    }
    case 'offer-withdrawn': {
      const at = leg.offerAt - 8 * MINUTE;
      const first = { ...leg, handoff: drawnId(at, draw), code: drawnCode(draw), offerAt: at };
      const back = at + 2 * MINUTE;
      const deeds = [
        deed(at, giver, offered(trip, first, drawnId(at, draw), said.offered)),
        deed(back, giver, withdrawn(trip, first.handoff, drawnId(back, draw))),
      ];
      return { ...none, deeds, withdrawn: first.handoff };
    }
    case 'two-stories':
      return { ...none, ...rivalStory(trip, said, draw) };
    case 'clock-minutes-off':
      return {
        ...none,
        fates: [
          {
            username: taker,
            kind: 'hear',
            at: leg.takeAt - 20 * MINUTE,
            lateMs: draw.whole(20, 110) * 1000,
          },
          { username: taker, kind: 'hear', at: trip.unpackAt + MINUTE, lateMs: 0 },
        ],
      };
    case 'clock-day-ahead':
    case 'clock-day-behind': {
      const by = trip.fault === 'clock-day-ahead' ? DAY : -DAY;
      return {
        ...none,
        refuses: new Map([[said.taken ?? '', 'EVENT_AT_IMPLAUSIBLE']]),
        fates: [
          { username: taker, kind: 'jump', at: before, by },
          { username: taker, kind: 'jump', at: leg.takeAt + MINUTE, by: -by },
        ],
      };
    }
    default:
      return none;
  }
}

const deed = (at: number, by: string, happening: Deed['happening']): Deed => ({
  at,
  by,
  happening,
  refused: null,
});

const silent = (username: string, { planAt }: Trip, length: number): PhoneFate => ({
  username,
  kind: 'silent',
  silence: { from: planAt, to: planAt + length },
});

function oneTooMany(count: Count): Count {
  return {
    ...count,
    parcels: count.parcels.map((one, i) => (i > 0 ? one : { ...one, doses: one.doses + 1 })),
  };
}
