/** V2, one box: how warm it is and was last seen, what cools it, its seal, and its lid. */
import '../../look/trip-leg.css';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { duration } from '../../format/province.ts';
import { rangeText, temperature } from '../../format/temperature.ts';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { now } from '../../live/clock.ts';
import { Icon } from '../../look/Icon.tsx';
import { language, words } from '../../words/words.ts';
import { noteDraft } from '../begin.ts';
import { keepDraft, outbox } from '../kept.ts';
import { SILENT_MS } from '../leg/leg.ts';
import { legWords } from '../leg/words.ts';
import { UNTOLD_COOLANT } from '../pack/boxes-now.ts';
import { sharedNow } from '../phone.ts';
import { tripWords } from '../words.ts';

type Packed = TripView['shipment']['boxes'][number];
const STATE_TONES: { [state: string]: string } = {
  ...{ excursion: 'red', acknowledged: 'red', returned: 'orange', watching: 'orange', normal: 'green' },
};

export function Box({ packed, trip, mayOpen }: { packed: Packed; trip: TripView; mayOpen: boolean }) {
  const said = tripWords.value;
  const box = trip.boxes.find(({ unit }) => unit === packed.unit);
  const at = instant(box?.at ?? null);
  const conditioned = instant(packed.coolant.conditionedAt);
  const { acknowledged, returned } = words.value.state;
  const stateWords: { [state: string]: string } = { ...said.unitState, acknowledged, returned };
  const coolants: { [kind: string]: string } = said.trip.coolant;
  const opened = outbox.value
    .flatMap(({ delivered: { body } }) =>
      body.type === 'box.opened' && body.unit === packed.unit ? [body] : [],
    )
    .at(-1);
  void now.value;
  const silent = at === null ? 0 : sharedNow() - at;
  const tone = STATE_TONES[box?.state ?? ''] ?? 'grey';
  return (
    <article
      class={`box-card tone-${silent >= SILENT_MS && tone === 'green' ? 'orange' : tone}`}
      aria-label={packed.name}
    >
      <h3>
        <Icon name="transport-box" /> {packed.name}
      </h3>
      {box !== undefined && box.celsius !== null ? (
        <p class={`box-value ${silent >= SILENT_MS ? 'is-old' : ''}`}>
          <b>{temperature(box.celsius, language.value, box)}</b>
          <span>
            {stateWords[box.state] ?? box.state}
            {at !== null && <>, {said.trip.measured(timeNear(at, today.value))}</>}
          </span>
        </p>
      ) : (
        <p class="box-value">{said.trip.unmeasured}</p>
      )}
      {at !== null && silent >= SILENT_MS && (
        <p class="leg-since">
          <Icon name="question" bold />
          <span>{legWords.value.since(timeNear(at, today.value), duration(silent, language.value))}</span>
        </p>
      )}
      <p class="trip-facts">
        {box && (
          <span>
            {said.trip.range} {rangeText(box, language.value)}
          </span>
        )}
        <Breach at={instant(box?.breachAt ?? null)} />
        {packed.coolant.kind !== UNTOLD_COOLANT && (
          <span>
            {coolants[packed.coolant.kind] ?? packed.coolant.kind}
            {conditioned !== null && <>, {said.trip.conditioned(timeNear(conditioned, today.value))}</>}
          </span>
        )}
        <span>{packed.seal === null ? said.trip.noSeal : said.trip.seal(packed.seal)}</span>
        <span>{said.trip.path}</span>
        {opened && <span>{said.trip.openedAt(timeNear(Date.parse(opened.at), today.value))}</span>}
      </p>
      {mayOpen && (
        <button
          type="button"
          class="secondary"
          aria-label={`${said.trip.opened}: ${packed.name}`}
          onClick={() => void keepDraft(noteDraft(trip.shipment.id, 'opened', packed.unit))}
        >
          <Icon name="door-open" />
          {said.trip.opened}
        </button>
      )}
    </article>
  );
}

function Breach({ at }: { at: number | null }) {
  if (at === null) return null;
  const { trip } = tripWords.value;
  const left = at - now.value;
  return <span class="strong">{left > 0 ? trip.breach(duration(left, language.value)) : trip.breached}</span>;
}
