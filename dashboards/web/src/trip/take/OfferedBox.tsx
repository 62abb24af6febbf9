/** A box as its giver hands it over: what they measured and sealed leads; what the service knew last stands small beside it. */
import type { HandoffOffered } from '../../../../../src/custody/types.ts';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { duration } from '../../format/province.ts';
import { rangeText, temperature } from '../../format/temperature.ts';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { now } from '../../live/clock.ts';
import { Icon } from '../../look/Icon.tsx';
import type { IconName } from '../../look/icons.ts';
import { language } from '../../words/words.ts';
import { type ByHand, boxOf, byHandOf } from '../leg/by-hand.ts';
import { byHandWords } from '../leg/by-hand-words.ts';
import { boxName } from '../names.ts';
import { sharedNow } from '../phone.ts';
import { tripWords } from '../words.ts';

const LOOKS: Record<ByHand, readonly [tone: 'red' | 'orange' | 'grey', icon: IconName]> = {
  outside: ['red', 'recall'],
  unmeasured: ['orange', 'question'],
  unjudged: ['orange', 'question'],
  inside: ['grey', 'eye'],
};

type Props = { offered: HandoffOffered['boxes'][number]; trips: readonly TripView[] };

export function OfferedBox({ offered: { unit, seal, celsius }, trips }: Props) {
  const said = byHandWords.value;
  const { trip } = tripWords.value;
  void now.value;
  const box = boxOf(unit, trips);
  const found = byHandOf(celsius, box);
  const [tone, icon] = LOOKS[found];
  const measured = celsius === null ? '' : temperature(celsius, language.value, box);
  const range = box === undefined ? '' : (rangeText(box, language.value) ?? '');
  const name = boxName(unit, trips);
  const at = instant(box?.at ?? null);
  return (
    <section class={`leg-card tone-${tone}`} aria-label={name}>
      <p class="leg-name">
        <b>{name}</b>
        <span class="hint">{seal === null ? trip.noSeal : trip.seal(seal)}</span>
      </p>
      <p class="leg-word">
        <Icon name={icon} bold />
        <span>{found === 'unmeasured' ? said.unmeasured : said[found](measured, range)}</span>
      </p>
      {box !== undefined && box.celsius !== null && at !== null && (
        <p class="hint">
          {said.service(
            temperature(box.celsius, language.value, box),
            timeNear(at, today.value),
            duration(Math.max(0, sharedNow() - at), language.value),
          )}
        </p>
      )}
    </section>
  );
}
