/** What the giver offers, before anything is counted: who, how much, and how it fared. */
import { whole } from '../../format/province.ts';
import { temperature } from '../../format/temperature.ts';
import { timeNear } from '../../format/time.ts';
import { now } from '../../live/clock.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import type { TakeDraft } from '../draft.ts';
import { trips } from '../kept.ts';
import { LegSummary } from '../leg/LegSummary.tsx';
import { boxName, personName } from '../names.ts';
import { Box } from '../page/Box.tsx';
import { ParcelLines } from '../wizard/ParcelLines.tsx';
import { tripWords } from '../words.ts';

export function OfferPage({ draft: { offered, trust, how } }: { draft: TakeDraft }) {
  const said = tripWords.value;
  if (offered === null) return null;
  const stored = trips.value.map(({ signed }) => signed.trip);
  const trip = stored.find(({ shipment }) => shipment.id === offered.shipment);
  const doses = offered.parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  const packed = (unit: string) => trip?.shipment.boxes.find((box) => box.unit === unit);
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
        {said.handoff.until(timeNear(offered.validUntil, now.peek()))}
      </p>
      <h3>{said.handoff.leg}</h3>
      <LegSummary parcels={offered.parcels} holder={{ kind: 'person', id: offered.from }} />
      {offered.boxes.map(({ unit, seal, celsius }) => {
        const box = packed(unit);
        return (
          <div key={unit} class="leg">
            <p class="line">
              <b>{boxName(unit, stored)}</b>
              <span>
                {said.handoff.from}:{' '}
                {celsius === null ? said.trip.unmeasured : temperature(celsius, language.value)} ·{' '}
                {seal === null ? said.trip.noSeal : said.trip.seal(seal)}
              </span>
            </p>
            {box && trip && <Box packed={box} trip={trip} mayOpen={false} />}
          </div>
        );
      })}
      <h3>{said.trip.parcels}</h3>
      <ParcelLines parcels={offered.parcels} />
    </>
  );
}
