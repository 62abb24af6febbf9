/** One parcel: what it is, who has it, what was recorded on its way, and what of that waits for an official. */
import '../look/parcel.css';
import { useSignal } from '@preact/signals';
import type { ParcelStoryView, StoryEventView } from '../../../../src/keeper/official-views.ts';
import type { ParcelDetail } from '../../../../src/keeper/views.ts';
import { day, whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { picture } from '../live/connection.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { seenText } from '../stock/seen-text.ts';
import { stockWords } from '../stock/words.ts';
import { language } from '../words/words.ts';
import { type Choice, DecideStory } from './DecideStory.tsx';
import { said } from './words.ts';

const when = (iso: string): string => timeNear(Date.parse(iso), now.peek());

export function ParcelPage({ id }: { id: string }) {
  const parcel = useAsked<ParcelDetail>(`/parcels/${id}`);
  const story = useAsked<ParcelStoryView>(`/parcels/${id}/story`);
  const isDone = useSignal(false);
  return (
    <Frame title={`${said.value.title} ${id}`} actions={<PrintButton />} narrow>
      <div role="status" aria-live="polite">
        {isDone.value && <p class="note">{said.value.done}</p>}
      </div>
      <Answered asked={parcel.asked.value} again={parcel.again}>
        {(detail) => <Facts parcel={detail} />}
      </Answered>
      <Answered asked={story.asked.value} again={story.again}>
        {(told) => (
          <Story
            story={told}
            onDone={() => {
              isDone.value = true;
              story.again();
              parcel.again();
            }}
          />
        )}
      </Answered>
    </Frame>
  );
}

function Facts({ parcel }: { parcel: ParcelDetail }) {
  const told = said.value;
  const unit = parcel.unit === null ? undefined : picture.value?.units.get(parcel.unit);
  const place =
    parcel.unit === null
      ? told.underWay
      : [unit?.name ?? parcel.unit, unit?.siteName].filter(Boolean).join(' · ');
  const n = (count: number) => whole(count, language.value);
  return (
    <section class="parcel-part">
      <dl class="parcel-facts">
        <dt>{told.product}</dt>
        <dd>{parcel.product}</dd>
        <dt>{told.lot}</dt>
        <dd>
          <b>{parcel.lot}</b> · GTIN {parcel.gtin}
        </dd>
        <dt>{told.expiry}</dt>
        <dd>{day(parcel.expiry)}</dd>
        <dt>{told.doses}</dt>
        <dd>{n(parcel.doses)}</dd>
        <dt>{told.place}</dt>
        <dd>{place}</dd>
        {parcel.receipt !== null && (
          <>
            <dt>{stockWords.value.receipts}</dt>
            <dd>
              <a {...linkTo('receipt', { receipt: parcel.receipt.receipt })}>{parcel.receipt.number}</a> ·{' '}
              {when(parcel.receipt.at)} · {seenText(parcel.receipt)}
            </dd>
          </>
        )}
        <dt>{told.holder}</dt>
        <dd>{parcel.custody.holder?.name ?? '–'}</dd>
        <dt>{told.state}</dt>
        <dd>
          {parcel.ended !== null
            ? told.ended
            : parcel.openHolds > 0
              ? told.held(n(parcel.openHolds))
              : told.free}
        </dd>
      </dl>
    </section>
  );
}

function Story({ story, onDone }: { story: ParcelStoryView; onDone: () => void }) {
  const told = said.value;
  const of = new Map(story.events.map((event) => [event.id, event]));
  const words = (id: string) => of.get(id)?.words[language.value] ?? id;
  const standing = story.events.findLast(({ counts }) => counts);
  const decide = (choices: readonly Choice[]) =>
    story.mayDecide ? (
      <DecideStory parcel={story.parcel} choices={choices} onDone={onDone} />
    ) : (
      <p class="parcel-soft">{told.mayNot}</p>
    );
  return (
    <>
      {story.conflicts.map((events) => (
        <section key={events.join()} class="parcel-part parcel-red">
          <h2>{told.conflict}</h2>
          <p>{told.conflictWhat}</p>
          <Events events={events.flatMap((id) => of.get(id) ?? [])} />
          {decide(events.map((event) => ({ event, text: told.isTrue(words(event)) })))}
        </section>
      ))}
      {story.overturned.map(({ event, since }) => (
        <section key={event} class="parcel-part parcel-red">
          <h2>{told.overturned}</h2>
          <p>
            {told.overturnedWhat} {told.since(when(since))}.
          </p>
          <Events events={[of.get(event)].flatMap((one) => one ?? [])} />
          {decide([
            { event, text: told.keep },
            ...(standing === undefined ? [] : [{ event: standing.id, text: told.drop }]),
          ])}
        </section>
      ))}
      <section class="parcel-part">
        <h2>{told.story}</h2>
        {story.events.length === 0 && <p class="parcel-soft">{told.none}</p>}
        <Events events={story.events} />
      </section>
    </>
  );
}

function Events({ events }: { events: readonly StoryEventView[] }) {
  const told = said.value;
  return (
    <ol class="parcel-events">
      {events.map((event) => (
        <li key={event.id} class={event.counts ? '' : 'parcel-not'}>
          <p>{event.words[language.value]}</p>
          <p class="parcel-soft">
            {event.by}, <time dateTime={event.at}>{when(event.at)}</time>
            {event.why !== null && ` · ${told.not}: ${event.why[language.value]}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
