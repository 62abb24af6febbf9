/** How one slot stands, in a line: its value and who signed when, or the word for what it is. */
import type { BookSlotView } from '../../../../src/keeper/book-views.ts';
import { clock } from '../format/province.ts';
import { degrees } from '../format/temperature.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { language } from '../words/words.ts';
import { bookWords } from './words.ts';

const PICTURES: Record<BookSlotView['state'], IconName | null> = {
  ahead: null,
  open: 'clock',
  signed: 'check',
  late: 'clock',
  missed: 'cross',
  none: null,
};

export function SignedLine({ slot, withName = false }: { slot: BookSlotView; withName?: boolean }) {
  const said = bookWords.value;
  const { entry, state, former } = slot;
  const picture = PICTURES[state];
  const isMarked = entry !== null && (entry.isFar || entry.outOfRange);
  return (
    <span class={`book-state is-${state} ${isMarked ? 'is-marked' : ''}`}>
      {withName && <span class="book-slot-name">{said.slots[slot.slot]}</span>}
      {picture !== null && <Icon name={picture} bold />}
      {entry === null ? (
        <span>{state === 'ahead' && !withName ? '' : said.states[state]}</span>
      ) : (
        <>
          <b class="book-celsius">{degrees(entry.celsius, language.value)}</b>
          <span class="book-by">
            {entry.by}, {clock(Date.parse(entry.at))}
            {state === 'late' && ` (${said.states.late.toLocaleLowerCase()})`}
            {former.length > 0 && ' *'}
          </span>
        </>
      )}
    </span>
  );
}
