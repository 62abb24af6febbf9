/** One group of parcels that fared alike: the word first, then the figures, then since when nothing is known. */
import type { Holder } from '../../../../../src/custody/types.ts';
import { duration, whole } from '../../format/province.ts';
import { temperature } from '../../format/temperature.ts';
import { instant, timeNear } from '../../format/time.ts';
import { now } from '../../live/clock.ts';
import { Icon } from '../../look/Icon.tsx';
import type { IconName } from '../../look/icons.ts';
import { language } from '../../words/words.ts';
import { trips } from '../kept.ts';
import { boxName } from '../names.ts';
import { sharedNow } from '../phone.ts';
import { type LegGroup, type Standing, silenceOf, standingOf, TONES } from './leg.ts';
import { legWords } from './words.ts';

const ICONS: Readonly<Record<Standing, IconName>> = {
  breached: 'recall',
  overdue: 'recall',
  beyond: 'recall',
  counting: 'clock',
  unmeasured: 'no-signal',
  gap: 'question',
  untold: 'question',
  silent: 'no-signal',
  clear: 'eye',
};

const MINUTE = 60_000;

/** The time that everybody shares, each second anew. */
const ticking = (): number => {
  void now.value;
  return sharedNow();
};

/** `holder`: who has them as the page says; whoever had them then is named where it was another. */
type Props = { group: LegGroup; holder: Holder | null; withLots?: boolean };

export function LegCard({ group, holder, withLots = false }: Props) {
  const said = legWords.value;
  const at = ticking();
  const { leg, unit, lots } = group;
  const standing = standingOf(leg, at);
  const name =
    unit === null
      ? said.loose
      : boxName(
          unit,
          trips.value.map(({ signed }) => signed.trip),
        );
  const count = said.parcels(whole(group.parcels.length, language.value), whole(group.doses, language.value));
  const span = (seconds: number) => duration(seconds * 1000, language.value);
  const near = (iso: string | null) => timeNear(instant(iso) ?? 0, at);
  const breachAt = instant(leg?.breachAt ?? null);
  const word = said.standing[standing]({
    beyond: span(leg?.beyondSeconds ?? 0),
    unknown: span(leg?.unknownSeconds ?? 0),
    left: duration(Math.max(0, (breachAt ?? 0) - at), language.value),
    due: near(leg?.breachAt ?? null),
    until: near(leg?.to ?? null),
    silence: leg === null ? '' : duration(silenceOf(leg, at), language.value),
  });
  const wasAnother = group.holder?.kind !== holder?.kind || group.holder?.id !== holder?.id;
  return (
    <section class={`leg-card tone-${TONES[standing]}`} aria-label={`${name}, ${count}`}>
      <p class="leg-name">
        <b>{name}</b> · {count}
        {withLots && <span class="hint">{said.lots(lots.join(', '))}</span>}
      </p>
      <p class="leg-word">
        <Icon name={ICONS[standing]} bold />
        <span>{word}</span>
      </p>
      {leg && <Figures group={group} at={at} />}
      {leg && (
        <p class="hint">
          {said.asOf(near(leg.from), near(leg.to))}
          {group.holder && wasAnother && <>, {said.holder(group.holder.name)}</>}
        </p>
      )}
      {leg && standing !== 'silent' && silenceOf(leg, at) >= MINUTE && (
        <p class="leg-since">
          <Icon name="question" bold />
          <span>{said.since(near(leg.to), duration(silenceOf(leg, at), language.value))}</span>
        </p>
      )}
    </section>
  );
}

function Figures({ group: { leg, range }, at }: { group: LegGroup; at: number }) {
  const said = legWords.value;
  if (leg === null) return null;
  const celsius = (value: number | null) =>
    value === null ? said.unmeasured : temperature(value, language.value, range);
  // Nobody counted the seconds of nothing.
  const span = (seconds: number) => (seconds === 0 ? said.none : duration(seconds * 1000, language.value));
  const breachAt = instant(leg.breachAt);
  const left =
    breachAt === null
      ? said.noCountdown
      : breachAt > at
        ? duration(breachAt - at, language.value)
        : said.hasPassed;
  return (
    <dl class="leg-figures">
      <Figure name={said.min} value={celsius(leg.minCelsius)} />
      <Figure name={said.max} value={celsius(leg.maxCelsius)} />
      <Figure name={said.mean} value={celsius(leg.meanKineticCelsius)} />
      <Figure name={said.beyond} value={span(leg.beyondSeconds)} tone={leg.beyondSeconds > 0 ? 'red' : ''} />
      <Figure
        name={said.unknown}
        value={span(leg.unknownSeconds)}
        tone={leg.unknownSeconds > 0 ? 'orange' : ''}
      />
      <Figure
        name={said.left}
        value={left}
        tone={breachAt === null ? '' : breachAt > at ? 'orange' : 'red'}
      />
    </dl>
  );
}

function Figure({ name, value, tone = '' }: { name: string; value: string; tone?: '' | 'red' | 'orange' }) {
  return (
    <div class={tone === '' ? undefined : `tone-${tone}`}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
