/** What was scanned at the injection tables and what was shown there: who, where, of which lot, also while offline. */
import '../look/scans.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ScanView } from '../../../../src/keeper/gate-views.ts';
import type { Paged } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { picture } from '../live/connection.ts';
import { queryValue, setQuery } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { siteName } from '../shell/place.ts';
import { useAsked } from '../shell/use-asked.ts';
import { language } from '../words/words.ts';
import { said } from './words.ts';

const TYPED_MS = 300;
const LIMIT = 100;
/** What the address calls each filter, and what the service does. */
const FILTERS = { noi: 'site', 'ket-qua': 'verdict', lo: 'lot', nguoi: 'by', 'mat-mang': 'offline' } as const;

export function ScansPage() {
  const told = said.value;
  const asked = new URLSearchParams({ limit: String(LIMIT) });
  for (const [name, wanted] of Object.entries(FILTERS)) {
    const value = queryValue(name);
    if (value !== null) asked.set(wanted, value);
  }
  const cursor = queryValue('tu-so');
  if (cursor !== null) asked.set('cursor', cursor);
  const list = useAsked<Paged<ScanView>>(`/scans?${asked.toString()}`);
  return (
    <Frame title={told.title} actions={<PrintButton />}>
      <Filters />
      <Answered asked={list.asked.value} again={list.again}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <p role="status">{next === null ? told.none : told.noneYet}</p>}
            {items.length > 0 && <Rows scans={items} />}
            {next !== null && (
              <button type="button" class="secondary no-print" onClick={() => setQuery({ 'tu-so': next })}>
                {told.older}
              </button>
            )}
          </>
        )}
      </Answered>
    </Frame>
  );
}

/** The address keeps them; another filter begins at the newest scan again. */
function Filters() {
  const told = said.value;
  const set = (values: Record<string, string | null>) => setQuery({ ...values, 'tu-so': null });
  const sites = [...(picture.value?.sites ?? [])].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  return (
    <search class="scans-filters no-print">
      <label class="field">
        <span>{told.site}</span>
        <select
          value={queryValue('noi') ?? ''}
          onChange={(event) => set({ noi: event.currentTarget.value || null })}
        >
          <option value="">{told.allSites}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{told.verdict}</span>
        <select
          value={queryValue('ket-qua') ?? ''}
          onChange={(event) => set({ 'ket-qua': event.currentTarget.value || null })}
        >
          <option value="">{told.any}</option>
          {(['allowed', 'blocked', 'unknown'] as const).map((one) => (
            <option key={one} value={one}>
              {told.verdicts[one]}
            </option>
          ))}
        </select>
      </label>
      <Typed label={told.lot} name="lo" set={set} />
      <Typed label={told.by} name="nguoi" set={set} />
      <label class="scans-check">
        <input
          type="checkbox"
          checked={queryValue('mat-mang') === 'true'}
          onChange={(event) => set({ 'mat-mang': event.currentTarget.checked ? 'true' : null })}
        />
        <span>{told.offline}</span>
      </label>
    </search>
  );
}

type TypedProps = { label: string; name: string; set: (values: Record<string, string | null>) => void };

function Typed({ label, name, set }: TypedProps) {
  const typed = useSignal(queryValue(name) ?? '');
  useEffect(() => {
    const wanted = typed.value.trim() || null;
    if (wanted === queryValue(name)) return;
    const timer = setTimeout(() => set({ [name]: wanted }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed.value]);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="search"
        autocomplete="off"
        maxLength={100}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value.normalize('NFC');
        }}
      />
    </label>
  );
}

function Rows({ scans }: { scans: readonly ScanView[] }) {
  const told = said.value;
  const when = (iso: string) => timeNear(Date.parse(iso), now.peek());
  return (
    <table class="scans-rows">
      <thead>
        <tr>
          {[told.when, told.site, told.what, told.verdict, told.by].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scans.map((scan) => (
          <tr key={scan.id} class={`scans-${scan.verdict}`}>
            <td data-head={told.when}>
              <time dateTime={scan.at}>{when(scan.at)}</time>
              {scan.offline && <small>{told.sent(when(scan.receivedAt))}</small>}
            </td>
            <td data-head={told.site}>{siteName(scan.site)}</td>
            <td data-head={told.what}>
              {scan.lot ?? told.unread}
              <small>{scan.gtin ?? scan.barcode}</small>
            </td>
            <td data-head={told.verdict}>
              <b>{told.verdicts[scan.verdict]}</b>
              <small>
                {[
                  told.source[scan.source],
                  scan.list === null
                    ? ''
                    : told.list(whole(scan.list.sequence, language.value), when(scan.list.issuedAt)),
                  scan.offline ? told.wasOffline : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </td>
            <td data-head={told.by}>
              {scan.by}
              <small>{told.how[scan.how]}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
