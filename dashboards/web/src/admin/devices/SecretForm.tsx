/** A device gets a new secret: said what that does, made, shown once. */
import { useSignal } from '@preact/signals';
import type { DeviceSecretView, DeviceView } from '../../../../../src/keeper/registry-views.ts';
import { failureText } from '../../api/failure.ts';
import { call, type Failure } from '../../api/http.ts';
import { language, words } from '../../words/words.ts';
import { Secrets } from '../Secrets.tsx';
import { told } from './words.ts';

type Step =
  | { readonly at: 'asking'; readonly failure?: Failure }
  | { readonly at: 'busy' }
  | { readonly at: 'made'; readonly secret: string };
type Props = { readonly device: DeviceView; readonly onClose: () => void; readonly onDone: () => void };

export function SecretForm({ device, onClose, onDone }: Props) {
  const said = told.value.doing;
  const step = useSignal<Step>({ at: 'asking' });
  const now = step.value;
  const make = async () => {
    step.value = { at: 'busy' };
    const path = `/registry/devices/${encodeURIComponent(device.id)}/secret`;
    const answer = await call<DeviceSecretView>(path, { method: 'POST' });
    step.value = answer.ok ? { at: 'made', secret: answer.value.secret } : { at: 'asking', failure: answer };
  };
  return (
    <section class="part" aria-labelledby="device-secret">
      <h2 id="device-secret">{said.secret}</h2>
      {now.at === 'made' ? (
        <Secrets printed={[{ kind: 'device', id: device.id, secret: now.secret }]} onDone={onDone} />
      ) : (
        <>
          <p>{said.secretHint}</p>
          {now.at === 'asking' && now.failure !== undefined && (
            <p class="trouble" role="alert">
              {failureText(now.failure, words.value, language.value)}
            </p>
          )}
          <div class="change-buttons">
            <button type="button" class="primary" disabled={now.at === 'busy'} onClick={make}>
              {now.at === 'busy' ? said.secretBusy : said.secretConfirm}
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
