/** Notifications on this device, and the other devices that are notified: turned on, turned off, and why it cannot be. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PushSubscriptionView } from '../../../../src/keeper/duty-views.ts';
import type { Paged } from '../api/views.ts';
import { Icon } from '../look/Icon.tsx';
import { when } from '../official/say.ts';
import { Answered } from '../shell/Answered.tsx';
import { Trouble } from '../shell/Form.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { reasonOf, useDeed } from '../shell/use-deed.ts';
import { type Hindrance, nameOfBrowser, possible, present, turnOff, turnOn } from './push.ts';
import { said } from './words.ts';

export function Devices({ onChanged }: { onChanged: (news: string) => void }) {
  const told = said.value.me;
  const { asked, again } = useAsked<Paged<PushSubscriptionView>>('/push/subscriptions');
  const here = useSignal<string | null>(null);
  const hindered = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const { busy, trouble, ask } = useDeed();
  const look = async () => {
    here.value = (await present())?.endpoint ?? null;
  };
  useEffect(() => {
    void look();
  }, []);
  const obstacle = possible();
  const items = asked.value.value?.items ?? [];
  const isOn = items.some(({ endpoint }) => endpoint === here.value);

  const start = async () => {
    isBusy.value = true;
    const hindrance = await turnOn(nameOfBrowser(navigator.userAgent));
    await look();
    isBusy.value = false;
    hindered.value = hindrance === null ? null : hindranceText(hindrance);
    if (hindrance !== null) return;
    again();
    onChanged(said.peek().me.pushSaved);
  };
  const remove = async (one: PushSubscriptionView) => {
    const done = await ask(`/push/subscriptions/${encodeURIComponent(one.id)}`, null, 'DELETE');
    if (done === null) return;
    if (one.endpoint === here.peek()) await turnOff();
    await look();
    again();
    onChanged(said.peek().me.pushRemoved);
  };
  return (
    <section class="notice-part">
      <h2>{told.push}</h2>
      <p>{told.pushWhat}</p>
      {isOn ? (
        <p class="notice-on" role="status">
          <Icon name="check" bold /> {told.pushOn}
        </p>
      ) : obstacle !== null ? (
        <p class="note">{told[`push_${obstacle}`]}</p>
      ) : (
        <button type="button" class="primary" disabled={isBusy.value} onClick={() => void start()}>
          <Icon name="bell" />
          {isBusy.value ? told.pushTurningOn : told.pushTurnOn}
        </button>
      )}
      <Trouble text={(obstacle === null ? hindered.value : null) ?? trouble.value} />
      <Answered asked={asked.value} again={again}>
        {() =>
          items.length > 0 && (
            <>
              <h3>{told.pushList}</h3>
              <ul class="notice-devices">
                {items.map((one) => (
                  <li key={one.id}>
                    <Icon name="phone" />
                    <p>
                      <b>{one.label}</b>
                      {one.endpoint === here.value && ` (${told.thisBrowser})`}
                      <span class="soft"> · {told.pushSince(when(one.createdAt))}</span>
                    </p>
                    <button
                      type="button"
                      class="secondary"
                      disabled={busy.value}
                      onClick={() => void remove(one)}
                    >
                      {one.endpoint === here.value ? told.pushTurnOff : told.pushRemove}
                      <span class="sr">: {one.label}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answered>
    </section>
  );
}

function hindranceText(hindrance: Hindrance): string {
  const told = said.peek().me;
  if (typeof hindrance === 'string') return told[`push_${hindrance}`];
  return hindrance.code === 'ROUTE_UNKNOWN' ? told.push_off : reasonOf(hindrance);
}
