/** The secret that the service made: to be copied or scanned by the device's set-up app, and never shown again. */
import { useSignal } from '@preact/signals';
import type { EnrolledView } from '../../../../src/keeper/enrol-views.ts';
import { Icon } from '../look/Icon.tsx';
import { Qr } from '../trip/QrCode.tsx';
import { setUpText } from './device-code.ts';
import { Panel } from './Steps.tsx';
import { said } from './words.ts';

type Props = { enrolled: EnrolledView & { secret: string }; port?: number; onKept: () => void };

export function Secret({ enrolled: { device, secret }, port = 0, onKept }: Props) {
  const told = said.value;
  const copied = useSignal<boolean | null>(null);
  const text = setUpText({ device, secret, host: location.hostname, port });
  return (
    <Panel title={told.secretTitle}>
      <p>{told.secretHint}</p>
      <div class="enrol-secret">
        <Qr text={text} label={told.secretQr} />
        <dl class="enrol-facts">
          <div>
            <dt>{told.device}</dt>
            <dd>{device}</dd>
          </div>
          <div>
            <dt>{told.secret}</dt>
            <dd class="enrol-mono">{secret}</dd>
          </div>
        </dl>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            const failed = () => {
              copied.value = false;
            };
            // Without a secure page there is no clipboard at all.
            if (navigator.clipboard === undefined) return failed();
            void navigator.clipboard.writeText(secret).then(() => {
              copied.value = true;
            }, failed);
          }}
        >
          <Icon name={copied.value === true ? 'check' : 'note'} />
          {copied.value === true ? told.copied : told.copy}
        </button>
        {copied.value === false && <p role="status">{told.cannotCopy}</p>}
      </div>
      <div class="enrol-buttons">
        <button type="button" class="primary" onClick={onKept}>
          {told.secretKept}
        </button>
      </div>
    </Panel>
  );
}
