/** One incident: on the left how it went, on the right the facts; below who and what is concerned and what was decided. */
import '../look/official.css';
import '../look/unit.css';
import { useSignal } from '@preact/signals';
import type { IncidentView } from '../../../../src/keeper/official-views.ts';
import { Acknowledge } from '../board/Acknowledge.tsx';
import { ackText } from '../board/ack.ts';
import { type Deed, deedsOf, snoozedUntil } from '../board/deeds.ts';
import { lifeWords } from '../board/life-words.ts';
import { ToldOf } from '../board/ToldOf.tsx';
import { alertWord } from '../board/words.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { alerts } from '../live/connection.ts';
import { linkTo } from '../page.ts';
import { isFor } from '../routes.ts';
import { mayAcknowledge, session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { words } from '../words/words.ts';
import { Curve } from './Curve.tsx';
import { Facts, Rules } from './Facts.tsx';
import { Given, HeldBy, Lots, Parcels } from './Parcels.tsx';
import { when } from './say.ts';
import { said } from './words.ts';

export function Incident({ alert }: { alert: string }) {
  const { asked, again } = useAsked<IncidentView>(`/incidents/${encodeURIComponent(alert)}`);
  const { value } = asked.value;
  const place = value === null ? undefined : [value.unit?.name, value.siteName].filter(Boolean).join(' · ');
  return (
    <Frame
      title={value === null ? said.value.incidents.title : alertWord(value.alert, words.value)}
      subtitle={place}
      back={{ ...linkTo('incidents'), name: said.value.back.incidents }}
      actions={
        <>
          <PrintButton />
          <a
            class="secondary"
            href={`/api/v1/incidents/${encodeURIComponent(alert)}/dossier.pdf`}
            target="_blank"
            rel="noopener"
          >
            {said.value.incident.dossier}
          </a>
        </>
      }
    >
      <Answered asked={asked.value} again={again}>
        {(view) => <Shown view={view} place={place ?? ''} again={again} />}
      </Answered>
    </Frame>
  );
}

function Shown({ view, place, again }: { view: IncidentView; place: string; again: () => void }) {
  const told = said.value.incident;
  const { unit } = view;
  return (
    <div class="case">
      <section class="part incident-course" aria-label={told.timeline}>
        <h2>{told.timeline}</h2>
        {unit === null ? <p class="soft">{told.noCurve}</p> : <Curve view={view} unit={unit.id} />}
        {unit !== null && (
          <a class="secondary no-print" {...linkTo('unit', { id: unit.id })}>
            {told.toUnit}
          </a>
        )}
      </section>
      <Facts view={view} />
      <Rules rules={view.rules} />
      <Given view={view} />
      <Lots view={view} />
      <Parcels view={view} />
      <HeldBy view={view} />
      <Comments view={view} place={place} again={again} />
      <Sent alert={view.alert.id} />
      <Decided view={view} />
      <Related view={view} />
    </div>
  );
}

function Comments({ view, place, again }: { view: IncidentView; place: string; again: () => void }) {
  const told = said.value.incident;
  const doing = useSignal<Deed | null>(null);
  const live = alerts.value.get(view.alert.id) ?? view.alert;
  const until = snoozedUntil(live, now.value);
  const taken = live.acknowledged;
  return (
    <section class="part">
      <h2>{told.comments}</h2>
      {taken === null ? (
        <p class="soft">{told.notTaken}</p>
      ) : (
        <p>
          <b>{words.value.alerts.acknowledgedBy(taken.by, when(taken.at))}</b>: {ackText(taken, words.value)}
        </p>
      )}
      {until !== null && live.snoozed !== undefined && (
        <p>
          <b>{lifeWords.value.snoozedBy(live.snoozed.by, timeNear(until, now.value))}</b>:{' '}
          {live.snoozed.comment}
        </p>
      )}
      {live.concluded !== undefined && (
        <p>
          <b>{lifeWords.value.concluded(live.concluded.by, when(live.concluded.at))}</b>:{' '}
          {live.concluded.text}
        </p>
      )}
      {mayAcknowledge.value && (
        <div class="incident-deeds no-print">
          {deedsOf(live).map((deed) => (
            <button
              key={deed}
              type="button"
              class={deed === 'snooze' ? 'secondary' : 'primary'}
              onClick={() => {
                doing.value = deed;
              }}
            >
              {deed === 'take' ? told.acknowledge : lifeWords.value[deed]}
            </button>
          ))}
        </div>
      )}
      {doing.value !== null && (
        <Acknowledge
          alert={live}
          place={place}
          deed={doing.value}
          onClose={() => {
            doing.value = null;
            again();
          }}
        />
      )}
    </section>
  );
}

/** Who was told of it, by level; each message by itself stands in the log. */
function Sent({ alert }: { alert: string }) {
  return (
    <section class="part">
      <h2>{said.value.incident.sent}</h2>
      <ToldOf alert={alert} />
      {isFor('notices', session.value?.roles ?? []) && (
        <a class="secondary no-print" {...linkTo('notices', { 'canh-bao': alert })}>
          {said.value.incident.sentAll}
        </a>
      )}
    </section>
  );
}

function Decided({ view }: { view: IncidentView }) {
  const told = said.value.incident;
  const open = view.parcels.some(({ holds }) => holds.some(({ state }) => state === 'open'));
  return (
    <section class="part">
      <h2>{told.decisions}</h2>
      {view.decisions.length === 0 && <p class="soft">{told.noDecisions}</p>}
      <ul class="entries">
        {view.decisions.map((one) => (
          <li key={one.id}>
            <a {...linkTo('decision', { id: one.id })}>
              {said.value.decide.kinds[one.decision as 'release' | 'keep' | 'discard']}
            </a>
            : {one.parcel}. {told.proposed(one.proposedByName, when(one.proposedAt))},{' '}
            {one.approvedAt === null
              ? told.waiting
              : told.approved(one.approvedByName ?? '', when(one.approvedAt))}
            . {one.reason}
          </li>
        ))}
      </ul>
      {open && session.value?.roles.includes('official') === true && (
        <a class="primary no-print" {...linkTo('decisions', { 'su-co': view.alert.id })}>
          {told.decide}
        </a>
      )}
    </section>
  );
}

function Related({ view }: { view: IncidentView }) {
  if (view.related.length === 0) return null;
  return (
    <section class="part no-print">
      <h2>{said.value.incident.related}</h2>
      <ul class="entries">
        {view.related.map((alert) => (
          <li key={alert.id}>
            <a {...linkTo('incident', { alert: alert.id })}>{alertWord(alert, words.value)}</a>{' '}
            <span class="soft">{when(alert.happenedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
