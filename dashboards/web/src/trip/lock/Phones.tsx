/** The person's enrolled phones: which, since when, and how to shut out one that is lost. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { KeyView } from '../../../../../src/keeper/custody-views.ts';
import { call } from '../../api/http.ts';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { session } from '../../session/session.ts';
import { ownKey } from '../own-key.ts';
import { Ask } from './Ask.tsx';
import { lockWords } from './words.ts';

export function Phones() {
  const said = lockWords.value;
  const keys = useSignal<readonly KeyView[] | null>(null);
  const ask = async () => {
    const answer = await call<{ items: KeyView[] }>('/keys?limit=100');
    keys.value = answer.ok ? answer.value.items : null;
  };
  const who = session.value?.username;
  const own = ownKey.value;
  // Also once this phone's own key has been enrolled.
  useEffect(() => {
    if (who !== undefined) void ask();
  }, [who, own?.id, own?.enrolledAt]);
  const list = keys.value?.toSorted(byNeed) ?? null;
  return (
    <section class="device-part" aria-labelledby="phones-title">
      <h2 id="phones-title">{said.phones}</h2>
      {list === null && <p class="hint">{said.phonesAway}</p>}
      {list?.length === 0 && <p>{said.phonesNone}</p>}
      <ul class="lines">
        {list?.map((key) => (
          <Phone key={key.id} phone={key} isHere={key.id === own?.id} onRevoked={ask} />
        ))}
      </ul>
    </section>
  );
}

/** Those that still count first, the newest on top. */
const byNeed = (a: KeyView, b: KeyView): number =>
  Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.enrolledAt.localeCompare(a.enrolledAt);

type Props = { phone: KeyView; isHere: boolean; onRevoked: () => Promise<void> };

function Phone({ phone, isHere, onRevoked }: Props) {
  const said = lockWords.value;
  const state = useSignal<'idle' | 'asking' | 'busy' | 'failed'>('idle');
  const when = (iso: string) => timeNear(instant(iso) ?? 0, today.value);
  const revoke = async () => {
    state.value = 'busy';
    const answer = await call<KeyView>(`/keys/${phone.id}`, { method: 'DELETE' });
    state.value = answer.ok ? 'idle' : 'failed';
    if (answer.ok) await onRevoked();
  };
  const isAsking = state.value === 'asking' || state.value === 'busy';
  return (
    <li class="item">
      <p class="item-head">
        <b>{phone.label}</b>
        {isHere && <span class="item-state">{said.here}</span>}
      </p>
      <p class="hint">
        <code>{phone.id.slice(0, 8)}</code> · {said.since(when(phone.enrolledAt))}
        {phone.revokedAt !== null && ` · ${said.revokedAt(when(phone.revokedAt))}`}
      </p>
      {state.value === 'failed' && (
        <p class="trouble" role="alert">
          {said.revokeFailed}
        </p>
      )}
      {isAsking && (
        <Ask
          name={said.revokeOf(phone.label)}
          question={said.revokeAsk}
          yes={said.revokeYes}
          danger
          disabled={state.value === 'busy'}
          onYes={() => void revoke()}
          onNo={() => {
            state.value = 'idle';
          }}
        />
      )}
      {!isHere && phone.revokedAt === null && !isAsking && (
        <button
          type="button"
          class="secondary"
          aria-label={said.revokeOf(`${phone.label} ${phone.id.slice(0, 8)}`)}
          onClick={() => {
            state.value = 'asking';
          }}
        >
          {said.revoke}
        </button>
      )}
    </li>
  );
}
