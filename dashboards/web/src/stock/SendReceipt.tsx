/** The last look at a receipt, and sending it. However often it is sent, it counts once: its id is the draft's. */
import { type Signal, useSignal } from '@preact/signals';
import type { ReceiptView, StockLotCheckView } from '../../../../src/keeper/stock-views.ts';
import { OUTCOMES } from '../../../../src/lots/receipt.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { Icon } from '../look/Icon.tsx';
import { go } from '../page.ts';
import { askSession } from '../session/session.ts';
import { instantOf } from '../trip/pack/local-time.ts';
import { Sheet } from '../unit/Sheet.tsx';
import { language, words } from '../words/words.ts';
import type { Kept } from './kept.ts';
import { shortly } from './LineCard.tsx';
import { bodyOf, type DraftLine, type ReceiptDraft, reasonOf, wholeOf, wrongOf } from './receipt-draft.ts';
import { n, stockWords } from './words.ts';

type Props = {
  site: string;
  kept: Kept<ReceiptDraft>;
  checks: ReadonlyMap<string, StockLotCheckView>;
  tried: Signal<boolean>;
  refused: Signal<{ line: number; text: string } | null>;
};

const SEND_MS = 30_000;

export function SendReceipt({ site, kept, checks, tried, refused }: Props) {
  const said = stockWords.value.into;
  const sheet = useSignal<'send' | 'drop' | null>(null);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const draft = kept.draft.value;
  const reasonFor = (line: DraftLine) => reasonOf(line, shortly(checks.get(line.key) ?? null), said);
  const isTimeWrong = draft.at !== '' && instantOf(draft.at) === null;
  const wrong =
    draft.lines.reduce((sum, line) => sum + wrongOf(line, reasonFor(line)).length, 0) + Number(isTimeWrong);

  const send = async (close: () => void) => {
    busy.value = true;
    trouble.value = null;
    const answer = await call<ReceiptView>('/receipts', {
      method: 'POST',
      body: bodyOf(draft, site, reasonFor),
      timeoutMs: SEND_MS,
    });
    busy.value = false;
    if (answer.ok) {
      kept.drop();
      go('receipt', { receipt: answer.value.id }, { moi: '1' });
      return;
    }
    if (answer.status === 401) void askSession();
    const text = answer.status === 0 ? said.offline : failureText(answer, words.value, language.value);
    const line = answer.details?.line;
    if (typeof line === 'number') refused.value = { line, text };
    trouble.value = typeof line === 'number' ? `${said.line(n(line + 1))}: ${text}` : text;
    close();
  };

  return (
    <footer class="stock-send">
      <p class="soft">{kept.isKept.value ? said.kept : said.notKept}</p>
      {tried.value && wrong > 0 && (
        <p class="trouble" role="alert">
          {said.fix(n(wrong))} {isTimeWrong && said.wrong.at}
        </p>
      )}
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="stock-buttons">
        <button
          type="button"
          class="secondary"
          disabled={draft.lines.length === 0}
          onClick={() => {
            sheet.value = 'drop';
          }}
        >
          {said.drop}
        </button>
        <button
          type="button"
          class="primary"
          disabled={draft.lines.length === 0 || busy.value}
          onClick={() => {
            tried.value = true;
            trouble.value = null;
            if (wrong === 0) sheet.value = 'send';
          }}
        >
          <Icon name="check" bold />
          {said.send}
        </button>
      </div>
      {sheet.value === 'send' && (
        <Sheet title={said.check} onClose={() => (sheet.value = null)}>
          {(close) => (
            <>
              <Sums lines={draft.lines} />
              <div class="sheet-buttons">
                <button type="button" class="secondary" onClick={close}>
                  {said.back}
                </button>
                <button type="button" class="primary" disabled={busy.value} onClick={() => void send(close)}>
                  {busy.value ? said.sending : said.sendNow}
                </button>
              </div>
            </>
          )}
        </Sheet>
      )}
      {sheet.value === 'drop' && (
        <Sheet title={said.dropTitle} onClose={() => (sheet.value = null)}>
          {(close) => (
            <>
              <p>{said.dropHint}</p>
              <div class="sheet-buttons">
                <button type="button" class="secondary" onClick={close}>
                  {said.keep}
                </button>
                <button
                  type="button"
                  class="primary"
                  onClick={() => {
                    kept.drop();
                    tried.value = false;
                    close();
                  }}
                >
                  {said.dropNow}
                </button>
              </div>
            </>
          )}
        </Sheet>
      )}
    </footer>
  );
}

/** What will be stock, what will be on hold, and what goes back. */
function Sums({ lines }: { lines: readonly DraftLine[] }) {
  const said = stockWords.value;
  return (
    <dl class="stock-sums">
      {OUTCOMES.map((outcome) => {
        const mine = lines.filter((line) => line.outcome === outcome);
        if (mine.length === 0) return null;
        const doses = mine.reduce((sum, line) => sum + (wholeOf(line.doses) ?? 0), 0);
        return (
          <div key={outcome} class={`is-${outcome}`}>
            <dt>{said.outcomes[outcome]}</dt>
            <dd>{said.into.sums(n(mine.length), n(doses))}</dd>
          </div>
        );
      })}
    </dl>
  );
}
