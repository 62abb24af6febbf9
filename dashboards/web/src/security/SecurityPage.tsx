/** How I sign in: my passkeys, each with when it was used last; adding one, and removing one after asking. */
import '../look/security.css';
import { useSignal } from '@preact/signals';
import type { PasskeyView } from '../../../../src/keeper/passkey-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import type { Paged } from '../api/views.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { Answered } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Sheet } from '../unit/Sheet.tsx';
import { language, words } from '../words/words.ts';
import { AddPasskey } from './AddPasskey.tsx';
import { PhoneKeys } from './PhoneKeys.tsx';
import { said } from './words.ts';

export function SecurityPage() {
  const told = said.value;
  const { asked, again } = useAsked<Paged<PasskeyView>>('/passkeys');
  const news = useSignal<string | null>(null);
  const leaving = useSignal<PasskeyView | null>(null);
  const tell = (text: string) => {
    news.value = text;
    again();
  };
  return (
    <Frame title={told.title} narrow>
      <p>{told.what}</p>
      <div role="status" aria-live="polite">
        {news.value !== null && <p class="note">{news.value}</p>}
      </div>
      <section class="security-part">
        <h2>{told.mine}</h2>
        <Answered
          asked={asked.value}
          again={again}
          empty={{ when: ({ items }) => items.length === 0, title: told.none, hint: told.noneHint }}
        >
          {({ items }) => (
            <ul class="security-keys">
              {items.map((one) => (
                <Passkey
                  key={one.id}
                  passkey={one}
                  onRemove={() => {
                    leaving.value = one;
                  }}
                />
              ))}
            </ul>
          )}
        </Answered>
      </section>
      <section class="security-part">
        <h2>{told.add}</h2>
        <AddPasskey onAdded={(name) => tell(said.peek().done(name))} />
      </section>
      <PhoneKeys />
      {leaving.value !== null && (
        <Remove
          passkey={leaving.value}
          onClose={(isGone) => {
            if (isGone) tell(said.peek().removed(leaving.peek()?.name ?? ''));
            leaving.value = null;
          }}
        />
      )}
    </Frame>
  );
}

function Passkey({ passkey, onRemove }: { passkey: PasskeyView; onRemove: () => void }) {
  const told = said.value;
  const when = (iso: string) => timeNear(Date.parse(iso), now.value);
  const { name, addedAt, usedAt } = passkey;
  return (
    <li>
      <Icon name="key" />
      <div>
        <p class="security-name">{name}</p>
        <p class="security-when">
          {told.added(when(addedAt))} · {usedAt === null ? told.unused : told.used(when(usedAt))}
        </p>
      </div>
      <button type="button" class="secondary" onClick={onRemove}>
        {told.remove}
        <span class="sr"> {name}</span>
      </button>
    </li>
  );
}

function Remove({ passkey, onClose }: { passkey: PasskeyView; onClose: (isGone: boolean) => void }) {
  const told = said.value;
  const trouble = useSignal<string | null>(null);
  const isGone = useSignal(false);
  const remove = async (close: () => void) => {
    const answer = await call(`/passkeys/${encodeURIComponent(passkey.id)}`, { method: 'DELETE' });
    // Gone is gone, whoever removed it.
    isGone.value = answer.ok || answer.status === 404;
    if (isGone.peek()) return close();
    if (!answer.ok) trouble.value = failureText(answer, words.peek(), language.peek());
  };
  return (
    <Sheet title={told.removeTitle(passkey.name)} onClose={() => onClose(isGone.peek())}>
      {(close) => (
        <>
          <p>{told.removeWhat}</p>
          {trouble.value !== null && (
            <p class="trouble" role="alert">
              {trouble.value}
            </p>
          )}
          <div class="sheet-buttons">
            <button type="button" class="secondary" onClick={close}>
              {told.cancel}
            </button>
            <button type="button" class="primary" onClick={() => remove(close)}>
              {told.confirm}
            </button>
          </div>
        </>
      )}
    </Sheet>
  );
}
