/** Step 7: an alert in which nothing is wrong, and which screens and people it reached. */
import type { EnrolmentView } from '../../../../src/keeper/enrol-views.ts';
import { whole } from '../format/province.ts';
import { clockWithSeconds, countdown, instant } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { session } from '../session/session.ts';
import { language } from '../words/words.ts';
import type { Going } from './SetUp.tsx';
import { Panel, Trouble } from './Steps.tsx';
import { enrolPath, useDoing } from './use-doing.ts';
import { said } from './words.ts';

type Test = NonNullable<EnrolmentView['test']>;
type Props = { going: Going; again: () => void; onLeave: () => void };

export function TestAlert({ going, again, onLeave }: Props) {
  const told = said.value;
  const doing = useDoing();
  const { test } = going;
  const isOpen = test !== null && test.endedAt === null;
  return (
    <Panel title={told.testTitle}>
      <p>{told.testHint}</p>
      {test !== null && <Standing test={test} />}
      {test !== null && <Screens test={test} />}
      {test?.screens === 1 && going.step === 'test' && isOpen && (
        <p class="note">
          {told.onlyThis} {told.noScreenHint}
        </p>
      )}
      <Trouble text={doing.trouble.value} />
      <div class="enrol-buttons">
        {!isOpen && (
          <button
            type="button"
            class={test === null || going.step === 'test' ? 'primary' : 'secondary'}
            disabled={doing.busy.value}
            onClick={() => void doing.post(enrolPath(going.device, '/test'), undefined, again)}
          >
            <Icon name="bell" />
            {test === null ? told.sendTest : told.testAgain}
          </button>
        )}
        {going.step === 'finish' && (
          <button type="button" class="primary" onClick={onLeave}>
            {told.next}
          </button>
        )}
      </div>
    </Panel>
  );
}

function Standing({ test }: { test: Test }) {
  const told = said.value;
  const endsAt = instant(test.endsAt) ?? 0;
  if (test.seenBy !== null)
    return (
      <p class="enrol-seen" role="status">
        <Icon name="check" bold />
        {told.seenBy(test.seenBy)}
      </p>
    );
  if (test.endedAt !== null) return <p class="note">{told.testOver}</p>;
  return <p class="enrol-open">{told.testLeft(countdown(endsAt - now.value))}</p>;
}

/** One line for a person, however many screens; the first time it reached one of theirs. */
export function Screens({ test }: { test: Test }) {
  const told = said.value;
  const people = new Map<string, { name: string; at: string; count: number }>();
  for (const { username, name, at } of test.receipts) {
    const known = people.get(username);
    people.set(username, { name, at: known?.at ?? at, count: (known?.count ?? 0) + 1 });
  }
  const more = test.screens - test.receipts.length;
  return (
    <div class="enrol-screens">
      <h3>{told.screens}</h3>
      {people.size === 0 ? (
        <p class="soft">
          {told.noScreen}. {told.noScreenHint}
        </p>
      ) : (
        <ul>
          {[...people].map(([username, { name, at, count }]) => (
            <li key={username}>
              <Icon name="check" />
              <span>
                <bdi>{told.received(name, count)}</bdi>
                {username === session.value?.username && <> ({told.you})</>}
              </span>
              <time dateTime={at}>{clockWithSeconds(instant(at) ?? 0)}</time>
            </li>
          ))}
          {more > 0 && <li>{told.more(whole(more, language.value))}</li>}
        </ul>
      )}
    </div>
  );
}
