/** A second question before something that cannot be taken back. */
import { lockWords } from './words.ts';

type Props = {
  name: string;
  question: string;
  yes: string;
  danger?: boolean;
  disabled?: boolean;
  onYes: () => void;
  onNo: () => void;
};

export function Ask({ name, question, yes, danger = false, disabled = false, onYes, onNo }: Props) {
  return (
    <fieldset class="ask">
      <legend class="sr">{name}</legend>
      <p>{question}</p>
      <div class="row">
        <button
          type="button"
          class={danger ? 'primary ask-danger' : 'primary'}
          disabled={disabled}
          onClick={onYes}
        >
          {yes}
        </button>
        <button type="button" class="secondary" onClick={onNo}>
          {lockWords.value.cancel}
        </button>
      </div>
    </fieldset>
  );
}
