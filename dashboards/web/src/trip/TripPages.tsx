/** The frame of the escort's pages: where one is, what waits to be sent, and what stands in the way of saving it. */
import '../look/trip.css';
import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { switchTheme, theme } from '../look/theme.ts';
import { followLink, go, hrefOf, type PlainScreen, screen, tripId } from '../page.ts';
import { standing } from '../session/session.ts';
import { Menu } from '../shell/Menu.tsx';
import { language, switchLanguage, words } from '../words/words.ts';
import { startDelivery } from './delivery.ts';
import { Home } from './Home.tsx';
import { drafts, loadKept, ready, storageTrouble, tally } from './kept.ts';
import { Device, Outbox } from './lock/doors.ts';
import { LockGate } from './lock/LockGate.tsx';
import { isTimeToOffer } from './lock/offered.ts';
import { PinOffer } from './lock/PinOffer.tsx';
import { Pack, Plan, Unpack } from './pack/doors.ts';
import { Trip } from './page/Trip.tsx';
import { sun, switchSun } from './sun.ts';
import { Handoff } from './wizard/doors.ts';
import { tripWords } from './words.ts';
import { registerWorker, takeUpdate, updateWaits } from './worker.ts';

export function TripPages() {
  useEffect(() => {
    void registerWorker();
    void loadKept().then(startDelivery);
  }, []);
  useSignalEffect(() => {
    document.title = `${tripWords.value.title} – ${words.value.product}`;
  });
  const said = tripWords.value;
  return (
    <div class={`screen trip-screen ${sun.value ? 'sun' : ''}`} data-sun={sun.value ? '' : undefined}>
      <LockGate>
        <Bars />
        {isTimeToOffer.value && <PinOffer />}
        {ready.value ? (
          <Page />
        ) : (
          <p class="trip-main" role="status">
            {storageTrouble.value === null ? words.value.loading : said.storageTrouble}
          </p>
        )}
      </LockGate>
    </div>
  );
}

function Page() {
  const id = tripId.value;
  switch (screen.value) {
    case 'outbox':
      return <Outbox />;
    case 'phone':
      return <Device />;
    case 'trip':
      return id === null ? <Home /> : <Trip key={id} id={id} />;
    case 'new-trip':
      return <Plan />;
    case 'pack':
      return id === null ? <Home /> : <Pack key={id} id={id} />;
    case 'unpack':
      return id === null ? <Home /> : <Unpack key={id} id={id} />;
    case 'handoff':
      return id === null ? <Home /> : <Handoff key={id} id={id} />;
    default:
      return <Home />;
  }
}

/** What a person must know on any page; nothing when all is well. */
function Bars() {
  const said = tripWords.value;
  const isOnline = useSignal(navigator.onLine);
  useEffect(() => {
    const look = () => {
      isOnline.value = navigator.onLine;
    };
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  const isAway = !isOnline.value || standing.value === 'away';
  const mustSignIn = !isAway && standing.value === 'out';
  const hasOpenDraft = drafts.value.some(({ done }) => !done);
  return (
    <div aria-live="polite">
      {storageTrouble.value !== null && <p class="bar bar-trouble">{said.storageTrouble}</p>}
      {isAway && <p class="bar bar-away">{said.offline}</p>}
      {mustSignIn && (
        <p class="bar bar-away">
          {said.signInToSend}{' '}
          <button
            type="button"
            class="secondary"
            onClick={() => go('sign-in', { next: location.pathname.slice(1) })}
          >
            {said.signIn}
          </button>
        </p>
      )}
      {updateWaits.value !== null && !hasOpenDraft && (
        <p class="bar bar-note">
          {said.update}{' '}
          <button type="button" class="secondary" onClick={takeUpdate}>
            {said.updateNow}
          </button>
        </p>
      )}
    </div>
  );
}

/** Title, the screen's own switches, and on the three first pages the count of what waits and the way to all others. */
export function Top({ title, here, back }: { title: string; here?: PlainScreen; back?: () => void }) {
  const said = tripWords.value;
  const waiting = tally.value.waiting + tally.value.refused + tally.value.conflict;
  const dark = theme.value === 'dark';
  const tab = (to: PlainScreen, name: string, count = 0) => (
    <a
      class="tab"
      href={hrefOf(to)}
      aria-current={here === to ? 'page' : undefined}
      onClick={(event) => followLink(event, () => go(to))}
    >
      {name}
      {count > 0 && <b class="badge">{count}</b>}
    </a>
  );
  return (
    <>
      <header class="trip-top">
        {back && (
          <button type="button" class="quiet" aria-label={said.back} onClick={back}>
            <Icon name="left" />
          </button>
        )}
        <h1>{title}</h1>
        <div class="trip-switches">
          <button type="button" class="quiet" aria-pressed={sun.value} onClick={switchSun}>
            <b>A+</b>
            <span class="sr"> {said.sun}</span>
          </button>
          <button
            type="button"
            class="quiet"
            lang={language.value === 'vi' ? 'en' : 'vi'}
            onClick={switchLanguage}
          >
            <b>{language.value === 'vi' ? 'EN' : 'VI'}</b>
            <span class="sr"> {words.value.switchLanguage}</span>
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={dark ? words.value.theme.toLight : words.value.theme.toDark}
            onClick={switchTheme}
          >
            <Icon name={dark ? 'sun' : 'moon'} />
          </button>
          {here !== undefined && <Menu />}
        </div>
      </header>
      {here !== undefined && (
        <nav class="tabs" aria-label={said.menu}>
          {tab('trips', said.trips)}
          {tab('outbox', said.outbox, waiting)}
          {tab('phone', said.phone)}
        </nav>
      )}
    </>
  );
}

/** One page of a wizard: what it asks, and at the thumb the way on and back. */
export function WizardPage(props: {
  title: string;
  step: [number, number];
  children: ComponentChildren;
  onBack: () => void;
  action: ComponentChildren;
}) {
  const { handoff, back } = tripWords.value;
  return (
    <>
      <Top title={handoff.steps(...props.step)} back={props.onBack} />
      <main class="trip-main wizard">
        <h2>{props.title}</h2>
        {props.children}
      </main>
      <footer class="thumb">
        <button type="button" class="secondary" onClick={props.onBack}>
          {back}
        </button>
        {props.action}
      </footer>
    </>
  );
}

export function NextButton({ disabled = false, onNext }: { disabled?: boolean; onNext: () => void }) {
  return (
    <button type="button" class="primary big" disabled={disabled} onClick={onNext}>
      {tripWords.value.next}
      <Icon name="right" bold />
    </button>
  );
}
