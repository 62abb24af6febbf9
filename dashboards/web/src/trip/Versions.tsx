/** Both stories side by side, and whom to call: an official decides, not whoever comes last. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { recordNumber } from '../../../../src/custody/record-number.ts';
import type { HandoffView } from '../../../../src/keeper/custody-views.ts';
import { call } from '../api/http.ts';
import { whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { go } from '../page.ts';
import { language } from '../words/words.ts';
import { storiesAgainst } from './conflict.ts';
import { conflictWords } from './conflict-words.ts';
import { trips } from './kept.ts';
import { personName } from './names.ts';
import type { OutboxItem } from './outbox.ts';
import { contact } from './phone.ts';
import { tripWords } from './words.ts';

/** More handoffs than one trip has. */
const HANDOFFS_MOST = 100;

export function Versions({ item }: { item: OutboxItem }) {
  const said = tripWords.value;
  const words = conflictWords.value;
  const theirs = useSignal<readonly HandoffView[]>([]);
  const { body } = item.delivered;
  useEffect(() => {
    const ask = async () => {
      const trip = body.shipment === null ? '' : `&shipment=${body.shipment}`;
      const answer = await call<{ items: HandoffView[] }>(`/handoffs?limit=${HANDOFFS_MOST}${trip}`);
      if (answer.ok) theirs.value = storiesAgainst(body, answer.value.items);
    };
    void ask();
    addEventListener('online', ask);
    return () => removeEventListener('online', ask);
  }, [item.id]);
  const known = trips.value.map(({ signed }) => signed.trip);
  const phone = contact.value.trim();
  const doses = 'parcels' in body ? body.parcels : [];
  return (
    <div class="versions">
      <p>{said.box.conflict}</p>
      <p class="strong">{words.keep}</p>
      <section aria-label={said.box.mine}>
        <b>{said.box.mine}</b>
        <p>{words.said(personName(body.by, known), timeNear(Date.parse(body.at), today.value))}</p>
        <Amount parcels={doses} handoff={'handoff' in body ? body.handoff : ''} />
      </section>
      <section aria-label={said.box.theirs}>
        <b>{said.box.theirs}</b>
        {theirs.value.length === 0 && <p>{said.box.theirsUnknown}</p>}
        {theirs.value.map((story) => (
          <Story key={story.id} story={story} />
        ))}
      </section>
      <details>
        <summary>{words.whole}</summary>
        <pre>{JSON.stringify(body, null, 1)}</pre>
        <pre>{JSON.stringify(theirs.value, null, 1)}</pre>
      </details>
      {phone === '' ? (
        <button type="button" class="secondary" onClick={() => go('phone')}>
          {said.trip.noPhone}
        </button>
      ) : (
        <a class="primary" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
          {said.trip.callWhom(phone)}
        </a>
      )}
    </div>
  );
}

function Story({
  story: { id, from, taken, to, given, receiver, state, counted, parcels },
}: {
  story: HandoffView;
}) {
  const words = conflictWords.value;
  const stateWords: { [state: string]: string } = tripWords.value.handoffState;
  const taker = taken?.name ?? receiver?.name ?? to.name;
  const at = taken?.at ?? given?.at;
  return (
    <>
      {at !== undefined && (
        <p>{words.took(taker, given?.name ?? from.name, timeNear(Date.parse(at), today.value))}</p>
      )}
      <Amount parcels={counted ?? parcels} handoff={id} />
      <p>{stateWords[state] ?? state}</p>
    </>
  );
}

function Amount({ parcels, handoff }: { parcels: readonly { doses: number }[]; handoff: string }) {
  const words = conflictWords.value;
  const doses = parcels.reduce((sum, each) => sum + each.doses, 0);
  return (
    <p class="trip-facts">
      {parcels.length > 0 && (
        <span>{words.amount(whole(parcels.length, language.value), whole(doses, language.value))}</span>
      )}
      {handoff !== '' && <span>{words.number(recordNumber('BG', handoff))}</span>}
    </p>
  );
}
