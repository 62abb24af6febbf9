/** What waits for somebody: open alerts, the most urgent first, and the parcels on hold. */

import { computed, type Signal, useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { AlertView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { alerts, holds, sites, units } from '../live/connection.ts';
import { parcelsOnHold } from '../live/picture.ts';
import { realAlerts } from '../live/tests.ts';
import { Icon } from '../look/Icon.tsx';
import { mayAcknowledge } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { Acknowledge } from './Acknowledge.tsx';
import { Age } from './Age.tsx';
import { ackText } from './ack.ts';
import { urgentFirst } from './alert-order.ts';
import { snoozedUntil } from './deeds.ts';
import { alertFacts } from './facts.ts';
import { lifeWords } from './life-words.ts';
import { alertPlace, alertWord, shortTime } from './words.ts';

/** More than this nobody reads on a wall; the rest is counted. */
const SHOWN_MAX = 40;
const LOTS_MAX = 3;

export function Alerts() {
  const taking = useSignal<string | null>(null);
  const urgent = useComputed(() => urgentFirst(alerts.value.values()));
  const { alerts: told } = words.value;
  const open = urgent.value;
  const count = realAlerts(open).length;
  const taken = taking.value === null ? undefined : alerts.value.get(taking.value);
  return (
    <aside class="rail" id="alerts" aria-label={told.title}>
      <section class="rail-alerts">
        <h2 class="rail-title">
          {told.title}
          {count > 0 && <span class="rail-count">{count}</span>}
        </h2>
        {open.length === 0 ? (
          <div class="calm">
            <Icon name="check" />
            <p class="calm-title">{told.none}</p>
            <p>{told.noneHint}</p>
          </div>
        ) : (
          <ol class="alerts">
            {open.slice(0, SHOWN_MAX).map((alert) => (
              <AlertItem key={alert.id} alert={alert} taking={taking} />
            ))}
            {open.length > SHOWN_MAX && <li class="alert-more">{told.more(open.length - SHOWN_MAX)}</li>}
          </ol>
        )}
      </section>
      <Holds />
      {taken && (
        <Acknowledge
          alert={taken}
          place={placeOf(taken)}
          onClose={() => {
            taking.value = null;
          }}
        />
      )}
    </aside>
  );
}

const placeOf = (alert: AlertView): string => alertPlace(alert, words.value, units.value, sites.value);

function AlertItem({ alert, taking }: { alert: AlertView; taking: Signal<string | null> }) {
  const { alerts: told } = words.value;
  // Units report all the time; the item is drawn anew only when the name of its place is another.
  const place = useMemo(() => computed(() => placeOf(alert)), [alert]).value;
  const what = alertWord(alert, words.value);
  const facts = alertFacts(alert, words.value, language.value);
  const raisedAt = instant(alert.raisedAt);
  const late = alert.kind === 'late-discovery';
  const until = snoozedUntil(alert, now.value);
  return (
    <li class={`alert alert-${alert.severity} alert-${alert.state}`}>
      <span class="alert-sign">
        <Icon name={alert.severity === 'critical' ? 'recall' : 'bell'} />
        <span class="sr">{told[alert.severity]}</span>
      </span>
      <div class="alert-body">
        <h3 class="alert-what">{what}</h3>
        <p class="alert-place">{place}</p>
        {facts && <p class="alert-facts">{facts}</p>}
        <p class="alert-time">
          {raisedAt !== null && <Age at={raisedAt} />}
          {late && <> · {told.happenedAt(shortTime(alert.happenedAt, now.value))}</>}
        </p>
        {until !== null && (
          <p class="alert-taken">
            <Icon name="clock" />
            <b>{lifeWords.value.snoozed(timeNear(until, now.value))}</b>
          </p>
        )}
        {alert.acknowledged && (
          <p class="alert-taken">
            <Icon name="person" />
            <span>
              <b>{told.acknowledgedBy(alert.acknowledged.by, shortTime(alert.acknowledged.at, now.value))}</b>
              {': '}
              {ackText(alert.acknowledged, words.value)}
            </span>
          </p>
        )}
      </div>
      {!alert.acknowledged && mayAcknowledge.value && (
        <button
          type="button"
          class="take"
          aria-label={told.acknowledgeWhat(`${what}, ${place}`)}
          onClick={() => {
            taking.value = alert.id;
          }}
        >
          {told.acknowledge}
        </button>
      )}
    </li>
  );
}

function Holds() {
  const count = parcelsOnHold(holds.value);
  const lots = new Map<string, Set<string>>();
  for (const hold of holds.value.values()) {
    lots.set(hold.lot, (lots.get(hold.lot) ?? new Set()).add(hold.parcel));
  }
  const largest = [...lots].sort((a, b) => b[1].size - a[1].size || a[0].localeCompare(b[0]));
  return (
    <section class={count > 0 ? 'rail-holds some' : 'rail-holds'}>
      <h2 class="rail-title">{words.value.alerts.onHold}</h2>
      <p class="holds-count">{whole(count, language.value)}</p>
      {largest.length > 0 && (
        <ul class="holds-lots">
          {largest.slice(0, LOTS_MAX).map(([lot, parcels]) => (
            <li key={lot}>{words.value.alerts.lot(lot, parcels.size)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
