/** K5, receive: every carton is scanned, looked at and put somewhere; the whole is one receipt, kept here until the service has it. */
import '../look/stock.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { StockLotCheckView, StockProductView } from '../../../../src/keeper/stock-views.ts';
import { readVial } from '../../../../src/lots/scan.ts';
import { SCAN_PROBLEMS } from '../../../../src/wording/problems.ts';
import type { Paged } from '../api/views.ts';
import { linkTo } from '../page.ts';
import { codeFrom, looksTransformed } from '../scan/barcode.ts';
import { CodeInput } from '../scan/CodeInput.tsx';
import { hasCamera, lookForCamera } from '../scan/camera-there.ts';
import { Loading } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Scanner } from '../trip/Scanner.tsx';
import { newId } from '../trip/uuid.ts';
import { registerWorker } from '../trip/worker.ts';
import { language } from '../words/words.ts';
import { keptDraft } from './kept.ts';
import { LineCard } from './LineCard.tsx';
import { Papers } from './Papers.tsx';
import { beginReceipt, type DraftLine, isReceiptDraft, newLine } from './receipt-draft.ts';
import { SendReceipt } from './SendReceipt.tsx';
import { useSites } from './site.tsx';
import { stockWords } from './words.ts';

export function ReceivePage() {
  const said = stockWords.value;
  const sites = useSites();
  return (
    <Frame
      title={said.into.title}
      subtitle={sites.site === null ? undefined : said.into.subtitle(sites.nameOf(sites.site))}
      back={{ ...linkTo('stock'), name: said.title }}
    >
      {sites.site === null ? <Loading /> : <Receive key={sites.site} site={sites.site} />}
    </Frame>
  );
}

function Receive({ site }: { site: string }) {
  const said = stockWords.value.into;
  const kept = useMemo(
    () => keptDraft(`receipt.${site}`, () => beginReceipt(newId()), isReceiptDraft),
    [site],
  );
  const checks = useSignal<ReadonlyMap<string, StockLotCheckView>>(new Map());
  const news = useSignal<{ text: string; bad: boolean } | null>(null);
  const tried = useSignal(false);
  const refused = useSignal<{ line: number; text: string } | null>(null);
  const { asked } = useAsked<Paged<StockProductView>>('/stock/products?limit=1000');
  const products = asked.value.value?.items ?? [];
  const { lines } = kept.draft.value;
  useEffect(() => {
    void lookForCamera();
    void registerWorker();
  }, []);

  const add = (line: DraftLine) => {
    kept.put({ lines: [...kept.draft.peek().lines, line] });
    tried.value = false;
  };
  const unitBefore = () => kept.draft.peek().lines.findLast(({ unit }) => unit !== '')?.unit ?? '';
  const onCode = (raw: string) => {
    const code = codeFrom(raw);
    const read = readVial(code, new Date().getFullYear());
    if (!read.ok) {
      const words = (SCAN_PROBLEMS as Record<string, { vi: string; en: string } | undefined>)[
        read.refusal.code
      ];
      const text = looksTransformed(code) ? said.turned : (words?.[language.peek()] ?? read.refusal.message);
      news.value = { text, bad: true };
      return;
    }
    const before = kept.draft.peek().lines.find(({ gtin, lot }) => gtin === read.gtin && lot === read.lot);
    if (before !== undefined) {
      news.value = { text: said.already(read.lot), bad: false };
      focusLine(before.key);
      return;
    }
    const line = newLine(newId(), read, unitBefore());
    add(line);
    news.value = { text: said.added(read.lot), bad: false };
  };
  const change = (key: string, part: Partial<DraftLine>) => {
    refused.value = null;
    kept.put({
      lines: kept.draft.peek().lines.map((line) => (line.key === key ? { ...line, ...part } : line)),
    });
  };

  return (
    <div class="stock-receive">
      <section class="stock-part stock-scan" aria-labelledby="stock-scan">
        <h2 id="stock-scan">{said.scan}</h2>
        {hasCamera.value && <Scanner label={said.camera} onCode={onCode} />}
        <CodeInput label={said.code} disabled={false} onCode={onCode} />
        <p class="hint">{said.codeHint}</p>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            const line = newLine(newId(), null, unitBefore());
            add(line);
            news.value = null;
          }}
        >
          {said.byHand}
        </button>
        <div role="status">
          {news.value !== null && <p class={news.value.bad ? 'trouble' : 'note'}>{news.value.text}</p>}
        </div>
      </section>
      <section aria-labelledby="stock-lines">
        <h2 id="stock-lines">{said.lines}</h2>
        {lines.length === 0 && <p class="soft">{said.empty}</p>}
        <ol class="stock-lines">
          {lines.map((line, i) => (
            <LineCard
              key={line.key}
              line={line}
              number={i + 1}
              site={site}
              products={products}
              showWrong={tried.value}
              refusal={refused.value?.line === i ? refused.value.text : null}
              onCheck={(check) => {
                checks.value = new Map(checks.peek()).set(line.key, check);
              }}
              onChange={(part) => change(line.key, part)}
              onRemove={() => {
                kept.put({ lines: kept.draft.peek().lines.filter(({ key }) => key !== line.key) });
                news.value = null;
              }}
            />
          ))}
        </ol>
      </section>
      <Papers draft={kept.draft.value} put={kept.put} />
      <SendReceipt site={site} kept={kept} checks={checks.value} tried={tried} refused={refused} />
    </div>
  );
}

/** To the line that is there already. */
function focusLine(key: string): void {
  const card = document.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`);
  card?.scrollIntoView({ block: 'center' });
  card?.querySelector<HTMLInputElement>('input[name="doses"]')?.focus();
}
