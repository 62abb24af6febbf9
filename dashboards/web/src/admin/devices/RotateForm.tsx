/** A secret that follows the present one: said what that does, made, sent to the device where it listens, shown once. */
import { useSignal } from '@preact/signals';
import type { RotatedAnswer } from '../../../../../src/http/identity-schemas.ts';
import type { DeviceView } from '../../../../../src/keeper/registry-views.ts';
import { failureText } from '../../api/failure.ts';
import { call, type Failure } from '../../api/http.ts';
import { when } from '../../official/say.ts';
import { language, words } from '../../words/words.ts';
import { Secrets } from '../Secrets.tsx';
import { told } from './words.ts';

type Step =
  | { readonly at: 'asking'; readonly failure?: Failure }
  | { readonly at: 'busy' }
  | { readonly at: 'made'; readonly made: RotatedAnswer };
type Props = { readonly device: DeviceView; readonly onClose: () => void; readonly onDone: () => void };

export function RotateForm({ device, onClose, onDone }: Props) {
  const said = told.value.doing;
  const step = useSignal<Step>({ at: 'asking' });
  const now = step.value;
  const make = async () => {
    step.value = { at: 'busy' };
    const path = `/registry/devices/${encodeURIComponent(device.id)}/rotate`;
    const answer = await call<RotatedAnswer>(path, { method: 'POST' });
    step.value = answer.ok ? { at: 'made', made: answer.value } : { at: 'asking', failure: answer };
  };
  return (
    <section class="part adm-form" aria-labelledby="device-rotate">
      <h2 id="device-rotate">{said.rotate}</h2>
      {now.at === 'made' ? (
        <>
          <p role="status">{now.made.sent ? said.rotateSent : said.rotateNotSent(when(now.made.until))}</p>
          <Secrets printed={[{ kind: 'device', id: device.id, secret: now.made.secret }]} onDone={onDone} />
        </>
      ) : (
        <>
          <p>{said.rotateHint}</p>
          {now.at === 'asking' && now.failure !== undefined && (
            <p class="trouble" role="alert">
              {failureText(now.failure, words.value, language.value)}
            </p>
          )}
          <div class="change-buttons">
            <button type="button" class="primary" disabled={now.at === 'busy'} onClick={make}>
              {now.at === 'busy' ? said.secretBusy : said.rotateConfirm}
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
