/** Signing what was entered: into the outbox together with the draft's end, all or nothing, and then off to the service. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { deliver } from '../delivery.ts';
import { type Happening, signed } from '../event.ts';
import { post } from '../kept.ts';
import { tripWords } from '../words.ts';
import type { PackDraft, UnpackDraft } from './draft.ts';

export type Signing = {
  readonly sign: (make: () => Happening) => Promise<void>;
  /** Says so when it could not be kept; nothing is lost then, and it can be signed again. */
  readonly trouble: ComponentChildren;
};

export function useSigning(draft: PackDraft | UnpackDraft): Signing {
  const failed = useSignal(false);
  const sign: Signing['sign'] = async (make) => {
    failed.value = false;
    try {
      await post([{ delivered: await signed(make()) }], { ...draft, step: 'result', done: true });
      void deliver();
    } catch {
      failed.value = true;
    }
  };
  const trouble = failed.value && (
    <p class="trouble" role="alert">
      {tripWords.value.handoff.saveFailed}
    </p>
  );
  return { sign, trouble };
}
