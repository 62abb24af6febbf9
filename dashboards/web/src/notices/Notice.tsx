/** One message: what it says in a line, to whom and why, and each try through each channel with its time. */
import type { AttemptView, NoticeView } from '../../../../src/keeper/notice-views.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { n, when } from '../official/say.ts';
import { linkTo } from '../page.ts';
import { isFor } from '../routes.ts';
import { session } from '../session/session.ts';
import { failureWord } from './failure-word.ts';
import { said } from './words.ts';

const SIGNS = {
  waiting: { icon: 'clock', tone: 'grey' },
  sending: { icon: 'clock', tone: 'blue' },
  sent: { icon: 'check', tone: 'blue' },
  received: { icon: 'check', tone: 'green' },
  read: { icon: 'eye', tone: 'green' },
  failed: { icon: 'cross', tone: 'red' },
} as const satisfies Record<NoticeView['state'], { icon: IconName; tone: string }>;

export function StateSign({ state }: { state: NoticeView['state'] }) {
  const { icon, tone } = SIGNS[state];
  return (
    <span class={`notice-state notice-${tone}`}>
      <Icon name={icon} bold /> {said.value.states[state]}
    </span>
  );
}

export function Notice({ notice }: { notice: NoticeView }) {
  const told = said.value.list;
  const { name, reason, level, severity, text, alerts, createdAt, state, nextAt } = notice;
  const isTest = reason === 'test' || reason === 'canary';
  const [alert] = alerts;
  return (
    <li class={`notice-row ${state === 'failed' ? 'is-failed' : ''}`}>
      <div class="notice-head">
        <StateSign state={state} />
        <b class="notice-to">{name}</b>
        <time class="notice-when" dateTime={createdAt}>
          {when(createdAt)}
        </time>
      </div>
      <p class="notice-why">
        {[
          said.value.reasons[reason],
          isTest ? null : said.value.severities[severity],
          isTest ? null : told.level(n(level + 1)),
          alerts.length > 1 ? told.alerts(n(alerts.length)) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p class="notice-short">{text.short}</p>
      <Attempts notice={notice} />
      {state === 'failed' && (
        <p class="notice-lost">
          <Icon name="recall" bold /> {isTest ? told.failedTest : told.failedAll}
        </p>
      )}
      {state === 'waiting' && nextAt !== null && <p class="soft">{told.next(when(nextAt))}</p>}
      <details class="notice-text">
        <summary>{told.text}</summary>
        <p>
          <b>{text.subject}</b>
        </p>
        {text.lines.map((line, i) => (
          <p key={i}>{line}</p>
        ))}
      </details>
      {alert !== undefined && !isTest && isFor('incident', session.value?.roles ?? []) && (
        <a class="notice-link no-print" {...linkTo('incident', { alert })}>
          {told.toAlert}
          <span class="sr">: {text.short}</span>
        </a>
      )}
    </li>
  );
}

/** Nothing was tried: the person is not reached that way, or nobody is. */
const isPassed = ({ code }: AttemptView): boolean => code === 'NO_ADDRESS' || code === 'CHANNEL_OFF';

function Attempts({ notice: { attempts, ways } }: { notice: NoticeView }) {
  const told = said.value.list;
  const { channels } = said.value;
  if (attempts.length === 0 && ways.length === 0) return null;
  return (
    <ul class="notice-attempts" aria-label={told.attempts}>
      {attempts.map((one, i) =>
        isPassed(one) ? (
          <li key={i} class="soft">
            {told.skipped(channels[one.channel], failureWord(one.code))}
          </li>
        ) : (
          <li key={i} class={one.state === 'failed' ? 'is-failed' : ''}>
            <b>{channels[one.channel]}</b> {told.attempt[one.state]} {told.at(when(one.at))}
            {one.address !== '' && one.channel !== 'push' && <span class="soft"> · {one.address}</span>}
            {one.code !== null && <span> · {failureWord(one.code)}</span>}
          </li>
        ),
      )}
      {attempts.length === 0 && <li class="soft">{told.noAttempts}</li>}
      {ways.length > 0 && <li class="soft">{told.ways(ways.map((way) => channels[way]).join(', '))}</li>}
    </ul>
  );
}
