/** One alert in the list: what, where, since when, who has it. */
import type { AlertView } from '../api/views.ts';
import { Age } from '../board/Age.tsx';
import { ackText } from '../board/ack.ts';
import { alertFacts } from '../board/facts.ts';
import { alertWord, shortTime } from '../board/words.ts';
import { instant } from '../format/time.ts';
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
};

export function AlertRow({ alert, place, chosen, onChoose, onTake }: Props) {
  const said = alertsWords.value;
  const told = words.value.alerts;
  const what = alertWord(alert, words.value);
  const facts = alertFacts(alert, words.value, language.value);
  const raisedAt = instant(alert.raisedAt);
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
