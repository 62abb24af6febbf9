/** Choosing one vaccine of the shipped catalogue: found by its name, its rules read before it is taken. */
import { useSignal } from '@preact/signals';
import type { CatalogueEntryView } from '../../../../../src/keeper/registry-views.ts';
import { fold } from '../../../../../src/wording/fold.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { ruleText } from './Rules.tsx';
import { told } from './words.ts';

type Props = { readonly chosen: string | null; readonly onChoose: (entry: CatalogueEntryView) => void };

export function CataloguePick({ chosen, onChoose }: Props) {
  const said = told.value.form;
  const { asked, again } = useAsked<{ items: CatalogueEntryView[] }>('/registry/catalogue');
  const typed = useSignal('');
  const wanted = fold(typed.value).split(' ').filter(Boolean);
  return (
    <Answered asked={asked.value} again={again}>
      {({ items }) => (
        <fieldset>
          <legend>{said.entry}</legend>
          <label class="field">
            <span>{said.findEntry}</span>
            <input
              type="search"
              autoComplete="off"
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
              }}
            />
          </label>
          <div class="adm-versions">
            {items
              .filter(({ key, name }) => key === chosen || wanted.every((word) => fold(name).includes(word)))
              .map((entry) => (
                <Entry key={entry.key} entry={entry} isChosen={entry.key === chosen} onChoose={onChoose} />
              ))}
          </div>
        </fieldset>
      )}
    </Answered>
  );
}

type EntryProps = {
  readonly entry: CatalogueEntryView;
  readonly isChosen: boolean;
  readonly onChoose: (entry: CatalogueEntryView) => void;
};

function Entry({ entry, isChosen, onChoose }: EntryProps) {
  const said = told.value.form;
  const newest = entry.versions.at(-1);
  const proposed = newest?.rules.some(({ basis }) => basis === 'proposal') ?? false;
  return (
    <label class="adm-choice">
      <input type="radio" name="entry" required checked={isChosen} onChange={() => onChoose(entry)} />
      <span>
        <b>{entry.name}</b>
        <small>
          {newest?.rules.map(ruleText).join('; ')}
          {proposed && ` (${said.proposal})`}
        </small>
      </span>
    </label>
  );
}
