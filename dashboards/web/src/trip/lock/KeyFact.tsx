/** The key this phone signs with, and whether the service has it. */
import { useEffect } from 'preact/hooks';
import { timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { me, session } from '../../session/session.ts';
import { enrol, keyOf, ownKey, replacedAt } from '../own-key.ts';
import { tripWords } from '../words.ts';
import { Fact } from './Fact.tsx';
import { lockWords } from './words.ts';

export function KeyFact() {
  const { device } = tripWords.value;
  useEffect(() => {
    const who = me.peek();
    if (who !== null)
      void (session.peek() ? enrol(who.username) : keyOf(who.username)).catch(() => {
        // A disk that refuses is said at the top of every page.
      });
  }, []);
  const key = ownKey.value;
  if (key === null) return <Fact name={device.key}>{device.keyNone}</Fact>;
  return (
    <Fact name={device.key}>
      <code>{key.id.match(/.{8}/g)?.join(' ')}</code>
      <br />
      {key.enrolledAt === null
        ? device.keyWaiting
        : device.keyEnrolled(timeNear(key.enrolledAt, today.value))}
      {replacedAt.value !== null && (
        <>
          <br />
          <span class="hint">{lockWords.value.keyReplaced(timeNear(replacedAt.value, today.value))}</span>
        </>
      )}
    </Fact>
  );
}
