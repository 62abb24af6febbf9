/** Step 1 for what does not sign in itself: the addresses that gateways speak of and nobody has registered, to pick one. */
import { useSignal } from '@preact/signals';
import type { DeviceStandingView } from '../../../../src/keeper/enrol-views.ts';
import type { HeardView } from '../../../../src/keeper/registry-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import type { Paged } from '../api/views.ts';
import { ageText } from '../board/words.ts';
import { temperature } from '../format/temperature.ts';
import { instant } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { language, words } from '../words/words.ts';
import type { Known } from './Code.tsx';
import { idOf } from './heard-id.ts';
import { Panel, Trouble } from './Steps.tsx';
import { said } from './words.ts';

export function Heard({ onKnown }: { onKnown: (known: Known) => void }) {
  const told = said.value.via;
  const { asked, again } = useAsked<Paged<HeardView>>('/heard?limit=200');
  return (
    <Panel title={told.title}>
      <p class="soft">{told.hint}</p>
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: told.none, hint: told.noneHint }}
      >
        {({ items }) => <Choice items={items} onKnown={onKnown} />}
      </Answered>
      <button type="button" class="secondary" onClick={again}>
        {told.again}
      </button>
    </Panel>
  );
}

type Props = { items: readonly HeardView[]; onKnown: (known: Known) => void };
const keyOf = ({ sender, address }: HeardView): string => `${sender} ${address}`;

function Choice({ items, onKnown }: Props) {
  const told = said.value;
  const chosen = useSignal<HeardView | null>(null);
  const id = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const newest = items.toSorted((a, b) => (a.lastAt > b.lastAt ? -1 : 1));

  const take = async (event: Event) => {
    event.preventDefault();
    const one = chosen.peek();
    if (one === null || busy.peek()) return;
    busy.value = true;
    const answer = await call<DeviceStandingView>(`/devices/${encodeURIComponent(id.value)}/standing`);
    busy.value = false;
    if (!answer.ok) {
      trouble.value = answer.status === 400 ? told.badCode : failureText(answer, words.value, language.value);
      return;
    }
    const { standing, profiles } = answer.value;
    if (standing !== 'free') trouble.value = told.via.idTaken;
    else
      onKnown({
        code: { device: id.value, profile: null, secret: null },
        profiles,
        via: { gateway: one.sender, address: one.address },
      });
  };

  return (
    <form class="enrol-form" onSubmit={take}>
      <fieldset class="enrol-choices">
        <legend>{told.via.which}</legend>
        {newest.map((one) => (
          <label key={keyOf(one)} class="enrol-choice">
            <input
              type="radio"
              name="heard"
              checked={chosen.value !== null && keyOf(chosen.value) === keyOf(one)}
              onChange={() => {
                chosen.value = one;
                id.value = idOf(one.address);
                trouble.value = null;
              }}
            />
            <span>
              <bdi class="enrol-mono">{one.address}</bdi>
              {one.celsius !== null && <b> {temperature(one.celsius, language.value)}</b>}
              <small>
                {told.via.heardBy(one.sender)},{' '}
                {ageText(instant(one.lastAt) ?? 0, now.value, words.value, language.value)}
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen.value !== null && (
        <label class="field">
          <span>{told.via.id}</span>
          <input
            type="text"
            required
            pattern="[A-Za-z0-9_\-]{1,64}"
            maxLength={64}
            autoComplete="off"
            autoCapitalize="off"
            spellcheck={false}
            value={id.value}
            onInput={(event) => {
              id.value = event.currentTarget.value;
              trouble.value = null;
            }}
          />
          <span class="hint">{told.typedHint}</span>
        </label>
      )}
      <Trouble text={trouble.value} />
      <button type="submit" class="secondary" disabled={busy.value || chosen.value === null}>
        {busy.value ? told.looking : told.via.use}
      </button>
    </form>
  );
}
