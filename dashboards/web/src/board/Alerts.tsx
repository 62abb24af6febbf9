/** What waits for somebody: open alerts newest first, and the parcels on hold. */
import { useSignal } from '@preact/signals';
import type { AlertView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { instant } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { type Picture, parcelsOnHold } from '../live/picture.ts';
import { Icon } from '../look/Icon.tsx';
import { mayAcknowledge } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { Acknowledge } from './Acknowledge.tsx';
import { Age } from './Age.tsx';
import { ackText } from './ack.ts';
import { alertFacts } from './facts.ts';
import { alertPlace, alertWord, newestFirst, shortTime } from './words.ts';

/** More than this nobody reads on a wall; the rest is counted. */
const SHOWN_MAX = 40;
const LOTS_MAX = 3;

export function Alerts({ picture }: { picture: Picture }) {
  const taking = useSignal<string | null>(null);
  const { alerts: told } = words.value;
  const open = newestFirst(picture.alerts.values());
  const taken = taking.value === null ? undefined : picture.alerts.get(taking.value);
  return (
    <aside class="rail" id="alerts" aria-label={told.title}>
      <section class="rail-alerts">
        <h2 class="rail-title">
          {told.title}
          {open.length > 0 && <span class="rail-count">{open.length}</span>}
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
              <AlertItem
                key={alert.id}
                alert={alert}
                place={alertPlace(alert, words.value, picture.units, picture.sites)}
                onTake={() => {
                  taking.value = alert.id;
                }}
              />
            ))}
            {open.length > SHOWN_MAX && <li class="alert-more">{told.more(open.length - SHOWN_MAX)}</li>}
          </ol>
        )}
      </section>
      <Holds picture={picture} />
      {taken && (
        <Acknowledge
          alert={taken}
          place={alertPlace(taken, words.value, picture.units, picture.sites)}
          onClose={() => {
            taking.value = null;
          }}
        />
      )}
    </aside>
  );
}

function AlertItem({ alert, place, onTake }: { alert: AlertView; place: string; onTake: () => void }) {
  const { alerts: told } = words.value;
  const what = alertWord(alert, words.value);
  const facts = alertFacts(alert, words.value, language.value);
  const raisedAt = instant(alert.raisedAt);
  const late = alert.kind === 'late-discovery';
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
          onClick={onTake}
        >
          {told.acknowledge}
        </button>
      )}
    </li>
  );
}

function Holds({ picture }: { picture: Picture }) {
  const count = parcelsOnHold(picture.holds);
  const lots = new Map<string, Set<string>>();
  for (const hold of picture.holds.values()) {
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
