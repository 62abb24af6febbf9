/** K3, the sheet in which a person takes one alert, puts its reminders off, or says what it was. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { failureText } from '../api/failure.ts';
import { type Answer, call } from '../api/http.ts';
import type { AlertView } from '../api/views.ts';
import { isTest } from '../live/tests.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import { AckForm } from './AckForm.tsx';
import type { Said } from './ack.ts';
import { ConcludeForm } from './ConcludeForm.tsx';
import { type Deed, deedsOf } from './deeds.ts';
import { lifeWords } from './life-words.ts';
import { SeenForm } from './SeenForm.tsx';
import { SnoozeForm } from './SnoozeForm.tsx';
import { ToldOf } from './ToldOf.tsx';
import { alertWord } from './words.ts';

type Props = {
  alert: AlertView;
  place: string;
  /** With which it opens; whoever takes an alert may put it off instead. */
  deed?: Deed;
  onClose: () => void;
};

export const acknowledge = (alert: string, body: Said) =>
  call(`/alerts/${encodeURIComponent(alert)}/acknowledge`, { method: 'POST', body });

export function Acknowledge({ alert, place, deed = 'take', onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const doing = useSignal<Deed>(deed);
  const Form = isTest(alert) ? SeenForm : AckForm;

  // A modal dialog keeps the focus inside and gives it back on closing.
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const settle = async (failed: string, asked: Promise<Answer<unknown>>) => {
    busy.value = true;
    trouble.value = null;
    const answer = await asked;
    busy.value = false;
    if (answer.ok) dialog.current?.close();
    else trouble.value = `${failed} ${failureText(answer, words.value, language.value)}`;
  };
  const path = `/alerts/${encodeURIComponent(alert.id)}`;
  const post = (what: string, body: object) => call(`${path}/${what}`, { method: 'POST', body });
  const turnTo = (next: Deed) => () => {
    trouble.value = null;
    doing.value = next;
  };
  const common = { trouble: trouble.value, busy: busy.value, onCancel: () => dialog.current?.close() };
  const what = (
    <>
      <p class="sheet-what">
        <b>{alertWord(alert, words.value)}</b>
        <br />
        {place}
      </p>
      {!isTest(alert) && <ToldOf alert={alert.id} />}
    </>
  );

  return (
    <dialog class="sheet sheet-alert" ref={dialog} aria-labelledby="sheet-title" onClose={onClose}>
      {doing.value === 'take' && (
        <Form
          {...common}
          onSave={(said) => settle(words.value.acknowledge.failed, acknowledge(alert.id, said))}
        >
          {what}
          {!isTest(alert) && <p class="hint">{lifeWords.value.hold}</p>}
          {deedsOf(alert).includes('snooze') && (
            <button type="button" class="secondary sheet-turn" onClick={turnTo('snooze')}>
              <Icon name="clock" /> {lifeWords.value.snooze}…
            </button>
          )}
        </Form>
      )}
      {doing.value === 'snooze' && (
        <SnoozeForm
          {...common}
          onSave={(until, comment) =>
            settle(lifeWords.value.failed, post('snooze', { until: new Date(until).toISOString(), comment }))
          }
        >
          {what}
          {deed === 'take' && (
            <button type="button" class="secondary sheet-turn" onClick={turnTo('take')}>
              <Icon name="person" /> {lifeWords.value.toTake}
            </button>
          )}
        </SnoozeForm>
      )}
      {doing.value === 'conclude' && (
        <ConcludeForm
          {...common}
          onSave={(text) => settle(lifeWords.value.failed, post('conclude', { text }))}
        >
          {what}
        </ConcludeForm>
      )}
    </dialog>
  );
}
