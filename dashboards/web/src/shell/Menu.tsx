/** The menu: who am I here, which pages are there for me, and how this screen looks. */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { switchTheme, theme } from '../look/theme.ts';
import { followLink, go, hrefOf, screen } from '../page.ts';
import { menuOf } from '../routes.ts';
import type { Session } from '../session/session.ts';
import { session, signOut } from '../session/session.ts';
import { language, switchLanguage, words } from '../words/words.ts';
import { siteName } from './place.ts';
import { shellWords } from './words.ts';

export function Menu() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = useSignal(false);
  const heading = useId();
  const who = session.value;
  if (who === null) return null;
  const open = () => {
    isOpen.value = true;
    // The browser keeps the focus inside, and gives it back to the button.
    dialog.current?.showModal();
  };
  const close = () => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        class="quiet menu-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen.value}
        aria-label={`${shellWords.value.menu} (${who.name})`}
        title={who.name}
        onClick={open}
      >
        <Icon name="menu" />
      </button>
      <dialog
        ref={dialog}
        class="menu"
        aria-labelledby={heading}
        onClose={() => {
          isOpen.value = false;
        }}
        onKeyDown={keepFocus}
        onClick={(event) => {
          if (event.target === dialog.current) close();
        }}
      >
        {isOpen.value && <Contents who={who} heading={heading} close={close} />}
      </dialog>
    </>
  );
}

function Contents({ who, heading, close }: { who: Session; heading: string; close: () => void }) {
  const said = shellWords.value;
  const dark = theme.value === 'dark';
  return (
    <div class="menu-page">
      <div class="menu-who">
        <Icon name="person" />
        <div>
          <h2 id={heading}>{who.name}</h2>
          <p>{rolesText(who.roles)}</p>
          <p>
            <span class="sr">{said.place}: </span>
            {siteName(who.site)}
          </p>
        </div>
        <button type="button" class="quiet" aria-label={words.value.close} onClick={close}>
          <Icon name="cross" />
        </button>
      </div>
      <nav aria-label={said.pagesTitle}>
        <ul class="menu-list">
          {menuOf(who.roles).map(({ screen: to, icon }) => (
            <li key={to}>
              <a
                class="menu-item"
                href={hrefOf(to)}
                aria-current={screen.value === to ? 'page' : undefined}
                onClick={(event) =>
                  followLink(event, () => {
                    close();
                    go(to);
                  })
                }
              >
                <Icon name={icon} />
                {said.pages[to]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ul class="menu-list menu-settings" aria-label={said.settings}>
        <Item icon="language" lang={language.value === 'vi' ? 'en' : 'vi'} onPress={switchLanguage}>
          {words.value.switchLanguage}
        </Item>
        <Item icon={dark ? 'sun' : 'moon'} onPress={switchTheme}>
          {dark ? words.value.theme.toLight : words.value.theme.toDark}
        </Item>
        <Item icon="leave" onPress={signOut}>
          {words.value.signOut}
        </Item>
      </ul>
    </div>
  );
}

function Item(props: { icon: IconName; lang?: string; children: string; onPress: () => void }) {
  return (
    <li>
      <button type="button" class="menu-item" lang={props.lang} onClick={props.onPress}>
        <Icon name={props.icon} />
        {props.children}
      </button>
    </li>
  );
}

/** `Nhân viên kho và Người áp tải` */
function rolesText(roles: readonly string[]): string {
  const { roles: names, and } = shellWords.value;
  const known: Record<string, string> = names;
  const said = roles.map((role) => known[role] ?? role);
  const last = said.at(-1) ?? '';
  return said.length < 2 ? last : said.slice(0, -1).join(', ') + and + last;
}

/** From the last thing on to the first, and back: never out to a page that cannot be used meanwhile. */
function keepFocus(event: KeyboardEvent & { currentTarget: HTMLDialogElement }): void {
  if (event.key !== 'Tab') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href], button')];
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
