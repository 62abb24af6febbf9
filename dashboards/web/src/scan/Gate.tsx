/** T1 and T2, the scan gate: a vial is asked about before it is injected. */
import { useComputed, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Switches } from '../board/Header.tsx';
import { ConnectionBar } from '../live/ConnectionBar.tsx';
import { queryValue, setQuery } from '../page.ts';
import { remember, remembered } from '../remember.ts';
import { session } from '../session/session.ts';
import { unlock } from '../sound/tones.ts';
import { words } from '../words/words.ts';
import { CodeInput } from './CodeInput.tsx';
import { askAbout, forget, question, shown } from './question.ts';
import { loadSites, sites } from './sites.ts';
import { Verdict } from './Verdict.tsx';

export function Gate() {
  const { gate } = words.value;
  useEffect(() => {
    void loadSites();
    return forget;
  }, []);
  useSignalEffect(() => {
    document.title = `${words.value.gate.title} – ${words.value.product}`;
  });
  const site = useComputed(chosenSite);
  // The chosen place is in the address, so that the live feed is narrowed to it and a reload keeps it.
  useSignalEffect(() => {
    if (site.value !== null && queryValue('site') !== site.value) setQuery({ site: site.value });
  });

  const onCode = (code: string) => {
    void unlock();
    if (site.value !== null) askAbout(code, site.value);
  };
  const asked = question.value;
  const seen = shown.value;
  const tone = asked ? (seen?.verdict ?? 'asking') : 'ready';

  return (
    <div class={`screen gate gate-${tone}`}>
      <header class="gate-top">
        <h1>{gate.title}</h1>
        <div class="top-switches">
          <Switches other="board" />
        </div>
      </header>
      <ConnectionBar />
      <main class="gate-main">
        {asked && seen && <Verdict key={`${asked.site}/${asked.barcode}`} question={asked} shown={seen} />}
        {asked && !seen && (
          <p class="gate-asking" role="status">
            {gate.checking}
          </p>
        )}
        <div class="gate-ask">
          <SitePicker site={site.value} />
          <CodeInput label={asked ? gate.next : gate.code} disabled={site.value === null} onCode={onCode} />
          {!asked && <p class="hint">{site.value === null ? gate.siteFirst : gate.hint}</p>}
          {asked && (
            <button type="button" class="secondary" onClick={forget}>
              {gate.done}
            </button>
          )}
        </div>
      </main>
    </div>
  );
}

/** From the address, what was used here last, or the person's own place; only one that this person may use. */
function chosenSite(): string | null {
  const list = sites.value;
  if (list.kind !== 'ready') return null;
  const wanted = [queryValue('site'), remembered('site'), session.value?.site ?? null];
  const found = wanted.find((id) => list.items.some((each) => each.id === id));
  return found ?? (list.items.length === 1 ? (list.items[0]?.id ?? null) : null);
}

function SitePicker({ site }: { site: string | null }) {
  const { gate } = words.value;
  const list = sites.value;
  if (list.kind === 'failed') {
    return (
      <div class="trouble" role="alert">
        {gate.sitesFailed}{' '}
        <button type="button" class="secondary" onClick={loadSites}>
          {gate.retry}
        </button>
      </div>
    );
  }
  return (
    <label class="field">
      <span>{gate.site}</span>
      <select
        value={site ?? ''}
        disabled={list.kind === 'loading'}
        onChange={(event) => {
          const id = event.currentTarget.value;
          if (!id) return;
          remember('site', id);
          forget();
          setQuery({ site: id });
        }}
      >
        <option value="" disabled>
          {list.kind === 'loading' ? words.value.loading : gate.chooseSite}
        </option>
        {list.kind === 'ready' &&
          list.items.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
      </select>
    </label>
  );
}
