/** Running a wizard: its steps, the way back, the signature, and what is said when it could not be kept. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { deliver } from '../delivery.ts';
import type { GiveDraft, TakeDraft } from '../draft.ts';
import { dropDraft, keepDraft, post } from '../kept.ts';
import { tripWords } from '../words.ts';

type Posts = Parameters<typeof post>[0];
type Options<D> = {
  draft: D;
  steps: readonly (GiveDraft | TakeDraft)['step'][];
  /** Steps before this one are behind a door that is closed: going back from it leaves. */
  first?: D extends GiveDraft | TakeDraft ? D['step'] : never;
  /** What lies before the first step; left out: the draft is dropped. */
  before?: Partial<D>;
  onLeave: () => void;
};

export type Wizard<D> = {
  /** Changes the draft, and keeps it on disk. */
  readonly set: (change: Partial<D>) => void;
  readonly go: (by: 1 | -1) => void;
  /** Done with: the draft goes, and so does the page. */
  readonly close: () => Promise<void>;
  /** Puts what was signed into the outbox together with the draft's next state, all or nothing; then tries to send it. */
  readonly sign: (make: () => Promise<Posts>, next: Partial<D>) => Promise<void>;
  readonly page: { readonly step: [number, number]; readonly onBack: () => void };
  readonly trouble: ComponentChildren;
};

export function useWizard<D extends GiveDraft | TakeDraft>(options: Options<D>): Wizard<D> {
  const { draft, steps, first = steps[0], before, onLeave } = options;
  const failed = useSignal(false);
  const set = (change: Partial<D>) => void keepDraft({ ...draft, ...change });
  const close = async () => {
    await dropDraft(draft.key);
    onLeave();
  };
  const at = steps.indexOf(draft.step);
  const go = (by: 1 | -1) => {
    const step = steps[at + by];
    if (by < 0 && draft.step === first) {
      if (before === undefined) void close();
      else set(before);
    } else if (step !== undefined) void keepDraft({ ...draft, step } as D);
  };
  const sign: Wizard<D>['sign'] = async (make, next) => {
    failed.value = false;
    try {
      await post(await make(), { ...draft, ...next });
      void deliver();
    } catch {
      failed.value = true;
    }
  };
  return {
    ...{ set, go, close, sign },
    page: { step: [at + 1, steps.length], onBack: () => go(-1) },
    trouble: failed.value && (
      <p class="trouble" role="alert">
        {tripWords.value.handoff.saveFailed}
      </p>
    ),
  };
}
