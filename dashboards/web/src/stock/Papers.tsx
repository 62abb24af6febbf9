/** What belongs to the receipt as a whole: who delivered it, on which papers, when, and what else is to be said. */
import type { ReceiptDraft } from './receipt-draft.ts';
import { stockWords } from './words.ts';

type Props = { draft: ReceiptDraft; put: (change: Partial<ReceiptDraft>) => void };

export function Papers({ draft, put }: Props) {
  const said = stockWords.value.into;
  return (
    <section class="stock-part" aria-labelledby="stock-papers">
      <h2 id="stock-papers">{said.papers}</h2>
      <div class="stock-grid">
        <label class="field">
          <span>{said.supplier}</span>
          <input
            type="text"
            maxLength={200}
            value={draft.supplier}
            onInput={(event) => put({ supplier: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{said.document}</span>
          <input
            type="text"
            autoComplete="off"
            maxLength={100}
            value={draft.document}
            onInput={(event) => put({ document: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{said.at}</span>
          <input
            type="datetime-local"
            value={draft.at}
            onInput={(event) => put({ at: event.currentTarget.value })}
          />
        </label>
        <label class="field stock-wide">
          <span>{said.remark}</span>
          <textarea
            rows={2}
            maxLength={1000}
            value={draft.remark}
            onInput={(event) => put({ remark: event.currentTarget.value })}
          />
        </label>
      </div>
    </section>
  );
}
