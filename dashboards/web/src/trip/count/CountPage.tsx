/** Counting and checking, page by page: the same for who takes over and for a giver who records it for somebody else. */
import type { HandoffOffered } from '../../../../../src/custody/types.ts';
import type { Counting, CountStep } from '../draft.ts';
import { tripWords } from '../words.ts';
import { CheckParcels } from './CheckParcels.tsx';
import { CountParcels } from './CountParcels.tsx';
import { FoundBoxes } from './FoundBoxes.tsx';
import { Summary } from './Summary.tsx';

export const COUNT_STEPS: readonly CountStep[] = ['count', 'check', 'found', 'summary'];
export type Offer = Pick<HandoffOffered, 'parcels' | 'boxes'>;
export type CountProps = { counting: Counting; offer: Offer; onChange: (change: Partial<Counting>) => void };

export function CountPage({ step, ...props }: CountProps & { step: CountStep }) {
  switch (step) {
    case 'count':
      return <CountParcels {...props} />;
    case 'check':
      return <CheckParcels {...props} />;
    case 'found':
      return <FoundBoxes {...props} />;
    case 'summary':
      return <Summary {...props} />;
    default:
      return step satisfies never;
  }
}

export const countTitle = (step: CountStep): string => tripWords.value.handoff[step];
