/** Where a file is chosen or dropped. */
import { Icon } from '../look/Icon.tsx';
import { Trouble } from '../shell/Form.tsx';
import { filesWords } from './words.ts';

type Props = {
  /** The file that is being looked at. */
  readonly name: string | null;
  readonly busy: boolean;
  readonly trouble: string | null;
  readonly onFile: (file: File) => void;
};

export function Chooser({ name, busy, trouble, onFile }: Props) {
  const told = filesWords.value;
  const take = (event: Event & { currentTarget: HTMLInputElement }) => {
    const chosen = event.currentTarget.files?.[0];
    // The same file, exported once more, is chosen again.
    event.currentTarget.value = '';
    if (chosen !== undefined) onFile(chosen);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const dropped = event.dataTransfer?.files[0];
    if (dropped !== undefined && !busy) onFile(dropped);
  };
  return (
    <section class="files-choose">
      {name === null && <p>{told.lead}</p>}
      <label
        class={name === null ? 'files-drop' : 'files-drop files-drop-small'}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      >
        <Icon name="upload" />
        <span>
          <b>{name === null ? told.choose : name}</b>
          <small>{name === null ? told.chooseHint : told.another}</small>
        </span>
        <input
          type="file"
          class="files-input"
          aria-label={name === null ? told.choose : told.another}
          accept=".txt,.csv,.tsv,.log,.dat,text/plain,text/csv"
          disabled={busy}
          onChange={take}
        />
      </label>
      <Trouble text={trouble} />
    </section>
  );
}
