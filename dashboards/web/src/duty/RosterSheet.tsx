/** A roster itself: made for a place, given another name, removed after asking. */
import { useSignal } from '@preact/signals';
import type { RosterItemView } from '../../../../src/keeper/duty-views.ts';
import { session } from '../session/session.ts';
import { Field, FormEnd, Trouble } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { Sheet } from '../unit/Sheet.tsx';
import { SiteSelect } from './SiteSelect.tsx';
import { said } from './words.ts';

const NAME_MAX = 120;

type Props = { readonly onSaved: (news: string) => void; readonly onClose: () => void };

export function NewRoster({ onSaved, onClose }: Props) {
  return <RosterForm roster={null} title={said.value.rosters.add} onSaved={onSaved} onClose={onClose} />;
}

export function EditRoster({ roster, onSaved, onClose }: Props & { roster: RosterItemView }) {
  const removing = useSignal(false);
  if (removing.value) return <Remove roster={roster} onSaved={onSaved} onClose={onClose} />;
  return (
    <RosterForm
      roster={roster}
      title={said.value.rosters.rename}
      onSaved={onSaved}
      onClose={onClose}
      onRemove={() => {
        removing.value = true;
      }}
    />
  );
}

type FormProps = Props & {
  readonly roster: RosterItemView | null;
  readonly title: string;
  readonly onRemove?: () => void;
};

function RosterForm({ roster, title, onSaved, onClose, onRemove }: FormProps) {
  const told = said.value.rosters;
  const name = useSignal(roster?.name ?? '');
  const site = useSignal(roster === null ? (session.peek()?.site ?? null) : roster.site);
  const isMissing = useSignal(false);
  const { busy, trouble, ask } = useDeed();
  const save = async (event: Event, close: () => void) => {
    event.preventDefault();
    const called = name.peek().normalize('NFC').trim();
    isMissing.value = called === '';
    if (called === '') return;
    const path = roster === null ? '/rosters' : `/rosters/${encodeURIComponent(roster.id)}`;
    const body = { name: called, site: site.peek() };
    const done = await ask(path, body, roster === null ? 'POST' : 'PUT');
    if (done === null) return;
    onSaved(told.saved(called));
    close();
  };
  return (
    <Sheet title={title} onClose={onClose}>
      {(close) => (
        <form class="duty-form" onSubmit={(event) => void save(event, close)}>
          <Field
            label={told.name}
            value={name.value}
            maxLength={NAME_MAX}
            placeholder={told.nameHint}
            onText={(text) => {
              name.value = text;
            }}
          />
          <SiteSelect
            label={told.site}
            value={site.value}
            onChoose={(id) => {
              site.value = id;
            }}
          />
          <p class="hint">{told.siteHint}</p>
          {onRemove !== undefined && (
            <button type="button" class="secondary duty-remove" onClick={onRemove}>
              {told.remove}
            </button>
          )}
          <FormEnd
            trouble={isMissing.value ? told.nameMissing : trouble.value}
            does={busy.value ? said.value.soft.saving : said.value.soft.save}
            disabled={busy.value}
            onLeave={close}
          />
        </form>
      )}
    </Sheet>
  );
}

function Remove({ roster, onSaved, onClose }: Props & { roster: RosterItemView }) {
  const told = said.value.rosters;
  const { busy, trouble, ask } = useDeed();
  const remove = async (close: () => void) => {
    const done = await ask(`/rosters/${encodeURIComponent(roster.id)}`, null, 'DELETE');
    if (done === null) return;
    onSaved(told.removed(roster.name));
    close();
  };
  return (
    <Sheet title={told.removeTitle(roster.name)} onClose={onClose}>
      {(close) => (
        <div class="duty-form">
          <p>{told.removeWhat}</p>
          <Trouble text={trouble.value} />
          <FormEnd
            trouble={null}
            does={told.remove}
            danger
            disabled={busy.value}
            onDo={() => void remove(close)}
            onLeave={close}
          />
        </div>
      )}
    </Sheet>
  );
}
