/** One alert in the list: what, where, since when, who has it. */
import type { AlertView } from '../api/views.ts';
import { Age } from '../board/Age.tsx';
import { ackText } from '../board/ack.ts';
import { deedsOf, snoozedUntil } from '../board/deeds.ts';
import { alertFacts } from '../board/facts.ts';
import { lifeWords } from '../board/life-words.ts';
import { alertWord, shortTime } from '../board/words.ts';
import { instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo } from '../page.ts';
import { isFor } from '../routes.ts';
import { session } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { alertsWords } from './words.ts';

type Props = {
  readonly alert: AlertView;
  readonly place: string;
  /** Undefined: nothing to choose here. */
  readonly chosen?: boolean | undefined;
  readonly onChoose: (chosen: boolean) => void;
  readonly onTake: (() => void) | null;
  /** Null: only to be looked at. */
  readonly onDeed: ((deed: 'snooze' | 'conclude') => void) | null;
};

export function AlertRow({ alert, place, chosen, onChoose, onTake, onDeed }: Props) {
  const said = alertsWords.value;
  const told = words.value.alerts;
  const what = alertWord(alert, words.value);
  const facts = alertFacts(alert, words.value, language.value);
  const raisedAt = instant(alert.raisedAt);
  const until = snoozedUntil(alert, now.value);
  const deeds = onDeed === null ? [] : deedsOf(alert);
  return (
    <li class={`alert-row tone-${alert.severity === 'critical' ? 'red' : 'orange'}`}>
      {chosen !== undefined && (
        <label class="alert-choose">
          <input
            type="checkbox"
            checked={chosen}
            aria-label={said.select(`${what}, ${place}`)}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        </label>
      )}
      <span class="alert-row-sign">
        <Icon name={alert.severity === 'critical' ? 'recall' : 'bell'} bold />
        <span>{told[alert.severity]}</span>
      </span>
      <div class="alert-row-what">
        <h2>{what}</h2>
        {/* A place is one piece of text, also where it reads from the right. */}
        <p>
          <bdi>{place}</bdi>
        </p>
        {facts && <p class="soft">{facts}</p>}
      </div>
      <div class="alert-row-when">
        <p>
          {shortTime(alert.raisedAt, now.value)}
          {raisedAt !== null && alert.resolvedAt === null && (
            <small>
              {' '}
              (<Age at={raisedAt} />)
            </small>
          )}
        </p>
        {alert.kind === 'late-discovery' && <p>{said.happened(shortTime(alert.happenedAt, now.value))}</p>}
        {alert.resolvedAt !== null && (
          <p class="soft">{said.ended(shortTime(alert.resolvedAt, now.value))}</p>
        )}
        {alert.acknowledged && (
          <p class="alert-row-taken">
            <Icon name="person" />
            <span>
              <b>{told.acknowledgedBy(alert.acknowledged.by, shortTime(alert.acknowledged.at, now.value))}</b>
              : {ackText(alert.acknowledged, words.value)}
            </span>
          </p>
        )}
        {until !== null && alert.snoozed !== undefined && (
          <p class="alert-row-taken">
            <Icon name="clock" />
            <span>
              <b>{lifeWords.value.snoozedBy(alert.snoozed.by, timeNear(until, now.value))}</b>
              {alert.snoozed.comment !== alert.acknowledged?.comment && `: ${alert.snoozed.comment}`}
            </span>
          </p>
        )}
        {alert.concluded !== undefined && (
          <p class="alert-row-taken">
            <Icon name="note" />
            <span>
              <b>{lifeWords.value.concluded(alert.concluded.by, shortTime(alert.concluded.at, now.value))}</b>
              : {alert.concluded.text}
            </span>
          </p>
        )}
      </div>
      <div class="alert-row-do no-print">
        {isFor('incident', session.value?.roles ?? []) && (
          <a class="secondary" {...linkTo('incident', { alert: alert.id })}>
            {said.toIncident}
            <span class="sr">
              : {what}, {place}
            </span>
          </a>
        )}
        {alert.unit !== null && (
          <a class="secondary" {...linkTo('unit', { id: alert.unit })}>
            {said.toUnit}
            <span class="sr">: {place}</span>
          </a>
        )}
        {(['snooze', 'conclude'] as const)
          .filter((deed) => deeds.includes(deed))
          .map((deed) => (
            <button key={deed} type="button" class="secondary" onClick={() => onDeed?.(deed)}>
              {lifeWords.value[deed]}
              <span class="sr">
                : {what}, {place}
              </span>
            </button>
          ))}
        {onTake !== null && (
          <button
            type="button"
            class="primary"
            aria-label={told.acknowledgeWhat(`${what}, ${place}`)}
            onClick={onTake}
          >
            {told.acknowledge}
          </button>
        )}
      </div>
    </li>
  );
}
