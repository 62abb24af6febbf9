/** Something that is asked of the service to be done: whether it is under way, and why it was not done, in words. */
import { useSignal } from '@preact/signals';
import { failureText } from '../api/failure.ts';
import { call, type Failure } from '../api/http.ts';
import { language, words } from '../words/words.ts';

/** Deeds about many parcels take longer than a question. */
const TIMEOUT_MS = 30_000;

/** The service's reason in the reader's language. */
export const reasonOf = (failure: Failure): string => failureText(failure, words.peek(), language.peek());

type Done<T> = { readonly value: T };

export function useDeed() {
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  /** Answers null where it was not done; `trouble` then says why. */
  const ask = async <T>(path: string, body: object | null, method = 'POST'): Promise<Done<T> | null> => {
    busy.value = true;
    trouble.value = null;
    const answer = await call<T>(path, {
      ...(body === null ? {} : { body }),
      ...{ method, timeoutMs: TIMEOUT_MS },
    });
    busy.value = false;
    if (answer.ok) return answer;
    trouble.value = reasonOf(answer);
    return null;
  };
  return { busy, trouble, ask };
}
