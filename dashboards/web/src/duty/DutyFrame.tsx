/** The frame of the pages about duty: who is on when, and who is told after whom. */
import '../look/duty.css';
import type { ComponentChildren } from 'preact';
import { linkTo, screen } from '../page.ts';
import { Frame } from '../shell/Frame.tsx';
import { said } from './words.ts';

const TABS = ['duty', 'ladder'] as const;

type Props = {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
};

export function DutyFrame({ children, ...more }: Props) {
  const words = { duty: said.value.roster, ladder: said.value.ladder };
  return (
    <Frame {...more}>
      <nav class="duty-tabs no-print" aria-label={said.value.tabs}>
        {TABS.map((tab) => (
          <a key={tab} {...linkTo(tab)} aria-current={screen.value === tab ? 'page' : undefined}>
            {words[tab]}
          </a>
        ))}
      </nav>
      {children}
    </Frame>
  );
}
