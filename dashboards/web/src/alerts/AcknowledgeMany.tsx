/** One sheet for several alerts: each is taken by its own command, and what could not be taken is named with its reason. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { failureText } from '../api/failure.ts';
import type { AlertView } from '../api/views.ts';
import { AckForm } from '../board/AckForm.tsx';
import { acknowledge } from '../board/Acknowledge.tsx';
import type { Said } from '../board/ack.ts';
import { lifeWords } from '../board/life-words.ts';
import { SeenForm } from '../board/SeenForm.tsx';
import { alertWord } from '../board/words.ts';
import { whole } from '../format/province.ts';
import { isTest } from '../live/tests.ts';
import { language, words } from '../words/words.ts';
import { alertsWords } from './words.ts';

/** The service takes them one after the other; a few on the way at once hide the distance. */
const AT_ONCE = 4;
const NAMED_MOST = 3;

export type Taking = { readonly alert: AlertView; readonly place: string };
type Failed = Taking & { readonly why: string };
type Props = { taking: readonly Taking[]; onDone: (taken: readonly string[]) => void; onClose: () => void };

export function AcknowledgeMany({ taking, onDone, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const progress = useSignal<number | null>(null);
  const result = useSignal<{ taken: number; failed: readonly Failed[] } | null>(null);
  const said = alertsWords.value;
  const Form = taking.every(({ alert }) => isTest(alert)) ? SeenForm : AckForm;
  const count = (value: number) => whole(value, language.value);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const save = async (what: Said) => {
    const waiting = [...taking];
    const taken: string[] = [];
    const failed: Failed[] = [];
    progress.value = 0;
    const worker = async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        const answer = await acknowledge(one.alert.id, what);
        if (answer.ok) taken.push(one.alert.id);
        else failed.push({ ...one, why: failureText(answer, words.value, language.value) });
        progress.value = taken.length + failed.length;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    progress.value = null;
    onDone(taken);
    if (failed.length === 0) dialog.current?.close();
    else result.value = { taken: taken.length, failed };
  };

  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="sheet-title" onClose={onClose}>
      {result.value === null ? (
        <Form
          trouble={null}
          busy={progress.value !== null}
          onSave={save}
          onCancel={() => dialog.current?.close()}
        >
          <div class="sheet-what">
            <b>{said.takeSelected(count(taking.length))}</b>
            <ul>
              {taking.slice(0, NAMED_MOST).map(({ alert, place }) => (
                <li key={alert.id}>
                  {alertWord(alert, words.value)}, <bdi>{place}</bdi>
                </li>
              ))}
              {taking.length > NAMED_MOST && <li>{words.value.alerts.more(taking.length - NAMED_MOST)}</li>}
            </ul>
            {progress.value !== null && (
              <p role="status">{said.taking(count(progress.value), count(taking.length))}</p>
            )}
          </div>
          {Form === AckForm && <p class="hint">{lifeWords.value.hold}</p>}
        </Form>
      ) : (
        <div class="sheet-result">
          <h2 id="sheet-title">{words.value.acknowledge.title}</h2>
          <p>{said.took(count(result.value.taken))}</p>
          <div class="trouble" role="alert">
            <p>{said.notTaken(count(result.value.failed.length))}</p>
            <ul>
              {result.value.failed.map(({ alert, place, why }) => (
                <li key={alert.id}>
                  <b>
                    {alertWord(alert, words.value)}, <bdi>{place}</bdi>
                  </b>
                  : {why}
                </li>
              ))}
            </ul>
          </div>
          <div class="sheet-buttons">
            <button type="button" class="primary" onClick={() => dialog.current?.close()}>
              {words.value.close}
            </button>
          </div>
        </div>
      )}
    </dialog>
  );
}
