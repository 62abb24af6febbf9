/** What a scanned or typed code tells a taker: the giver's signed offer, part by part, or the digits of one that is known. */
import { me } from '../../session/session.ts';
import { offeredOf, withOffer } from '../begin.ts';
import type { Draft, Offered, TakeDraft } from '../draft.ts';
import { drafts, trips } from '../kept.ts';
import { trustIn } from '../keys.ts';
import { sharedNow } from '../phone.ts';
import { collect, type SignedSlip, slipFrom } from '../slip-text.ts';

export type Reading = {
  readonly draft: TakeDraft;
  readonly trouble: 'unreadable' | 'otherKind' | 'noOffer' | 'ownOffer' | 'not-for-me' | 'expired' | null;
};

const CODE = /^[0-9a-f]{32}$/;

export async function readCode(shown: TakeDraft, text: string): Promise<Reading> {
  // Several codes pasted at once come faster than the screen: each goes on from what the one before it left.
  const draft = drafts.peek().find((each): each is TakeDraft => isSame(each, shown)) ?? shown;
  const digits = text.replaceAll(/\s/g, '').toLowerCase();
  if (CODE.test(digits)) return readDigits(draft, digits);
  const collected = collect(draft.collected, text);
  if (collected === null) return { draft, trouble: 'otherKind' };
  const found = await slipFrom(collected);
  if (found === null) return { draft: { ...draft, collected }, trouble: null };
  const empty = { ...draft, collected: null };
  if (found === 'unreadable') return { draft: empty, trouble: 'unreadable' };
  return found.slip.kind === 'offer' ? readOffer(empty, found) : { draft: empty, trouble: 'otherKind' };
}

const isSame = (draft: Draft, shown: TakeDraft): boolean =>
  draft.kind === 'take' && draft.ids.taken === shown.ids.taken;

async function readOffer(draft: TakeDraft, signedSlip: SignedSlip): Promise<Reading> {
  const { slip } = signedSlip;
  if (slip.kind !== 'offer') return { draft, trouble: 'otherKind' };
  const { body, code } = slip;
  const offered: Offered = {
    handoff: body.handoff,
    shipment: body.shipment,
    from: body.by,
    to: body.to,
    parcels: body.parcels,
    boxes: body.boxes,
    validUntil: Date.parse(body.validUntil),
  };
  const trouble = whyNot(offered);
  if (trouble !== null) return { draft: { ...draft, offered }, trouble };
  const trust = await trustIn(
    signedSlip,
    trips.peek().map(({ signed }) => signed.trip),
  );
  return { draft: withOffer({ ...draft, slip: signedSlip, trust, code }, offered), trouble: null };
}

/** Typed by hand: which offer it belongs to must be known already, and the service checks the digits. */
function readDigits(draft: TakeDraft, code: string): Reading {
  const open = trips
    .peek()
    .filter(({ id }) => draft.trip === null || id === draft.trip)
    .flatMap(({ signed }) => signed.trip.handoffs)
    .filter(({ state }) => state === 'offered')
    .map(offeredOf)
    .filter((offered) => whyNot(offered) === null);
  const [only] = open;
  if (only === undefined || open.length > 1) return { draft, trouble: 'noOffer' };
  return { draft: withOffer({ ...draft, trust: 'unknown', code }, only), trouble: null };
}

function whyNot({ from, to, validUntil }: Offered): Reading['trouble'] {
  const who = me.peek();
  if (who === null) return null;
  if (from === who.username) return 'ownOffer';
  if (to.kind === 'person' && to.id !== who.username) return 'not-for-me';
  // A person of a place above may act for the site; the service knows the tree and decides.
  return sharedNow() > validUntil ? 'expired' : null;
}
