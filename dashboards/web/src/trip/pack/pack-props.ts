/** What every page of packing is given: the draft, how to change it, the trip as it stands, and the parcels in hand. */
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import type { PackDraft } from './draft.ts';
import type { Packable } from './in-hand.ts';

export type PackProps = {
  readonly draft: PackDraft;
  readonly trip: TripView;
  readonly hand: readonly Packable[];
  readonly set: (make: (now: PackDraft) => Partial<PackDraft>) => void;
};
