/** Who has been told of an alert, level by level, so that whoever takes it knows who is awake. */
import type { NoticeView } from '../../../../src/keeper/notice-views.ts';
import type { Paged } from '../api/views.ts';
import { instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { useAsked } from '../shell/use-asked.ts';
import { lifeWords } from './life-words.ts';
import { levelsOf } from './told-of.ts';

const MOST = 200;

/** Shows nothing while it is not known: nobody waits for it to take an alert. */
export function ToldOf({ alert }: { alert: string }) {
  const told = lifeWords.value;
  const { asked } = useAsked<Paged<NoticeView>>(
    `/notices?${new URLSearchParams({ alert, limit: String(MOST) })}`,
  );
  const { value } = asked.value;
  if (value === null) return null;
  const levels = levelsOf(value.items);
  if (levels.length === 0) return <p class="soft">{told.notTold}</p>;
  return (
    <ul class="told-of" aria-label={told.told}>
      {levels.map(({ level, at, people }) => (
        <li key={level}>
          {told.told} {told.level(level, timeNear(instant(at) ?? now.peek(), now.value))}:{' '}
          {people.map(({ name, state }, i) => (
            <span key={name}>
              {i > 0 && ', '}
              <b>{name}</b>{' '}
              <span class={state === 'failed' ? 'told-failed' : 'soft'}>({told.states[state]})</span>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
