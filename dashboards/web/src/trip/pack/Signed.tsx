/** What became of it once signed: kept on this phone, then at the service, which alone makes it "sent". */
import type { ComponentChildren } from 'preact';
import { whole } from '../../format/province.ts';
import { timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { itemOf } from '../kept.ts';
import { sharedOf } from '../phone.ts';
import { Top } from '../TripPages.tsx';
import { packWords } from './words.ts';

type Props = { title: string; event: string; hint: string; children?: ComponentChildren };

/** `children`: the ways on, at the thumb. */
export function Signed({ title, event, hint, children }: Props) {
  return (
    <>
      <Top title={title} />
      <main class="trip-main wizard">
        <Standing event={event} />
        <p class="note">{hint}</p>
      </main>
      <footer class="thumb">{children}</footer>
    </>
  );
}

const LOOKS = {
  waiting: ['orange', 'clock'],
  confirmed: ['green', 'check'],
  conflict: ['red', 'cross'],
  refused: ['red', 'cross'],
} as const;

function Standing({ event }: { event: string }) {
  const said = packWords.value;
  const item = itemOf(event);
  if (item === undefined) return null;
  const saved = said.saved(timeNear(sharedOf(item.savedAt), today.value));
  const text = {
    waiting: `${saved} ${said.notSent}`,
    confirmed: said.sent(
      timeNear(sharedOf(item.confirmedAt ?? item.savedAt), today.value),
      whole(item.receipt?.ledgerSeq ?? 0, language.value),
    ),
    conflict: `${saved} ${said.conflict}`,
    refused: `${saved} ${said.refused} ${item.trouble?.said?.[language.value] ?? item.trouble?.code ?? ''}`,
  }[item.state];
  const [tone, icon] = LOOKS[item.state];
  return (
    <p class={`standing tone-${tone}`} role="status">
      <Icon name={icon} bold />
      <span>{text}</span>
    </p>
  );
}
