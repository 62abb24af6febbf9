/** The keys that phones sign handoffs with: one's own, and for those in charge anybody's, to be revoked when a phone is lost. */
import { useSignal } from '@preact/signals';
import type { KeyView } from '../../../../src/keeper/custody-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import type { Paged } from '../api/views.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { queryValue, setQuery } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Sheet } from '../unit/Sheet.tsx';
import { language, words } from '../words/words.ts';
import { said } from './words.ts';

export function PhoneKeys() {
  const told = said.value;
  const who = queryValue('nguoi');
  const roles = session.value?.roles ?? [];
  const isInCharge = roles.includes('official') || roles.includes('administrator');
  const isAuditor = roles.every((role) => role === 'auditor');
  const path = who === null ? '/keys' : `/keys?username=${encodeURIComponent(who)}`;
  const { asked, again } = useAsked<Paged<KeyView>>(isAuditor ? null : path);
  const leaving = useSignal<KeyView | null>(null);
  if (isAuditor) return null;
  return (
    <section class="security-part">
      <h2>{who === null ? told.phones : told.phonesOf(who)}</h2>
      <p>{told.phonesWhat}</p>
      {isInCharge && <Whose />}
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: told.phonesNone }}
      >
        {({ items }) => (
          <ul class="security-keys">
            {items.map((key) => (
              <li key={key.id}>
                <Icon name="phone" />
                <div>
                  <p class="security-name">{key.label}</p>
                  <p class="security-when">
                    {told.enrolled(timeNear(Date.parse(key.enrolledAt), now.value))}
                    {key.revokedAt !== null &&
                      ` · ${told.revokedAt(timeNear(Date.parse(key.revokedAt), now.value))}`}
                  </p>
                </div>
                {key.revokedAt === null && (
                  <button
                    type="button"
                    class="secondary"
                    onClick={() => {
                      leaving.value = key;
                    }}
                  >
                    {told.revoke}
                    <span class="sr"> {key.label}</span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answered>
      {leaving.value !== null && (
        <Revoke
          phoneKey={leaving.value}
          onClose={() => {
            leaving.value = null;
            again();
          }}
        />
      )}
    </section>
  );
}

/** Whose phone was lost: by the name that they sign in with. Empty is one's own again. */
function Whose() {
  const told = said.value;
  const typed = useSignal(queryValue('nguoi') ?? '');
  return (
    <form
      class="security-form"
      onSubmit={(event) => {
        event.preventDefault();
        setQuery({ nguoi: typed.peek().trim() || null });
      }}
    >
      <label class="field">
        <span>{told.whose}</span>
        <input
          type="search"
          autocomplete="off"
          autoCapitalize="none"
          maxLength={200}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value.normalize('NFC');
          }}
        />
      </label>
      <button type="submit" class="secondary">
        {told.look}
      </button>
    </form>
  );
}

function Revoke({ phoneKey, onClose }: { phoneKey: KeyView; onClose: () => void }) {
  const told = said.value;
  const trouble = useSignal<string | null>(null);
  const revoke = async (close: () => void) => {
    const answer = await call(`/keys/${encodeURIComponent(phoneKey.id)}`, { method: 'DELETE' });
    if (answer.ok) return close();
    trouble.value = failureText(answer, words.peek(), language.peek());
  };
  return (
    <Sheet title={told.revokeTitle(phoneKey.label)} onClose={onClose}>
      {(close) => (
        <>
          <p>{told.revokeWhat}</p>
          {trouble.value !== null && (
            <p class="trouble" role="alert">
              {trouble.value}
            </p>
          )}
          <div class="sheet-buttons">
            <button type="button" class="secondary" onClick={close}>
              {told.cancel}
            </button>
            <button type="button" class="primary" onClick={() => revoke(close)}>
              {told.revokeConfirm}
            </button>
          </div>
        </>
      )}
    </Sheet>
  );
}
