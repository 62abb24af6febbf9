/** What differs in judgement by a file: excursions, holds, doses. The worst first; nothing where nothing differs. */
import type { ComponentChildren } from 'preact';
import type {
  ChangedExcursionView,
  FileChangesView,
  FileHoldView,
  Listed,
} from '../../../../src/keeper/file-views.ts';
import { today } from '../format/today.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { n } from '../official/say.ts';
import { excursionText } from '../unit/words.ts';
import { language, words } from '../words/words.ts';
import { filesWords } from './words.ts';

export function isQuiet({ excursions, holds }: FileChangesView): boolean {
  return [...Object.values(excursions), ...Object.values(holds)].every(({ count }) => count === 0);
}

/** `isDone`: it was stored. */
export function Changes({ changes, isDone }: { changes: FileChangesView; isDone: boolean }) {
  const told = filesWords.value;
  const { excursions, holds } = changes;
  const doses = isDone ? told.dosesHeldDone : told.dosesHeld;
  return (
    <>
      {changes.discoveredLate > 0 && (
        <p class="files-late">
          <Icon name="clock" bold />
          {told.late}
        </p>
      )}
      <Group
        tone="bad"
        icon="recall"
        title={told.found(n(excursions.found.count))}
        list={excursions.found}
        show={(one) => <OneExcursion excursion={one} />}
      />
      <Group
        tone="bad"
        icon="hold"
        title={(isDone ? told.placedDone : told.placed)(n(holds.placed.count))}
        list={holds.placed}
        show={(one) => <OneHold hold={one} />}
      >
        {changes.dosesHeld > 0 && <p>{doses(n(changes.dosesHeld))}</p>}
        {changes.dosesGiven > 0 && (
          <p>
            <b>{told.dosesGiven(n(changes.dosesGiven), n(changes.dosesGivenAfterBreach))}</b>
          </p>
        )}
      </Group>
      <Group
        tone="odd"
        icon="clock"
        title={told.changed(n(excursions.changed.count))}
        list={excursions.changed}
        show={(one) => <OneExcursion excursion={one} />}
      />
      <Group
        tone="calm"
        icon="check"
        title={told.gone(n(excursions.gone.count))}
        list={excursions.gone}
        show={(one) => <OneExcursion excursion={one} />}
      >
        <p>{told.goneHint}</p>
      </Group>
      <Group
        tone="calm"
        icon="person"
        title={told.unsupported(n(holds.unsupported.count))}
        list={holds.unsupported}
        show={(one) => <OneHold hold={one} />}
      />
      <Group
        tone="calm"
        icon="check"
        title={told.withdrawn(n(holds.withdrawn.count))}
        list={holds.withdrawn}
        show={(one) => <OneHold hold={one} />}
      />
    </>
  );
}

type GroupProps<T> = {
  readonly tone: 'bad' | 'odd' | 'calm';
  readonly icon: IconName;
  readonly title: string;
  readonly list: Listed<T>;
  readonly show: (one: T) => ComponentChildren;
  readonly children?: ComponentChildren;
};

function Group<T extends { readonly id: string }>({
  tone,
  icon,
  title,
  list,
  show,
  children,
}: GroupProps<T>) {
  if (list.count === 0) return null;
  const left = list.count - list.items.length;
  return (
    <div class={`files-group files-${tone}`}>
      <h3>
        <Icon name={icon} bold />
        {title}
      </h3>
      {children}
      <ul class="files-changes">
        {list.items.map((one) => (
          <li key={one.id}>{show(one)}</li>
        ))}
        {left > 0 && <li>{filesWords.value.more(n(left))}</li>}
      </ul>
    </div>
  );
}

function OneExcursion({ excursion }: { excursion: ChangedExcursionView }) {
  const told = filesWords.value;
  const tongue = { words: words.value, language: language.value };
  const { icon, what, when, facts } = excursionText(excursion, today.value, tongue);
  const whose =
    excursion.product === null
      ? (excursion.unitName ?? excursion.unit ?? '')
      : told.ofParcel(excursion.product, excursion.lot ?? '');
  return (
    <>
      <b>
        <Icon name={icon} bold /> {whose}
      </b>
      <span>
        {what}: {when}
      </span>
      <small>{facts.join('; ')}</small>
    </>
  );
}

function OneHold({ hold }: { hold: FileHoldView }) {
  return <b>{filesWords.value.hold(hold.product, hold.lot, n(hold.doses))}</b>;
}
