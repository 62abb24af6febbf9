/** V5, what goes wrong on the way: recorded with one press, and whom to call. */
import { INCIDENTS } from '../../../../../src/custody/types.ts';
import { timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import type { IconName } from '../../look/icons.ts';
import { go } from '../../page.ts';
import { noteDraft } from '../begin.ts';
import { keepDraft, outbox } from '../kept.ts';
import { contact, sharedOf } from '../phone.ts';
import { tripWords } from '../words.ts';

const INCIDENT_ICONS: Record<(typeof INCIDENTS)[number], IconName> = {
  vehicle: 'recall',
  'box-warm': 'up',
  'sensor-lost': 'no-signal',
  delay: 'clock',
  other: 'dots',
};

export function Incidents({ trip: id }: { trip: string }) {
  const said = tripWords.value;
  return (
    <section aria-labelledby="incidents">
      <h2 id="incidents">{said.trip.incident}</h2>
      <div class="four">
        {INCIDENTS.filter((kind) => kind !== 'other').map((kind) => (
          <button
            key={kind}
            type="button"
            class="incident"
            onClick={() => void keepDraft(noteDraft(id, kind, null))}
          >
            <Icon name={INCIDENT_ICONS[kind]} />
            {said.trip.incidents[kind]}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="secondary wide"
        onClick={() => void keepDraft(noteDraft(id, 'other', null))}
      >
        {said.trip.incidents.other}
      </button>
      <Call />
      <Recorded trip={id} />
    </section>
  );
}

function Call() {
  const said = tripWords.value;
  const phone = contact.value.trim();
  if (phone === '') {
    return (
      <button type="button" class="secondary wide" onClick={() => go('phone')}>
        {said.trip.noPhone}
      </button>
    );
  }
  return (
    <a class="primary wide" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
      {said.trip.callWhom(phone)}
    </a>
  );
}

/** What was recorded here lately, so that nobody presses twice for want of an answer. */
function Recorded({ trip }: { trip: string }) {
  const said = tripWords.value;
  const notes = outbox.value
    .filter((item) => item.trip === trip && item.delivered.body.type === 'incident.reported')
    .filter(({ replacedBy }) => replacedBy === undefined)
    .slice(-3);
  return (
    <ul class="lines" aria-live="polite">
      {notes.map(({ id, savedAt, delivered: { body } }) => (
        <li key={id}>
          {body.type === 'incident.reported' &&
            said.trip.saved(said.trip.incidents[body.kind], timeNear(sharedOf(savedAt), today.value))}
        </li>
      ))}
    </ul>
  );
}
