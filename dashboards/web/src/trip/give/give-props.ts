/** What every page of giving gets: the draft, and how a field changes it. */
import type { GiveDraft } from '../draft.ts';

export type GiveProps = { draft: GiveDraft; set: (change: Partial<GiveDraft>) => void };
