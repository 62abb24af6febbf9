/** K7, all alerts in one flat list: what nobody has taken first, live, filtered by the address, and several taken at once. */
import { useComputed, useSignal } from '@preact/signals';
import '../look/alerts.css';
import type { AlertView } from '../api/views.ts';
import { Acknowledge } from '../board/Acknowledge.tsx';
import type { Deed } from '../board/deeds.ts';
import { alertPlace } from '../board/words.ts';
import { whole } from '../format/province.ts';
import { alerts, calmPicture } from '../live/connection.ts';
import { queryValue, setQuery } from '../page.ts';
import { mayAcknowledge, session } from '../session/session.ts';
import { Empty, Failed, Loading } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { siteName } from '../shell/place.ts';
import { shellWords } from '../shell/words.ts';
import { language, words } from '../words/words.ts';
import { AcknowledgeMany, type Taking } from './AcknowledgeMany.tsx';
import { AlertRow } from './AlertRow.tsx';
import { Filters } from './Filters.tsx';
import { filterOf, isNarrowed, type ListState, matches, pageOf, urgentFirst } from './filter.ts';
import { Pages } from './Pages.tsx';
import { useClosed } from './use-closed.ts';
import { useOfCode } from './use-of-code.ts';
import { alertsWords } from './words.ts';

const ACTIVE: readonly ListState[] = ['open', 'acknowledged', 'active'];
/** Who may look at what is over, as the service has it. */
const LOOK_BACK = ['administrator', 'official', 'auditor', 'depot'];

export function AlertsPage() {
  const said = alertsWords.value;
  const filter = useComputed(() => filterOf(queryValue));
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const taking = useSignal<readonly Taking[] | null>(null);
  const done = useSignal<number | null>(null);
  const doing = useSignal<{ readonly alert: AlertView; readonly deed: Deed } | null>(null);
  const code = queryValue('ma');
  const ofCode = useOfCode(code);
  const isClosed = code === null && filter.value.state === 'closed';
  const { closed, more, again } = useClosed(isClosed);
  const active = useComputed(() => urgentFirst(alerts.value.values()));
  // Where an alert is changes hardly ever; that every unit reports all the time is no reason to draw the list again.
  const seen = calmPicture.value;
  const site = queryValue('site');

  const isHere = (at: string | null) => site === null || at === site || within(at, site);
  const within = (at: string | null, root: string): boolean => {
    const parent = seen?.sites.find(({ id }) => id === at)?.parent ?? null;
    return parent !== null && (parent === root || within(parent, root));
  };
  const listed =
    code !== null
      ? (ofCode.found ?? [])
      : isClosed
        ? closed.items.filter((alert) => matches(alert, filter.value) && isHere(alert.site))
        : active.value.filter((alert) => matches(alert, filter.value));
  const { page, pages, shown } = isClosed
    ? { page: 1, pages: 1, shown: listed }
    : pageOf(listed, Number(queryValue('trang') ?? 1));
  const placeOf = (alert: (typeof listed)[number]) =>
    alertPlace(alert, words.value, seen?.units ?? new Map(), seen?.sites ?? []);
  const canTake = (alert: (typeof listed)[number]) => mayAcknowledge.value && alert.state === 'open';
  const waiting = active.value.filter(({ id }) => chosen.value.has(id)).filter(canTake);
  const choose = (ids: readonly string[], is: boolean) => {
    const next = new Set(chosen.value);
    for (const id of ids)
      if (is) next.add(id);
      else next.delete(id);
    chosen.value = next;
    done.value = null;
  };
  const takeable = shown.filter(canTake).map(({ id }) => id);
  const states = session.value?.roles.some((role) => LOOK_BACK.includes(role))
    ? [...ACTIVE, 'closed' as const]
    : ACTIVE;
  const isWaiting =
    code !== null
      ? ofCode.found === null
      : isClosed
        ? closed.busy && closed.items.length === 0
        : seen === null;
  const failure = code !== null ? ofCode.failure : isClosed ? closed.failure : null;

  return (
    <Frame title={said.title} subtitle={siteName(site ?? session.value?.site ?? null)}>
      <Filters filter={filter.value} states={states} />
      <div class="alert-bar">
        <p role="status">
          {isWaiting ? '' : said.shown(whole(listed.length, language.value))}
          {done.value !== null && ` · ${said.took(whole(done.value, language.value))}`}
        </p>
        {takeable.length > 0 && (
          <label class="alert-all no-print">
            <input
              type="checkbox"
              checked={takeable.every((id) => chosen.value.has(id))}
              onChange={(event) => choose(takeable, event.currentTarget.checked)}
            />
            {said.selectPage}
          </label>
        )}
      </div>
      {failure !== null && <Failed failure={failure} again={code !== null ? ofCode.again : again} />}
      {isWaiting && failure === null && <Loading />}
      {!isWaiting && listed.length === 0 && failure === null && (
        <Empty
          title={
            code !== null
              ? said.noneOfCode
              : isNarrowed(filter.value)
                ? said.noneFiltered
                : filter.value.state === 'open'
                  ? said.noneOpen
                  : said.none
          }
          hint={code !== null ? said.noCode : isClosed ? undefined : said.noneHint}
        />
      )}
      <ol class="alert-rows">
        {shown.map((alert) => (
          <AlertRow
            key={alert.id}
            alert={alert}
            place={placeOf(alert)}
            chosen={canTake(alert) ? chosen.value.has(alert.id) : undefined}
            onChoose={(is) => choose([alert.id], is)}
            onTake={
              canTake(alert)
                ? () => {
                    taking.value = [{ alert, place: placeOf(alert) }];
                  }
                : null
            }
            onDeed={
              mayAcknowledge.value
                ? (deed) => {
                    doing.value = { alert, deed };
                  }
                : null
            }
          />
        ))}
      </ol>
      {!isClosed && (
        <Pages page={page} pages={pages} go={(to) => setQuery({ trang: to === 1 ? null : String(to) })} />
      )}
      {isClosed && closed.next !== null && (
        <button type="button" class="secondary no-print" disabled={closed.busy} onClick={more}>
          {closed.busy ? shellWords.value.loading : said.more}
        </button>
      )}
      {waiting.length > 0 && (
        <div class="alert-chosen no-print">
          <b>{said.selected(whole(waiting.length, language.value))}</b>
          <button type="button" class="secondary" onClick={() => choose([...chosen.value], false)}>
            {said.unselect}
          </button>
          <button
            type="button"
            class="primary"
            onClick={() => {
              taking.value = waiting.map((alert) => ({ alert, place: placeOf(alert) }));
            }}
          >
            {said.takeSelected(whole(waiting.length, language.value))}
          </button>
        </div>
      )}
      {doing.value !== null && (
        <Acknowledge
          alert={doing.value.alert}
          deed={doing.value.deed}
          place={placeOf(doing.value.alert)}
          onClose={() => {
            doing.value = null;
            if (isClosed) again();
            if (code !== null) ofCode.again();
          }}
        />
      )}
      {taking.value !== null && (
        <AcknowledgeMany
          taking={taking.value}
          onDone={(taken) => {
            choose(taken, false);
            done.value = taken.length;
          }}
          onClose={() => {
            taking.value = null;
          }}
        />
      )}
    </Frame>
  );
}
