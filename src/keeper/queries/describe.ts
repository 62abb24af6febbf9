/** The registry as text that makes it again; only for whoever looks after the whole province, for it tells of every place. */
import { describeBack } from '../../fleet/described-back.ts';
import { may } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { type InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

export async function* describe(view: View): InTurns<Decision<{ description: string }>> {
  const { actor, province } = view;
  const allowed = may(actor, 'province.describe', null, province.tree);
  if (!allowed.ok) return allowed;
  const { zone, book, guardBand, sites, units, devices, products, people, lots, parcels } = province;
  const { contacts, rosters, ladders } = province;
  // As it is at this moment, though others change it between two turns: what is in the maps is never changed itself.
  const now = {
    zone,
    book,
    guardBand,
    sites: new Map(sites),
    units: new Map(units),
    devices: new Map(devices),
    products: new Map(products),
    people: new Map(people),
    lots: new Map(lots),
    parcels,
    contacts: new Map(contacts),
    rosters: new Map(rosters),
    ladders: new Map(ladders),
  };
  const pace = new Pace();
  const pieces: string[] = [];
  for (const piece of describeBack(now)) {
    pieces.push(piece);
    yield* pace.rest();
  }
  return accept({ description: pieces.join('') });
}
