/** A page's frame: its title and what can be done with it as a whole, the connection bar, the menu, and how it prints. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { clock } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import { ConnectionBar } from '../live/ConnectionBar.tsx';
import { now } from '../live/clock.ts';
import { lostSince } from '../live/connection.ts';
import { Icon } from '../look/Icon.tsx';
import { session } from '../session/session.ts';
import { words } from '../words/words.ts';
import { Menu } from './Menu.tsx';
import { shellWords } from './words.ts';

type Props = {
  readonly title: string;
  /** A line below the title: of which place, of what time. */
  readonly subtitle?: string | undefined;
  /** Where this page comes from: `{ ...linkTo('incidents'), name: 'Sự cố' }`. */
  readonly back?: {
    readonly href: string;
    readonly onClick: (event: MouseEvent) => void;
    readonly name: string;
  };
  /** Buttons that belong to the whole page; not on paper. */
  readonly actions?: ComponentChildren;
  /** Text to read and forms rather than tables: lines of a readable length. */
  readonly narrow?: boolean;
  readonly children: ComponentChildren;
};

export function Frame({ title, subtitle, back, actions, narrow = false, children }: Props) {
  const { product } = words.value;
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  return (
    <div class={`screen frame ${lostSince.value === null ? '' : 'is-lost'}`}>
      <header class="frame-top">
        {back && (
          <a
            class="quiet frame-back"
            href={back.href}
            aria-label={back.name}
            title={back.name}
            onClick={back.onClick}
          >
            <Icon name="left" />
          </a>
        )}
        <div class="frame-title">
          <h1>{title}</h1>
          {subtitle !== undefined && <p>{subtitle}</p>}
        </div>
        <Menu />
      </header>
      <ConnectionBar />
      <main class={`frame-main ${narrow ? 'frame-narrow' : ''}`}>
        {actions !== undefined && <div class="frame-actions">{actions}</div>}
        {children}
      </main>
      <PrintedFoot />
    </div>
  );
}

/** Prints the page as it stands. */
export function PrintButton() {
  return (
    <button type="button" class="secondary" onClick={() => print()}>
      <Icon name="print" />
      {shellWords.value.print}
    </button>
  );
}

/** Only on paper: whose print this is, and of when. */
function PrintedFoot() {
  const time = `${clock(now.value)} ${dateOf(now.value)}`;
  return (
    <p class="printed-foot">
      {words.value.product} – {shellWords.value.printedAt(time, session.value?.name ?? '')}
    </p>
  );
}
