/** The top of the wall board: where, when, how many in which state, and the screen's own switches. */
import type { ReadonlySignal } from '@preact/signals';
import { clock } from '../format/province.ts';
import { countdown, dateOf, secondsOf, weekdayOf } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { switchTheme, theme } from '../look/theme.ts';
import { followLink, go, hrefOf, type PlainScreen } from '../page.ts';
import { Menu } from '../shell/Menu.tsx';
import { pressSound, sound } from '../sound/watch.ts';
import { language, switchLanguage, words } from '../words/words.ts';
import type { Counts, Tone } from './order.ts';

export function Header({ place, counts }: { place: string; counts: ReadonlySignal<Counts> }) {
  return (
    <header class="top">
      <div class="top-where">
        <img class="mark" src={new URL('../look/icon.svg', import.meta.url).href} alt="" />
        <div>
          <h1 class="top-title">{words.value.board.title}</h1>
          <p class="top-site">{place}</p>
        </div>
      </div>
      <Sums counts={counts} />
      <div class="top-switches">
        <SoundButton />
        <Switches other="gate" />
      </div>
      <Clock />
    </header>
  );
}

/** Alone in its parts that change every second, or with every reading: the rest of the head stays as it is. */
function Clock() {
  return (
    <div class="clock">
      <time class="clock-time" dateTime={new Date(now.value).toISOString()}>
        {clock(now.value)}
        <span class="clock-seconds">{secondsOf(now.value)}</span>
      </time>
      <span class="clock-date">
        <span class="clock-weekday">{weekdayOf(now.value, language.value)}, </span>
        {dateOf(now.value)}
      </span>
    </div>
  );
}

function Sums({ counts: { value: counts } }: { counts: ReadonlySignal<Counts> }) {
  const { board } = words.value;
  return (
    <ul class="counts" aria-label={board.counts}>
      <Count tone="red" icon="recall" word={board.excursion} count={counts.excursion} />
      <Count tone="orange" icon="clock" word={board.watching} count={counts.watching} />
      <Count tone="grey" icon="no-signal" word={board.silent} count={counts.silent} />
      <Count tone="grey" icon="clock" word={board.late} count={counts.late} />
      <Count tone="green" icon="check" word={board.normal} count={counts.normal} />
    </ul>
  );
}

function Count({ tone, icon, word, count }: { tone: Tone; icon: IconName; word: string; count: number }) {
  return (
    <li class={`count tone-${tone} ${count === 0 ? 'count-zero' : ''}`}>
      <Icon name={icon} bold />
      <span class="count-number">{count}</span>
      <span class="count-word">{word}</span>
    </li>
  );
}

function SoundButton() {
  const { sound: told } = words.value;
  const state = sound.value;
  const text =
    state.kind === 'off' ? told.off : state.kind === 'on' ? told.on : told.muted(countdown(state.leftMs));
  const does = state.kind === 'off' ? told.turnOn : state.kind === 'on' ? told.mute : told.unmute;
  return (
    <button
      type="button"
      class={`quiet sound-${state.kind}`}
      aria-label={`${text}. ${does}`}
      title={does}
      onClick={pressSound}
    >
      <Icon name={state.kind === 'on' ? 'bell' : 'bell-off'} />
      <span class="sound-text">{text}</span>
    </button>
  );
}

/** The other screen, language, theme and the menu: the same on every screen. */
export function Switches({ other }: { other: PlainScreen }) {
  const said = words.value;
  const dark = theme.value === 'dark';
  return (
    <>
      <a
        class="quiet"
        href={hrefOf(other)}
        aria-label={other === 'gate' ? said.toGate : said.toBoard}
        title={other === 'gate' ? said.toGate : said.toBoard}
        onClick={(event) => followLink(event, () => go(other))}
      >
        <Icon name={other === 'gate' ? 'scan' : 'grid'} />
        <span class="switch-text">{other === 'gate' ? said.toGate : said.toBoard}</span>
      </a>
      <button
        type="button"
        class="quiet"
        lang={language.value === 'vi' ? 'en' : 'vi'}
        onClick={switchLanguage}
      >
        {/* What is seen belongs to the name, so that it can be spoken to the button. */}
        <b>{language.value === 'vi' ? 'EN' : 'VI'}</b>
        <span class="sr"> {said.switchLanguage}</span>
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={dark ? said.theme.toLight : said.theme.toDark}
        onClick={switchTheme}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </button>
      <Menu />
    </>
  );
}
