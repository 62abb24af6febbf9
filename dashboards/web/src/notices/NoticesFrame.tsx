/** The frame of the pages about messages: what was sent, by which ways, and how one is told oneself. */
import '../look/notices.css';
import type { ComponentChildren } from 'preact';
import { linkTo, screen } from '../page.ts';
import { isFor } from '../routes.ts';
import { session } from '../session/session.ts';
import { Frame } from '../shell/Frame.tsx';
import { said } from './words.ts';

const TABS = ['notices', 'channels', 'told'] as const;

type Props = {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly narrow?: boolean;
  readonly children: ComponentChildren;
};

export function NoticesFrame({ children, ...more }: Props) {
  const words = { notices: said.value.log, channels: said.value.channelsTitle, told: said.value.me.title };
  const shown = TABS.filter((tab) => isFor(tab, session.value?.roles ?? []));
  return (
    <Frame {...more}>
      <nav class="notice-tabs no-print" aria-label={said.value.tabs}>
        {shown.map((tab) => (
          <a key={tab} {...linkTo(tab)} aria-current={screen.value === tab ? 'page' : undefined}>
            {words[tab]}
          </a>
        ))}
      </nav>
      {children}
    </Frame>
  );
}
