/** The events that a giver's draft becomes. */
import type { HandoffOffered } from '../../../../../src/custody/types.ts';
import { me } from '../../session/session.ts';
import { countOf } from '../count/count-of.ts';
import { celsiusOrNull, type GiveDraft, textOrNull } from '../draft.ts';
import type { Happening } from '../event.ts';
import { sharedNow } from '../phone.ts';
import { sha256Hex } from '../sign.ts';

/** A handoff may take its time, and the code is shown in person; the late second side has the same window. */
const VALID_MS = 12 * 3_600_000;

export const givenBoxes = (draft: GiveDraft): HandoffOffered['boxes'] =>
  draft.boxes.map(({ unit, seal, celsius }) => ({
    unit,
    seal: textOrNull(seal),
    celsius: celsiusOrNull(celsius),
  }));

/**
 * Where it changes hands: the receiving site, or the giver's own place when a person takes it from there. An escort gives
 * for themselves alone, wherever they are: between two on the road it is at no place that has a name.
 */
const placeOf = ({ to }: GiveDraft): string | null => {
  const giver = me.peek();
  if (to?.kind === 'site') return to.id;
  return giver?.roles.some((role) => role !== 'escort') ? giver.site : null;
};

export async function offerOf(draft: GiveDraft): Promise<Happening> {
  if (draft.to === null) throw new Error('an offer is for somebody');
  return {
    id: draft.ids.offer,
    type: 'handoff.offered',
    shipment: draft.trip,
    handoff: draft.ids.handoff,
    parcels: draft.parcels,
    boxes: givenBoxes(draft),
    to: draft.to,
    place: placeOf(draft),
    codeHash: await sha256Hex(draft.code),
    validUntil: new Date(sharedNow() + VALID_MS).toISOString(),
  };
}

export function oneSidedOf(draft: GiveDraft): Happening {
  const count = countOf(draft);
  if (count === null) throw new Error('the count is not complete');
  const { name, phone, signature } = draft.receiver;
  return {
    id: draft.ids.oneSided,
    type: 'handoff.one-sided',
    shipment: draft.trip,
    handoff: draft.ids.handoff,
    ...count,
    receiver: { name: name.trim().normalize('NFC'), phone: phone.trim(), signature },
    reason: [draft.why, draft.reason]
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .join('. ')
      .normalize('NFC'),
    place: placeOf(draft),
  };
}

export const withdrawalOf = (draft: GiveDraft, reason: string): Happening => ({
  id: draft.ids.withdrawn,
  type: 'handoff.withdrawn',
  shipment: draft.trip,
  handoff: draft.ids.handoff,
  reason: reason.trim().normalize('NFC'),
});
