/** All that the giver is about to sign. */
import { whole } from '../../format/province.ts';
import { me } from '../../session/session.ts';
import { language } from '../../words/words.ts';
import type { GiveDraft } from '../draft.ts';
import { trips } from '../kept.ts';
import { LegSummary } from '../leg/LegSummary.tsx';
import { boxName, holderName } from '../names.ts';
import { ParcelLines } from '../wizard/ParcelLines.tsx';
import { tripWords } from '../words.ts';

export function Offering({ draft }: { draft: GiveDraft }) {
  const said = tripWords.value;
  const who = me.value;
  const known = trips.value.map(({ signed }) => signed.trip);
  const doses = draft.parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  return (
    <>
      <p class="big-line">
        → <b>{draft.to && holderName(draft.to, known)}</b>
      </p>
      <p>{said.handoff.total(whole(draft.parcels.length, language.value), whole(doses, language.value))}</p>
      <h3>{said.handoff.leg}</h3>
      <LegSummary
        parcels={draft.parcels}
        holder={who === null ? null : { kind: 'person', id: who.username }}
      />
      <ParcelLines parcels={draft.parcels} />
      <ul class="lines">
        {draft.boxes.map(({ unit, seal, celsius }) => (
          <li key={unit} class="line">
            <b>{boxName(unit, known)}</b>
            <span>
              {seal === '' ? said.trip.noSeal : said.trip.seal(seal)}
              {celsius !== '' && <> · {celsius} °C</>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
