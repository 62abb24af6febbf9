/** What is being entered, kept in this browser at every change, so that neither a reload nor a lost network costs a line. */
import { type Signal, signal } from '@preact/signals';
import { me } from '../session/session.ts';

export type Kept<T> = {
  readonly draft: Signal<T>;
  readonly put: (change: Partial<T>) => void;
  /** Begins anew. */
  readonly drop: () => void;
  /** False where the browser refuses to keep anything. */
  readonly isKept: Signal<boolean>;
};

/** One draft of its kind a person. `isWhole` tells whether what was kept by an older version can still be used. */
export function keptDraft<T extends object>(
  name: string,
  begin: () => T,
  isWhole: (found: unknown) => found is T,
): Kept<T> {
  const key = `giulanh.stock.${name}.${me.peek()?.username ?? ''}`;
  const draft = signal<T>(read(key, isWhole) ?? begin());
  const isKept = signal(true);
  const set = (next: T) => {
    draft.value = next;
    try {
      localStorage.setItem(key, JSON.stringify(next));
      isKept.value = true;
    } catch {
      isKept.value = false;
    }
  };
  return {
    draft,
    isKept,
    put: (change) => set({ ...draft.peek(), ...change }),
    drop: () => {
      draft.value = begin();
      try {
        localStorage.removeItem(key);
      } catch {
        // Then nothing was kept either.
      }
    },
  };
}

function read<T>(key: string, isWhole: (found: unknown) => found is T): T | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isWhole(found) ? found : null;
  } catch {
    return null;
  }
}
