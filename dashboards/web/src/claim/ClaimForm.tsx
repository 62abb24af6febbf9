/** A one-time claim for a device: made, shown as a code this once, withdrawn. */
import '../look/claim.css';
import { useSignal } from '@preact/signals';
import type { ClaimView } from '../../../../src/keeper/identity-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Qr } from '../trip/QrCode.tsx';
import { language, words } from '../words/words.ts';
import { claimText } from './claim-text.ts';
import { said } from './words.ts';

type Step =
  | { readonly at: 'asking'; readonly trouble: string | null }
  | { readonly at: 'busy' }
  | { readonly at: 'made'; readonly claim: ClaimView }
  | { readonly at: 'withdrawn' };
/** The same that the service takes. */
const SERIAL = /^[A-Za-z0-9._:/-]{1,64}$/;

type Props = { readonly device: string; readonly onClose: () => void; readonly onDone: () => void };

export function ClaimForm({ device, onClose, onDone }: Props) {
  const told = said.value;
  const step = useSignal<Step>({ at: 'asking', trouble: null });
  const serial = useSignal('');
  const path = `/registry/devices/${encodeURIComponent(device)}/claim`;
  const make = async (event: Event) => {
    event.preventDefault();
    const typed = serial.peek().trim();
    if (typed !== '' && !SERIAL.test(typed)) {
      step.value = { at: 'asking', trouble: told.serialWrong };
      return;
    }
    step.value = { at: 'busy' };
    const answer = await call<ClaimView>(path, {
      method: 'POST',
      body: { serial: typed === '' ? null : typed },
    });
    step.value = answer.ok
      ? { at: 'made', claim: answer.value }
      : { at: 'asking', trouble: failureText(answer, words.value, language.value) };
  };
  const withdraw = async () => {
    const answer = await call(path, { method: 'DELETE' });
    step.value = answer.ok
      ? { at: 'withdrawn' }
      : { at: 'asking', trouble: failureText(answer, words.value, language.value) };
  };
  const here = step.value;
  return (
    <section class="part claim-part" aria-labelledby="device-claim">
      <h2 id="device-claim">{here.at === 'made' ? told.madeTitle : told.title}</h2>
      {here.at === 'made' ? (
        <Made claim={here.claim} onWithdraw={withdraw} onDone={onDone} />
      ) : here.at === 'withdrawn' ? (
        <>
          <p role="status">{told.withdrawn}</p>
          <div class="claim-buttons">
            <button type="button" class="primary" onClick={onDone}>
              {told.close}
            </button>
          </div>
        </>
      ) : (
        <form class="claim-form" onSubmit={make}>
          <p>{told.hint}</p>
          <label class="field">
            <span>{told.serial}</span>
            <input
              type="text"
              autoComplete="off"
              autoCapitalize="off"
              spellcheck={false}
              maxLength={64}
              value={serial.value}
              onInput={(event) => {
                serial.value = event.currentTarget.value;
              }}
            />
            <span class="hint">{told.serialHint}</span>
          </label>
          {here.at === 'asking' && here.trouble !== null && (
            <p class="trouble" role="alert">
              {here.trouble}
            </p>
          )}
          <div class="claim-buttons">
            <button type="submit" class="primary" disabled={here.at === 'busy'}>
              {here.at === 'busy' ? told.making : told.make}
            </button>
            <button type="button" class="secondary" disabled={here.at === 'busy'} onClick={onClose}>
              {told.cancel}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

function Made({
  claim,
  onWithdraw,
  onDone,
}: {
  claim: ClaimView;
  onWithdraw: () => void;
  onDone: () => void;
}) {
  const told = said.value;
  const { device, token, serial, expiresAt } = claim;
  return (
    <>
      <p class="note">{told.once}</p>
      <div class="claim-made">
        <Qr text={claimText({ device, token, origin: location.origin })} label={told.qr(device)} />
        <dl class="claim-facts">
          <dt>{told.device}</dt>
          <dd>{device}</dd>
          <dt>{told.until}</dt>
          <dd>{timeNear(instant(expiresAt) ?? 0, now.value)}</dd>
          <dt>{told.forSerial}</dt>
          <dd>{serial ?? told.anySerial}</dd>
          <dt>{told.code}</dt>
          <dd class="claim-token">{token}</dd>
        </dl>
      </div>
      <div class="claim-buttons">
        <button type="button" class="primary" onClick={onDone}>
          {told.close}
        </button>
        <button type="button" class="secondary" onClick={onWithdraw}>
          {told.withdraw}
        </button>
      </div>
    </>
  );
}
