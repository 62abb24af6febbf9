/** The frame of the administrators' pages: the parts beside each other, who may only look, and what was just saved. */
import '../look/official.css';
import '../look/admin.css';
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { linkTo, screen } from '../page.ts';
import type { PlainScreen } from '../routes.ts';
import { session } from '../session/session.ts';
import { Frame } from '../shell/Frame.tsx';
import { said } from './words.ts';
import type { AdminWords } from './words-vi.ts';

type Tab = keyof AdminWords['tabs'] & PlainScreen;

/** Said once by the page on which something was saved; gone when another page is opened. */
const saved = signal<string | null>(null);
export function saySaved(what: string): void {
  saved.value = what;
}

/** An auditor sees everything and changes nothing. */
export const mayChange = (): boolean => session.value?.roles.includes('administrator') ?? false;

type Props = {
  readonly title?: string;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
};

export function AdminFrame({ title, actions, children }: Props) {
  const told = said.value;
  const here = screen.value;
  useEffect(
    () => () => {
      saved.value = null;
    },
    [],
  );
  return (
    <Frame title={title ?? told.tabs[here as Tab] ?? told.title}>
      <nav class="admin-tabs no-print" aria-label={told.tabsTitle}>
        <ul>
          {(Object.keys(told.tabs) as Tab[]).map((tab) => (
            <li key={tab}>
              <a
                {...linkTo(tab)}
                aria-current={tab === here ? 'page' : `${here}s` === tab ? 'true' : undefined}
              >
                {told.tabs[tab]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {!mayChange() && <p class="note no-print">{told.readOnly}</p>}
      <p class={saved.value === null ? 'sr' : 'note note-good no-print'} role="status">
        {saved.value !== null && <Icon name="check" bold />} {saved.value}
      </p>
      {actions !== undefined && mayChange() && <div class="frame-actions no-print">{actions}</div>}
      {children}
    </Frame>
  );
}
