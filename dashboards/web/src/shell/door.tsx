/** A page that is loaded when it is first opened: what stands there meanwhile, and when it does not come. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';

export function door<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const page = signal<ComponentType<P> | null>(null);
  const failed = signal(false);
  let asked = false;
  const open = () => {
    if (asked) return;
    asked = true;
    failed.value = false;
    load().then(
      (loaded) => {
        page.value = loaded;
      },
      () => {
        asked = false;
        failed.value = true;
      },
    );
  };
  return function Door(props: P) {
    useEffect(open, []);
    const Page = page.value;
    if (Page !== null) return <Page {...props} />;
    return (
      <main class="screen waiting" aria-busy={!failed.value}>
        {failed.value ? (
          <div class="trouble" role="alert">
            {words.value.problem.network}{' '}
            <button type="button" class="secondary" onClick={open}>
              {words.value.gate.retry}
            </button>
          </div>
        ) : (
          <p role="status">{words.value.loading}</p>
        )}
      </main>
    );
  };
}
