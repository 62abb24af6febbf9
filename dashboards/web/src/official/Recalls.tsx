/** Recalling a lot: find it, see what it would do, say why, type its number; and all recalls that stand. */
import '../look/official.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LotFoundView, RecallView } from '../../../../src/keeper/official-views.ts';
import type { Paged } from '../api/views.ts';
import { day } from '../format/province.ts';
import { linkTo, queryValue, setQuery } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { RecallForm } from './RecallForm.tsx';
import { n, when } from './say.ts';
import { said } from './words.ts';

const TYPED_MS = 250;

export function Recalls() {
  const told = said.value.recall;
  const chosen = useSignal<LotFoundView | null>(null);
  const news = useSignal<string | null>(null);
  const list = useAsked<Paged<RecallView>>('/recalls?limit=200');
  return (
    <Frame title={told.title} actions={<PrintButton />}>
      <div role="status" aria-live="polite">
        {news.value !== null && <p class="note note-good">{news.value}</p>}
      </div>
      {session.value?.roles.includes('official') === true &&
        (chosen.value === null ? (
          <Find
            onChoose={(lot) => {
              chosen.value = lot;
            }}
          />
        ) : (
          <RecallForm
            lot={chosen.value}
            onClose={(done) => {
              if (done) {
                news.value = told.done(chosen.value?.lot ?? '');
                list.again();
              }
              chosen.value = null;
            }}
          />
        ))}
      <section class="part">
        <h2>{told.list}</h2>
        <Answered
          asked={list.asked.value}
          again={list.again}
          empty={{ when: ({ items }) => items.length === 0, title: told.none }}
        >
          {({ items }) => (
            <ul class="entries">
              {items.map((recall) => (
                <li key={`${recall.gtin} ${recall.lot}`}>
                  <p>
                    <b>{said.value.lotNo(recall.lot)}</b> · {recall.product}
                    {recall.expiry !== null && `, ${said.value.expiry(day(recall.expiry))}`}
                  </p>
                  <p>{recall.reason}</p>
                  <p>
                    {recall.open === 0 ? told.clear : told.open(n(recall.open), n(recall.doses))}
                    {recall.sites.length > 0 && ` ${told.at(recall.sites.join(', '))}`}
                    {recall.dosesGiven > 0 && ` · ${told.given(n(recall.dosesGiven))}`}
                  </p>
                  <p class="soft">
                    {told.by(recall.by, when(recall.at))} ·{' '}
                    <a {...linkTo('recall', { gtin: recall.gtin }, { lo: recall.lot })}>
                      {said.value.papers.open}
                      <span class="sr"> {recall.lot}</span>
                    </a>
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Answered>
      </section>
    </Frame>
  );
}

/** Asks while it is typed; the address keeps what was looked for. */
function Find({ onChoose }: { onChoose: (lot: LotFoundView) => void }) {
  const told = said.value.recall;
  const typed = useSignal(queryValue('tim') ?? '');
  useEffect(() => {
    const timer = setTimeout(() => setQuery({ tim: typed.value.trim() || null }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed.value, typed]);
  const wanted = queryValue('tim');
  const found = useAsked<Paged<LotFoundView>>(
    wanted === null ? null : `/lots?text=${encodeURIComponent(wanted)}&limit=20`,
  );
  return (
    <search class="part no-print">
      <label class="field">
        <span>{told.find}</span>
        <input
          type="search"
          autocomplete="off"
          placeholder={told.findHint}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value.normalize('NFC');
          }}
        />
      </label>
      {wanted !== null && (
        <Answered
          asked={found.asked.value}
          again={found.again}
          empty={{ when: ({ items }) => items.length === 0, title: told.noResults }}
        >
          {({ items }) => (
            <ul class="entries" aria-label={told.results}>
              {items.map((lot) => (
                <li key={`${lot.gtin} ${lot.lot}`} class="found">
                  <div>
                    <p>
                      <b>{said.value.lotNo(lot.lot)}</b> · {lot.product}
                    </p>
                    <p class="soft">
                      {said.value.expiry(day(lot.expiry))} · {said.value.parcels(n(lot.parcels))} ·{' '}
                      {said.value.doses(n(lot.doses))} · {said.value.sites(n(lot.sites))}
                    </p>
                  </div>
                  {lot.recalled === null ? (
                    <button type="button" class="secondary" onClick={() => onChoose(lot)}>
                      {told.choose}
                      <span class="sr"> {lot.lot}</span>
                    </button>
                  ) : (
                    <p>{told.already(when(lot.recalled.at))}</p>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Answered>
      )}
    </search>
  );
}
