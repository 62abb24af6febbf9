/** A secret is made for a device: said what that does, made, shown once. */
import { useSignal } from '@preact/signals';
import type { DeviceView } from '../../../../../src/keeper/registry-views.ts';
import { failureText } from '../../api/failure.ts';
import { call, type Failure } from '../../api/http.ts';
import { language, words } from '../../words/words.ts';
import { Secrets } from '../Secrets.tsx';
import { told } from './words.ts';

type Made = { readonly secret: string };
type Step<T> =
  | { readonly at: 'asking'; readonly failure?: Failure }
  | { readonly at: 'busy' }
  | { readonly at: 'made'; readonly made: T };

export type FormProps = {
  readonly device: DeviceView;
  readonly onClose: () => void;
  readonly onDone: () => void;
};
type Props<T extends Made> = FormProps & {
  /** The last part of the path that is asked, and of the form's id. */
  readonly deed: string;
  readonly title: string;
  readonly hint: string;
  readonly confirm: string;
  /** What is to be said of the one that was made. */
  readonly note?: (made: T) => string;
};

export function MakeSecret<T extends Made>(props: Props<T>) {
  const { device, deed, title, hint, confirm, note, onClose, onDone } = props;
  const said = told.value.doing;
  const step = useSignal<Step<T>>({ at: 'asking' });
  const now = step.value;
  const make = async () => {
    step.value = { at: 'busy' };
    const path = `/registry/devices/${encodeURIComponent(device.id)}/${deed}`;
    const answer = await call<T>(path, { method: 'POST' });
    step.value = answer.ok ? { at: 'made', made: answer.value } : { at: 'asking', failure: answer };
  };
  return (
    <section class="part adm-form" aria-labelledby={`device-${deed}`}>
      <h2 id={`device-${deed}`}>{title}</h2>
      {now.at === 'made' ? (
        <>
          {note !== undefined && <p role="status">{note(now.made)}</p>}
          <Secrets printed={[{ kind: 'device', id: device.id, secret: now.made.secret }]} onDone={onDone} />
        </>
      ) : (
        <>
          <p>{hint}</p>
          {now.at === 'asking' && now.failure !== undefined && (
            <p class="trouble" role="alert">
              {failureText(now.failure, words.value, language.value)}
            </p>
          )}
          <div class="change-buttons">
            <button type="button" class="primary" disabled={now.at === 'busy'} onClick={make}>
              {now.at === 'busy' ? said.secretBusy : confirm}
            </button>
            <button type="button" class="secondary" disabled={now.at === 'busy'} onClick={onClose}>
              {said.cancel}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
