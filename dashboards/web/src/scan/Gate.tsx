/** T1 and T2, the scan gate: a vial is asked about before it is injected. */
import '../look/scan.css';
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Switches } from '../board/Header.tsx';
import { ConnectionBar } from '../live/ConnectionBar.tsx';
import { Icon } from '../look/Icon.tsx';
import { queryValue, setQuery } from '../page.ts';
import { remember, remembered } from '../remember.ts';
import { me, session } from '../session/session.ts';
import { unlock } from '../sound/tones.ts';
import { Scanner } from '../trip/Scanner.tsx';
import { keepScanner } from '../trip/scanner-kept.ts';
import { registerWorker, takeUpdate, updateWaits } from '../trip/worker.ts';
import { words } from '../words/words.ts';
import { CodeInput } from './CodeInput.tsx';
import { hasCamera, lookForCamera, opensAtOnce, wantCamera } from './camera-there.ts';
import { ListAge } from './ListAge.tsx';
import { keepListOf, loadLists } from './list.ts';
import { placeOf } from './place.ts';
import { askAbout, forget, type Question, question, shown } from './question.ts';
import { deliver, noteScan } from './scan-log.ts';
import { loadSites, sites } from './sites.ts';
import { Verdict } from './Verdict.tsx';
import { scanWords } from './words.ts';

const noted = new Set<string>();

export function Gate() {
  const { gate } = words.value;
  useEffect(() => {
    void loadLists().then(loadSites);
    void lookForCamera();
    void registerWorker();
    void deliver();
    return () => {
      forget();
      keepListOf(null);
    };
  }, []);
  useSignalEffect(() => {
    // The reader is large: only where a camera can use it.
    if (hasCamera.value) void keepScanner();
  });
  // Whoever signs in brings what waits.
  useSignalEffect(() => {
    if (session.value !== null) void deliver();
  });
  useSignalEffect(() => {
    document.title = `${words.value.gate.title} – ${words.value.product}`;
  });
  const site = useComputed(chosenSite);
  // The chosen place is in the address, so that the live feed is narrowed to it and a reload keeps it.
  useSignalEffect(() => {
    if (site.value !== null && queryValue('site') !== site.value) setQuery({ site: site.value });
  });

  useSignalEffect(() => keepListOf(site.value));
  // What stood on the screen first is what the table was told.
  useSignalEffect(() => {
    const [scan, answer] = [question.value, shown.value];
    if (scan === null || answer === null || noted.has(scan.id)) return;
    noted.add(scan.id);
    void noteScan(scan, answer);
  });

  const isHeard = useSignal(true);
  const listen = () =>
    unlock().then((isOpen) => {
      isHeard.value = isOpen;
    });
  useEffect(() => void listen(), []);

  const onCode = (code: string, how: Question['how']) => {
    void listen();
    if (site.value !== null) askAbout(code, site.value, how);
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
        {asked && seen && <Verdict key={asked.id} question={asked} shown={seen} />}
        {asked && !seen && (
          <p class="gate-asking" role="status">
            {gate.checking}
          </p>
        )}
        {!asked && site.value !== null && opensAtOnce.value !== null && hasCamera.value && (
          <div class="gate-camera">
            <Scanner
              label={scanWords.value.camera}
              opensAtOnce={opensAtOnce.value}
              onSwitch={wantCamera}
              onCode={(code) => onCode(code, 'camera')}
            />
          </div>
        )}
        <div class="gate-ask">
          <SitePicker site={site.value} />
          <CodeInput label={asked ? gate.next : gate.code} disabled={site.value === null} onCode={onCode} />
          {!asked && (site.value === null || !hasCamera.value) && (
            <p class="hint">{site.value === null ? gate.siteFirst : gate.hint}</p>
          )}
          {!asked && !isHeard.value && (
            <button type="button" class="secondary" onClick={listen}>
              <Icon name="bell-off" />
              {scanWords.value.soundOff}
            </button>
          )}
          {asked && (
            <button type="button" class="primary gate-again" onClick={forget}>
              <Icon name="scan" />
              {gate.done}
            </button>
          )}
          {site.value !== null && <ListAge />}
          {!asked && updateWaits.value !== null && (
            <p class="gate-update">
              {scanWords.value.update}{' '}
              <button type="button" class="secondary" onClick={takeUpdate}>
                {scanWords.value.updateNow}
              </button>
            </p>
          )}
        </div>
      </main>
    </div>
  );
}

/** Only a place that this person may use. */
function chosenSite(): string | null {
  const list = sites.value;
  if (list.kind !== 'ready') return null;
  const [address, last, own] = [queryValue('site'), remembered('site'), me.value?.site ?? null];
  return placeOf(list.items, { address, last, own });
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
