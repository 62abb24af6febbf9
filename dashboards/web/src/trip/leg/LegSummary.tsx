/** What this phone knows of how these parcels fared on the way, and plainly of which it knows nothing. */
import '../../look/trip-leg.css';
import type { Dosed, Holder } from '../../../../../src/custody/types.ts';
import { whole } from '../../format/province.ts';
import { now } from '../../live/clock.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { trips } from '../kept.ts';
import { sharedNow } from '../phone.ts';
import { LegCard } from './LegCard.tsx';
import { legsOf } from './leg.ts';
import { legWords } from './words.ts';

type Props = { parcels: readonly Dosed[]; holder: Holder | null };

export function LegSummary({ parcels, holder }: Props) {
  void now.value;
  const { groups, untold } = legsOf(
    parcels.map(({ parcel }) => parcel),
    trips.value.map(({ signed }) => signed.trip),
    sharedNow(),
    new Map(parcels.map(({ parcel, doses }) => [parcel, doses])),
  );
  return (
    <>
      {untold.length > 0 && <Untold count={untold.length} />}
      {groups.map((group) => (
        <LegCard key={group.key} group={group} holder={holder} withLots={groups.length > 1} />
      ))}
    </>
  );
}

function Untold({ count }: { count: number }) {
  return (
    <p class="leg-word leg-untold tone-orange" role="note">
      <Icon name="question" bold />
      <span>{legWords.value.untold(whole(count, language.value))}</span>
    </p>
  );
}
