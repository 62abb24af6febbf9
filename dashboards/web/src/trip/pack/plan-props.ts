/** What every page of a plan is given. */
import type { PlanDraft } from './draft.ts';
import type { PlanData } from './plan-data.ts';

export type PlanProps = {
  readonly draft: PlanDraft;
  readonly data: PlanData;
  readonly set: (make: (now: PlanDraft) => Partial<PlanDraft>) => void;
  /** Null: who plans for the whole province chooses where it starts. */
  readonly ownSite: string | null;
};
