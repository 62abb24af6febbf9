/** What the fault of a trip adds to its story: words that must not count, a rival story, and what befalls phones. */
import { drawnCode, drawnId } from '../people/ids.ts';
import type { Random } from '../random.ts';
import type { Course, PhoneFate, SaidLeg } from './course.ts';
import { type Count, type Deed, inOrder, offered, taken, withdrawn } from './deeds.ts';
import { HOUR, MINUTE, type Trip } from './plan.ts';

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

/** The first escort's phone: nothing of the trip had left it. Its finder offers the parcels to somebody. */
function lostPhone(trip: Trip, legs: readonly SaidLeg[], draw: Random): PhoneFate[] {
  const first = legs[0];
  if (first === undefined) return [];
  const username = first.leg.to.username;
  const at = trip.unpackAt + HOUR;
  const found = at + 2 * HOUR;
  const leg = {
    ...first.leg,
    handoff: drawnId(found, draw),
    code: drawnCode(draw),
    offerAt: found,
    to: { username: trip.outsiders.escort, holder: { kind: 'person', id: trip.outsiders.escort } },
    place: null,
  } as const;
  const forged = {
    ...deed(found, username, offered(trip, leg, drawnId(found, draw), first.offered)),
    refused: 'EVENT_KEY_REVOKED',
  };
  return [
    { username, kind: 'silent', silence: { from: trip.planAt, to: at } },
    { username, kind: 'lost', at, forged },
  ];
}

/** Ten minutes after the first parcel left with the driver, the other keeper gives it to somebody else, on two phones. */
function rivalStory(trip: Trip, { leg, offered: cargo }: SaidLeg, draw: Random) {
  const [first] = cargo;
  if (first === undefined) return {};
  const offerAt = leg.takeAt + 10 * MINUTE;
  const takeAt = offerAt + 2 * MINUTE;
  const escort = trip.outsiders.escort;
  const rival = {
    ...leg,
    handoff: drawnId(offerAt, draw),
    code: drawnCode(draw),
    to: { username: escort, holder: { kind: 'person', id: escort } },
    offerAt,
    takeAt,
  } as const;
  const event = drawnId(takeAt, draw);
  const apart = { shipment: null, boxes: [] } as const;
  const offer = offered(trip, rival, drawnId(offerAt, draw), [first]);
  const take = taken(trip, rival, event, inOrder(trip, [first]));
  return {
    rival: { handoff: rival.handoff, parcel: first.parcel, event },
    deeds: [
      deed(offerAt, trip.outsiders.keeper, { ...offer, ...apart } as Deed['happening']),
      deed(takeAt, escort, { ...take, ...apart } as Deed['happening']),
    ],
  };
}
