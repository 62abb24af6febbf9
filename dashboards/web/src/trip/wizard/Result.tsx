/** What became of a signed handoff: on this phone, then at the service; and the receipt for the other side. */

import type { ComponentChildren } from 'preact';
import { recordNumber } from '../../../../../src/custody/record-number.ts';
import { timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { CLOCK_WRONG_MS } from '../clock-offset.ts';
import { clockSpan } from '../clock-span.ts';
import { itemOf } from '../kept.ts';
import type { OutboxItem } from '../outbox.ts';
import { offset, sharedOf } from '../phone.ts';
import { SlipCode } from '../QrCode.tsx';
import type { SignedSlip } from '../slip-text.ts';
import { Top } from '../TripPages.tsx';
import { tripWords } from '../words.ts';
import { RecordLink } from './RecordLink.tsx';

type Props = {
  event: string;
  handoff: string;
  /** The taker's signed answer, for the giver to scan. */
  slip: SignedSlip | null;
  note: string | null;
  onClose: () => void;
};

export function Result({ event, handoff, slip, note, onClose }: Props) {
  const said = tripWords.value;
  const item = itemOf(event);
  return (
    <>
      <Top title={said.handoff.result} />
      <main class="trip-main wizard">
        {item && <Standing item={item} handoff={handoff} />}
        {item && hasRecord(item) && <RecordLink handoff={handoff} />}
        {note !== null && <p class="note">{note}</p>}
        <ClockNote />
        {slip && (
          <>
            <h2>{said.handoff.receipt}</h2>
            <SlipCode slip={slip} />
          </>
        )}
      </main>
      <footer class="thumb">
        <button type="button" class="primary big" onClick={onClose}>
          {said.handoff.close}
        </button>
      </footer>
    </>
  );
}

/** Nothing changed hands where the offer was taken back. */
const hasRecord = ({ state, delivered: { body } }: OutboxItem): boolean =>
  state === 'confirmed' && body.type !== 'handoff.withdrawn';

function Standing({ item, handoff }: { item: OutboxItem; handoff: string }) {
  const said = tripWords.value;
  const saved = said.handoff.savedHere(timeNear(sharedOf(item.savedAt), today.value));
  const line = (tone: string, icon: 'check' | 'clock' | 'cross', children: ComponentChildren) => (
    <p class={`standing tone-${tone}`} role="status">
      <Icon name={icon} bold />
      <span>{children}</span>
    </p>
  );
  switch (item.state) {
    case 'waiting':
      return line('orange', 'clock', `${saved} ${said.handoff.notSent}`);
    case 'confirmed':
      return line(
        'green',
        'check',
        said.handoff.sent(
          timeNear(sharedOf(item.confirmedAt ?? item.savedAt), today.value),
          recordNumber('BG', handoff),
        ),
      );
    case 'conflict':
      return line('red', 'cross', `${saved} ${said.handoff.conflict}`);
    case 'refused':
      return line(
        'red',
        'cross',
        `${saved} ${said.handoff.refusedByService} ${item.trouble?.said?.[language.value] ?? item.trouble?.code ?? ''}`,
      );
    default:
      return item.state satisfies never;
  }
}

function ClockNote() {
  const { handoff } = tripWords.value;
  const found = offset.value;
  if (found === null) return <p class="note">{handoff.clockUnknown}</p>;
  if (Math.abs(found.ms) <= CLOCK_WRONG_MS) return null;
  return <p class="note">{handoff.clockWrong(clockSpan(found.ms, language.value))}</p>;
}
