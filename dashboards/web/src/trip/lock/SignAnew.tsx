/** What to do with an item whose key the service no longer takes. */
import { useSignal } from '@preact/signals';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { me } from '../../session/session.ts';
import { deliver } from '../delivery.ts';
import { KEY_REFUSED, mayBeSignedAnew, type OutboxItem } from '../outbox.ts';
import { ownKey } from '../own-key.ts';
import { tripWords } from '../words.ts';
import { Ask } from './Ask.tsx';
import { signAnew } from './sign-anew.ts';
import { lockWords } from './words.ts';

export function SignAnew({ item }: { item: OutboxItem }) {
  const said = lockWords.value;
  const isAsking = useSignal(false);
  const { body } = item.delivered;
  const username = me.value?.username;
  if (item.replacedBy !== undefined) return <p class="hint">{said.signedAnew}</p>;
  const isKeyTrouble = item.state === 'refused' && KEY_REFUSED.has(item.trouble?.code ?? '');
  if (!isKeyTrouble || body.by !== username) return null;
  if (!mayBeSignedAnew(item, username, ownKey.value?.id ?? '')) return <p>{said.keyDeadSignIn}</p>;
  const ask = (to: boolean) => () => {
    isAsking.value = to;
  };
  const sign = async () => {
    await signAnew(item);
    void deliver();
  };
  const what = tripWords.value.box.types[body.type];
  if (!isAsking.value)
    return (
      <>
        <p>{said.keyDead}</p>
        <button type="button" class="primary" onClick={ask(true)}>
          {said.signAnew}
        </button>
      </>
    );
  return (
    <Ask
      name={said.signAnew}
      question={said.signAnewAsk(what, timeNear(instant(body.at) ?? 0, today.value))}
      yes={said.signAnewYes}
      onYes={() => void sign()}
      onNo={ask(false)}
    />
  );
}
