/** K3, the sheet in which a person takes one alert. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import type { AlertView } from '../api/views.ts';
import { isTest } from '../live/tests.ts';
import { language, words } from '../words/words.ts';
import { AckForm } from './AckForm.tsx';
import type { Said } from './ack.ts';
import { SeenForm } from './SeenForm.tsx';
import { alertWord } from './words.ts';

type Props = { alert: AlertView; place: string; onClose: () => void };

export const acknowledge = (alert: string, body: Said) =>
  call(`/alerts/${encodeURIComponent(alert)}/acknowledge`, { method: 'POST', body });

export function Acknowledge({ alert, place, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const Form = isTest(alert) ? SeenForm : AckForm;

  // A modal dialog keeps the focus inside and gives it back on closing.
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const save = async (said: Said) => {
    busy.value = true;
    trouble.value = null;
    const answer = await acknowledge(alert.id, said);
    busy.value = false;
    if (answer.ok) dialog.current?.close();
    else
      trouble.value = `${words.value.acknowledge.failed} ${failureText(answer, words.value, language.value)}`;
  };

  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="sheet-title" onClose={onClose}>
      <Form trouble={trouble.value} busy={busy.value} onSave={save} onCancel={() => dialog.current?.close()}>
        <p class="sheet-what">
          <b>{alertWord(alert, words.value)}</b>
          <br />
          {place}
        </p>
      </Form>
    </dialog>
  );
}
