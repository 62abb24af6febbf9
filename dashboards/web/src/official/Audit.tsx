/** The ledger to be read and searched: each entry in words, with its number, its hash and its proof. Nothing can be changed here. */
import '../look/official.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AuditEntryView, AuditView } from '../../../../src/keeper/official-views.ts';
import { queryValue, setQuery } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { inWords, n, when } from './say.ts';
import { said } from './words.ts';

const FIELDS = ['nguoi', 'tim', 'loai', 'tu', 'den'] as const;
const ZONE = '+07:00';
const DAY_MS = 86_400_000;

export function Audit() {
  const told = said.value.audit;
  const wanted = FIELDS.map((name) => queryValue(name) ?? '').join('\n');
  return (
    <Frame title={told.title} actions={<PrintButton />}>
      <Search key={wanted} />
      <Found key={`found ${wanted}`} />
    </Frame>
  );
}

function Search() {
  const told = said.value.audit;
  const submit = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setQuery(Object.fromEntries(FIELDS.map((name) => [name, String(form.get(name) ?? '').trim() || null])));
  };
  const value = (name: (typeof FIELDS)[number]) => queryValue(name) ?? '';
  return (
    <search class="no-print">
      <form class="filters" onSubmit={submit}>
        <label class="field">
          <span>{told.by}</span>
          <input name="nguoi" type="search" defaultValue={value('nguoi')} />
        </label>
        <label class="field">
          <span>{told.text}</span>
          <input name="tim" type="search" defaultValue={value('tim')} />
        </label>
        <label class="field">
          <span>{told.kind}</span>
          <select name="loai" defaultValue={value('loai')}>
            <option value="" selected={value('loai') === ''}>
              {told.all}
            </option>
            {Object.entries(told.kinds).map(([kind, word]) => (
              <option key={kind} value={kind} selected={value('loai') === kind}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{told.from}</span>
          <input name="tu" type="date" defaultValue={value('tu')} />
        </label>
        <label class="field">
          <span>{told.to}</span>
          <input name="den" type="date" defaultValue={value('den')} />
        </label>
        <button type="submit" class="primary">
          {told.search}
        </button>
      </form>
    </search>
  );
}

function pathOf(cursor: string | null): string {
  const query = new URLSearchParams({ limit: '50' });
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== '') query.set(name, value);
  };
  put('by', queryValue('nguoi'));
  put('text', queryValue('tim'));
  put('kind', queryValue('loai'));
  const day = (text: string | null, plus: number) => {
    const at = text === null ? Number.NaN : Date.parse(`${text}T00:00:00${ZONE}`) + plus;
    return Number.isNaN(at) ? null : new Date(at).toISOString();
  };
  put('from', day(queryValue('tu'), 0));
  put('to', day(queryValue('den'), DAY_MS));
  put('cursor', cursor);
  return `/ledger/search?${query}`;
}

function Found() {
  const told = said.value.audit;
  const cursor = useSignal<string | null>(null);
  const seen = useSignal<readonly AuditEntryView[]>([]);
  const { asked, again } = useAsked<AuditView>(pathOf(cursor.value));
  const page = asked.value.value;
  useEffect(() => {
    if (page === null) return;
    const known = new Set(seen.peek().map(({ seq }) => seq));
    seen.value = [...seen.peek(), ...page.items.filter(({ seq }) => !known.has(seq))];
  }, [page, seen]);
  return (
    <>
      <ol class="audit">
        {seen.value.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
      <Answered asked={asked.value} again={again}>
        {({ next, reached, size }) => (
          <>
            {seen.value.length === 0 && next === null && <p role="status">{told.none}</p>}
            {seen.value.length === 0 && next !== null && reached !== null && (
              <p role="status">{told.noneYet(when(reached))}</p>
            )}
            {next !== null && (
              <button
                type="button"
                class="secondary no-print"
                onClick={() => {
                  cursor.value = next;
                }}
              >
                {told.older}
              </button>
            )}
            <p class="soft">{told.size(n(size))}</p>
          </>
        )}
      </Answered>
    </>
  );
}

function Entry({ entry }: { entry: AuditEntryView }) {
  const told = said.value.audit;
  const late = Date.parse(entry.recorded) - Date.parse(entry.at) > 60_000;
  return (
    <li>
      <p class="audit-head">
        <b>#{n(entry.seq)}</b> <time dateTime={entry.at}>{when(entry.at)}</time> · {entry.byName}
        {late && ` · ${told.recorded(when(entry.recorded))}`}
      </p>
      <p>{inWords(entry.words)}</p>
      <details>
        <summary>{told.details}</summary>
        <p class="raw-event">
          {told.hash}: {entry.hash}
        </p>
        <pre class="raw-event">{JSON.stringify(entry.event, null, 2)}</pre>
        <a
          href={`/api/v1/ledger/proofs/inclusion?seq=${entry.seq}`}
          download={`bang-chung-${entry.seq}.json`}
        >
          {told.proof}
          <span class="sr"> #{entry.seq}</span>
        </a>
      </details>
    </li>
  );
}
