/** Taking a test alert: nothing is wrong, so there is nothing to say but that it was seen. */
import type { ComponentChildren } from 'preact';
import { language, words } from '../words/words.ts';
import type { Said } from './ack.ts';

const SAID = {
  vi: {
    title: 'Cảnh báo thử',
    hint: 'Không có sự cố. Bấm để người thử biết cảnh báo đã đến đây.',
    seen: 'Đã thấy',
  },
  en: {
    title: 'Test alert',
    hint: 'Nothing is wrong. Press so that whoever tests knows it arrived here.',
    seen: 'I saw it',
  },
} as const;

type Props = {
  readonly children: ComponentChildren;
  readonly trouble: string | null;
  readonly busy: boolean;
  readonly onSave: (said: Said) => void;
  readonly onCancel: () => void;
};

export function SeenForm({ children, trouble, busy, onSave, onCancel }: Props) {
  const told = SAID[language.value];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ comment: '' });
      }}
    >
      <h2 id="sheet-title">{told.title}</h2>
      {children}
      <p>{told.hint}</p>
      {trouble !== null && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <div class="sheet-buttons">
        <button type="button" class="secondary" onClick={onCancel}>
          {words.value.cancel}
        </button>
        <button type="submit" class="primary" disabled={busy}>
          {told.seen}
        </button>
      </div>
    </form>
  );
}
