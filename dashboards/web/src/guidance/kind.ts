/** Which card helps in the state that a unit is in? The service judged the state; this only looks the card up. Pure. */
import type { UnitView } from '../api/views.ts';

export const CARDS = ['warm', 'freezing', 'power', 'door', 'silent'] as const;
export type Card = (typeof CARDS)[number];

/** What is kept frozen cannot be harmed by freezing. */
const isFreezer = ({ kind }: UnitView): boolean => kind === 'freezer' || kind === 'ultra-freezer';

/** The cards that fit now, the most urgent first; empty while all is well. */
export function cardsOf(unit: UnitView): Card[] {
  const cards: Card[] = [];
  const isBeyond = ['excursion', 'acknowledged', 'watching'].includes(unit.state);
  if (isBeyond && unit.side === 'below' && !isFreezer(unit)) cards.push('freezing');
  if (isBeyond && unit.side === 'above') cards.push('warm');
  if (unit.state === 'silent' || unit.state === 'no-data') cards.push('silent');
  if (unit.mainsPower === false) cards.push('power');
  if (unit.doorOpen === true) cards.push('door');
  if (unit.state === 'late') cards.push('silent');
  return cards;
}
