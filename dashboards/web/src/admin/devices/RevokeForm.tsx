/** Shuts a device out: why, then it is done at once. */
import { useSignal } from '@preact/signals';
import type { DeviceView } from '../../../../../src/keeper/registry-views.ts';
import { failureText } from '../../api/failure.ts';
import { call } from '../../api/http.ts';
import { language, words } from '../../words/words.ts';
import { told } from './words.ts';

type Props = { readonly device: DeviceView; readonly onClose: () => void; readonly onDone: () => void };

export function RevokeForm({ device, onClose, onDone }: Props) {
  const said = told.value.doing;
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const submit = async (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    if (reason === '') {
      trouble.value = said.needed;
      return;
    }
    busy.value = true;
    const path = `/registry/devices/${encodeURIComponent(device.id)}/revoke`;
    const answer = await call(path, { method: 'POST', body: { reason } });
    busy.value = false;
    if (answer.ok) return onDone();
    trouble.value = failureText(answer, words.value, language.value);
  };
  return (
    <form class="part adm-form" aria-label={said.revoke} onSubmit={submit} noValidate>
      <h2>{said.revoke}</h2>
      <p>{said.revokeHint}</p>
      <label class="field">
        <span>{said.revokeReason}</span>
        <input name="reason" type="text" maxLength={500} required />
      </label>
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="change-buttons">
        <button type="submit" class="primary" disabled={busy.value}>
          {said.revokeConfirm}
        </button>
        <button type="button" class="secondary" disabled={busy.value} onClick={onClose}>
          {said.cancel}
        </button>
      </div>
    </form>
  );
}
