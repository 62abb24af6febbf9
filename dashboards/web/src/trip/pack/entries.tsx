/** The ways in: planning from the list of trips, packing and unpacking from a trip; each only for whom it is. */
import '../../look/pack.css';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { whole } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import { linkTo } from '../../page.ts';
import { me } from '../../session/session.ts';
import { language } from '../../words/words.ts';
import { drafts } from '../kept.ts';
import { tripWords } from '../words.ts';
import { packKey, unpackKey } from './draft.ts';
import { entryWords } from './entry-words.ts';
import { eventsHere, seenNow } from './here.ts';
import { isPacked, packable, toPutAway } from './in-hand.ts';

/** On the list of trips, for depot staff. */
export function PlanEntry() {
  const said = entryWords.value;
  if (!me.value?.roles.includes('depot')) return null;
  const isBegun = drafts.value.some(({ kind, done }) => kind === 'plan' && !done);
  return (
    <div class="row">
      <a class="secondary entry" {...linkTo('new-trip')}>
        <Icon name="calendar" />
        <span>
          <b>{said.plan}</b>
          {isBegun && <small>{tripWords.value.home.continued}</small>}
        </span>
      </a>
      <a class="secondary entry" {...linkTo('board')}>
        <Icon name="grid" />
        <b>{said.board}</b>
      </a>
    </div>
  );
}

/** On a trip: what waits to be packed or to be put away by whoever looks. */
export function PackEntries({ trip }: { trip: TripView }) {
  const said = entryWords.value;
  const who = me.value;
  const { id, state } = trip.shipment;
  if (who === null) return null;
  const hand = packable(trip, eventsHere.value, who);
  const loose = hand.filter((parcel) => !isPacked(seenNow(trip), parcel));
  const away = toPutAway(trip, eventsHere.value, who);
  const isOver = state === 'closed' || state === 'cancelled';
  // On its way, a box is opened again only for what lies outside.
  const mayPack = hand.length > 0 && (loose.length > 0 || state !== 'under-way');
  const isBegun = (key: string) => drafts.value.some((draft) => draft.key === key && !draft.done);
  const count = (value: number) => whole(value, language.value);
  const goOn = tripWords.value.home.continued;
  return (
    <>
      {(mayPack || (isBegun(packKey(id)) && !isOver)) && (
        <a class={`${loose.length > 0 ? 'primary' : 'secondary'} wide entry`} {...linkTo('pack', { id })}>
          <Icon name="transport-box" />
          <span>
            <b>{loose.length > 0 ? said.pack : said.packMore}</b>
            {isBegun(packKey(id)) ? (
              <small>{goOn}</small>
            ) : (
              loose.length > 0 && <small>{said.toPack(count(loose.length))}</small>
            )}
          </span>
        </a>
      )}
      {(away !== null || isBegun(unpackKey(id))) && (
        <a class="primary wide entry" {...linkTo('unpack', { id })}>
          <Icon name="box" />
          <span>
            <b>{said.unpack}</b>
            <small>{isBegun(unpackKey(id)) ? goOn : said.toUnpack(count(away?.parcels.length ?? 0))}</small>
          </span>
        </a>
      )}
    </>
  );
}
