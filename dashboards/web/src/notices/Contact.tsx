/** Where somebody is reached besides this device: typed as people write it, kept as it is dialled. */
import { useSignal } from '@preact/signals';
import type { ContactView } from '../../../../src/keeper/duty-views.ts';
import { Field, Trouble } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { addressesOf, type Typed, typedOf } from './contact.ts';
import { said } from './words.ts';

const ADDRESS_MAX = 200;

type Props = { readonly contact: ContactView; readonly isOwn: boolean; readonly onSaved: () => void };

export function Contact({ contact, isOwn, onSaved }: Props) {
  const told = said.value.me;
  const typed = useSignal<Typed>(typedOf(contact));
  const wrong = useSignal<string | null>(null);
  const { busy, trouble, ask } = useDeed();
  const field = (name: 'phone' | 'mail' | 'zalo' | 'telegram', hint?: string) => (
    <Field
      label={told[name]}
      value={typed.value[name]}
      maxLength={ADDRESS_MAX}
      {...(name === 'phone' ? { type: 'tel' as const } : {})}
      {...(hint === undefined ? {} : { placeholder: hint })}
      {...(isOwn && name === 'phone' ? { autoComplete: 'tel' } : {})}
      {...(isOwn && name === 'mail' ? { autoComplete: 'email' } : {})}
      onText={(text) => {
        typed.value = { ...typed.peek(), [name]: text };
        wrong.value = null;
      }}
    />
  );
  const save = async (event: Event) => {
    event.preventDefault();
    const body = addressesOf(typed.peek());
    wrong.value = body === 'phone' ? told.badPhone : body === 'mail' ? told.badMail : null;
    if (typeof body === 'string') return;
    const path = `/people/${encodeURIComponent(contact.username)}/contact`;
    if ((await ask(path, body, 'PUT')) !== null) onSaved();
  };
  return (
    <section class="notice-part">
      <h2>{isOwn ? told.contact : told.contactOf(contact.name)}</h2>
      <form class="notice-form" onSubmit={(event) => void save(event)}>
        <fieldset disabled={!contact.mayChange}>
          {field('phone', told.phoneHint)}
          {field('mail')}
          {field('zalo')}
          <p class="hint">{told.zaloHint}</p>
          {typed.value.telegram !== '' && field('telegram')}
          <label class="field">
            <span>{told.language}</span>
            <select
              value={typed.value.language}
              onChange={(event) => {
                typed.value = { ...typed.peek(), language: event.currentTarget.value === 'en' ? 'en' : 'vi' };
              }}
            >
              {(['vi', 'en'] as const).map((code) => (
                <option key={code} value={code}>
                  {told.languages[code]}
                </option>
              ))}
            </select>
          </label>
        </fieldset>
        <Trouble text={wrong.value ?? trouble.value} />
        {contact.mayChange && (
          <button type="submit" class="primary" disabled={busy.value}>
            {busy.value ? told.saving : told.save}
          </button>
        )}
      </form>
    </section>
  );
}
