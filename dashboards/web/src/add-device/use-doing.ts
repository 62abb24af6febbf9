/** A command to the service: one at a time, its failure in words, and what to do with its answer. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { failureText } from '../api/failure.ts';
import { call, type Failure } from '../api/http.ts';
import { askSession } from '../session/session.ts';
import { language, words } from '../words/words.ts';

/** Registering writes to the disk and may stand in line behind an import. */
const TIMEOUT_MS = 30_000;

export type Doing = {
  readonly busy: ReadonlySignal<boolean>;
  readonly trouble: ReadonlySignal<string | null>;
  readonly forget: () => void;
  /** `refused` may take a failure for itself (true): then nothing is said of it. */
  readonly post: <T>(
    path: string,
    body: object | undefined,
    done: (value: T) => void,
    refused?: (failure: Failure) => boolean,
  ) => Promise<void>;
};

export function useDoing(): Doing {
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  return {
    busy,
    trouble,
    forget: () => {
      trouble.value = null;
    },
    post: async <T>(
      path: string,
      body: object | undefined,
      done: (value: T) => void,
      refused: (failure: Failure) => boolean = () => false,
    ) => {
      if (busy.peek()) return;
      busy.value = true;
      trouble.value = null;
      const answer = await call<T>(path, {
        method: 'POST',
        timeoutMs: TIMEOUT_MS,
        ...(body === undefined ? {} : { body }),
      });
      busy.value = false;
      if (answer.ok) return done(answer.value);
      if (answer.status === 401) void askSession();
      if (!refused(answer)) trouble.value = failureText(answer, words.value, language.value);
    },
  };
}

export const enrolPath = (device: string, what = ''): string =>
  `/enrolments/${encodeURIComponent(device)}${what}`;
