/** The escort's pages are a part of their own: whoever watches a wall board never downloads them. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';

const pages = signal<ComponentType | null>(null);
const failed = signal(false);
let asked = false;

function load(): void {
  if (asked) return;
  asked = true;
  import('./TripPages.tsx').then(
    (module) => {
      pages.value = module.TripPages;
    },
    () => {
      asked = false;
      failed.value = true;
    },
  );
}

export function TripDoor() {
  useEffect(load, []);
  const Pages = pages.value;
  if (Pages !== null) return <Pages />;
  return (
    <main class="screen waiting" aria-busy="true">
      <p role="status">{failed.value ? words.value.problem.network : words.value.loading}</p>
    </main>
  );
}
