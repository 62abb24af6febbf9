/** Which page of a long list is shown, and the way to the others. */
import { whole } from '../format/province.ts';
import { Icon } from '../look/Icon.tsx';
import { language } from '../words/words.ts';
import { alertsWords } from './words.ts';

export function Pages({ page, pages, go }: { page: number; pages: number; go: (page: number) => void }) {
  if (pages === 1) return null;
  const said = alertsWords.value;
  const visit = (to: number) => {
    go(to);
    scrollTo(0, 0);
  };
  return (
    <nav class="alert-pages no-print" aria-label={said.page(String(page), String(pages))}>
      <button
        type="button"
        class="quiet"
        aria-label={said.previous}
        disabled={page === 1}
        onClick={() => visit(page - 1)}
      >
        <Icon name="left" />
      </button>
      <span>{said.page(whole(page, language.value), whole(pages, language.value))}</span>
      <button
        type="button"
        class="quiet"
        aria-label={said.next}
        disabled={page === pages}
        onClick={() => visit(page + 1)}
      >
        <Icon name="right" />
      </button>
    </nav>
  );
}
