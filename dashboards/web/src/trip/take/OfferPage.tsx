/** What the giver offers, before anything is counted: who, how much, and how it fared. */
import { whole } from '../../format/province.ts';
import { timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import type { TakeDraft } from '../draft.ts';
import { trips } from '../kept.ts';
import { LegSummary } from '../leg/LegSummary.tsx';
import { personName } from '../names.ts';
import { ParcelLines } from '../wizard/ParcelLines.tsx';
import { tripWords } from '../words.ts';
import { OfferedBox } from './OfferedBox.tsx';

export function OfferPage({ draft: { offered, trust, how } }: { draft: TakeDraft }) {
  const said = tripWords.value;
  if (offered === null) return null;
  const stored = trips.value.map(({ signed }) => signed.trip);
  const doses = offered.parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  return (
    <>
      {how === 'code' && (
        <p class={trust === 'trusted' ? 'tone-green strong' : trust === 'false' ? 'trouble' : 'note'}>
          <Icon name={trust === 'trusted' ? 'check' : trust === 'false' ? 'cross' : 'question'} bold />{' '}
          {trust === 'trusted'
            ? said.handoff.trusted
            : trust === 'false'
              ? said.handoff.falseSignature
              : said.handoff.unknownKey}
        </p>
      )}
      <p class="big-line">
        {said.handoff.from}: <b>{personName(offered.from, stored)}</b>
      </p>
      <p>
        {said.handoff.total(whole(offered.parcels.length, language.value), whole(doses, language.value))} ·{' '}
        {said.handoff.until(timeNear(offered.validUntil, today.value))}
      </p>
      <h3>{said.handoff.leg}</h3>
      <LegSummary parcels={offered.parcels} holder={{ kind: 'person', id: offered.from }} />
      {offered.boxes.map((box) => (
        <OfferedBox key={box.unit} offered={box} trips={stored} />
      ))}
      <h3>{said.trip.parcels}</h3>
      <ParcelLines parcels={offered.parcels} />
    </>
  );
}
