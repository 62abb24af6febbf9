/** The states of everything that is asked for: on its way, not to be had, nothing there, no connection, or there it is. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { failureText } from '../api/failure.ts';
import type { Failure } from '../api/http.ts';
import { timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import type { Asked } from './use-asked.ts';
import { shellWords } from './words.ts';

type Props<T> = {
  readonly asked: Asked<T>;
  readonly again: () => void;
  /** What is read where there is nothing, and when that is the case. */
  readonly empty?: { readonly when: (value: T) => boolean; readonly title: string; readonly hint?: string };
  readonly children: (value: T) => ComponentChildren;
};

/** What was there stays while it cannot be asked again, with its age over it. */
export function Answered<T>({ asked, again, empty, children }: Props<T>) {
  const { value, at, failure } = asked;
  if (value === null) return failure === null ? <Loading /> : <Failed failure={failure} again={again} />;
  return (
    <>
      {failure !== null && (
        <p class="note answered-old" role="status">
          {shellWords.value.old(timeNear(at ?? now.peek(), today.value))} <Retry again={again} />
        </p>
      )}
      {empty?.when(value) === true ? <Empty title={empty.title} hint={empty.hint} /> : children(value)}
    </>
  );
}

const WORDS_AFTER_MS = 1_000;

/** Grey lines for the first second, then words. */
export function Loading() {
  const isLong = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isLong.value = true;
    }, WORDS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="answered answered-loading" role="status" aria-busy="true">
      {isLong.value ? (
        <p>{shellWords.value.loading}</p>
      ) : (
        ['long', 'short', 'long'].map((length, i) => <span key={i} class={`bone bone-${length}`} />)
      )}
    </div>
  );
}

export function Empty({ title, hint }: { title: string; hint?: string | undefined }) {
  return (
    <div class="answered" role="status">
      <p class="empty-title">{title}</p>
      {hint !== undefined && <p>{hint}</p>}
    </div>
  );
}

/** No connection is nobody's fault and ends by itself; everything else has a reason and can be tried again. */
export function Failed({ failure, again }: { failure: Failure; again: () => void }) {
  const said = shellWords.value;
  const isOffline = failure.status === 0;
  return (
    <div class="answered" role="alert">
      <p class="empty-title">
        <Icon name={isOffline ? 'no-signal' : 'recall'} bold />
        {isOffline ? words.value.problem.network : said.failed}
      </p>
      <p>{isOffline ? said.offline : failureText(failure, words.value, language.value)}</p>
      <Retry again={again} />
    </div>
  );
}

function Retry({ again }: { again: () => void }) {
  return (
    <button type="button" class="secondary no-print" onClick={again}>
      {shellWords.value.retry}
    </button>
  );
}
