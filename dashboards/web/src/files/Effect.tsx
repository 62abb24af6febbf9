/** What storing the file would do, and the button that does it. */
import type { FilePreviewView } from '../../../../src/keeper/file-views.ts';
import { Icon } from '../look/Icon.tsx';
import { Trouble } from '../shell/Form.tsx';
import { Changes, isQuiet } from './Changes.tsx';
import { Sorted } from './Sorted.tsx';
import { filesWords } from './words.ts';

type Props = {
  readonly preview: FilePreviewView;
  readonly storing: boolean;
  readonly trouble: string | null;
  readonly disabled: boolean;
  readonly onStore: () => void;
};

export function Effect({ preview, storing, trouble, disabled, onStore }: Props) {
  const told = filesWords.value;
  const hasNews = preview.fresh + preview.freshDays > 0;
  return (
    <section class="files-part" aria-labelledby="files-effect">
      <h2 id="files-effect">{told.effect}</h2>
      {!hasNews && (
        <p class="files-calm">
          <Icon name="check" bold />
          {told.nothingNew}
        </p>
      )}
      <Sorted file={preview} />
      {hasNews && isQuiet(preview.would) && (
        <p class="files-calm">
          <Icon name="check" bold />
          {told.quiet}
        </p>
      )}
      <Changes changes={preview.would} isDone={false} />
      <Trouble text={trouble} />
      {hasNews && (
        <button type="button" class="primary files-store" disabled={disabled} onClick={onStore}>
          {storing ? told.storing : told.store}
        </button>
      )}
    </section>
  );
}
