/** One recall as everybody must know it: which lot, why, where its doses are with whom to call, what to do. It prints on one A4 page. */
import '../look/official.css';
import type { RecallNoticeView } from '../../../../src/keeper/official-views.ts';
import { phoneText } from '../format/phone.ts';
import { day } from '../format/province.ts';
import { linkTo, queryValue } from '../page.ts';
import { isFor } from '../routes.ts';
import { session } from '../session/session.ts';
import { Answered, Empty } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Proven } from './Proven.tsx';
import { inWords, n, when } from './say.ts';
import { recallDiffers } from './signed.ts';
import { said } from './words.ts';

export function RecallNotice({ gtin }: { gtin: string }) {
  const told = said.value.papers;
  const lot = queryValue('lo');
  const path = lot === null ? null : `/recalls/${gtin}/${encodeURIComponent(lot)}`;
  const { asked, again } = useAsked<RecallNoticeView>(path);
  const back = isFor('recalls', session.value?.roles ?? [])
    ? { back: { ...linkTo('recalls'), name: said.value.recall.title } }
    : {};
  return (
    <Frame
      title={told.notice}
      subtitle={lot === null ? undefined : said.value.lotNo(lot)}
      {...back}
      actions={
        path !== null && (
          <>
            <a class="secondary" href={`/api/v1${path}/notice.pdf`} target="_blank" rel="noopener">
              {told.pdf}
            </a>
            <PrintButton />
          </>
        )
      }
    >
      {path === null ? (
        <Empty title={told.noLot} />
      ) : (
        <Answered asked={asked.value} again={again}>
          {(recall) => <Shown recall={recall} path={path} />}
        </Answered>
      )}
    </Frame>
  );
}

function Shown({ recall, path }: { recall: RecallNoticeView; path: string }) {
  const told = said.value.papers;
  const roles = inWords(recall.byRoles);
  return (
    <article class="part panel-red ruling">
      <h2>
        {said.value.recall.heading(recall.lot)} · {recall.product}
      </h2>
      <dl class="pairs">
        <dt>{said.value.recall.reason}</dt>
        <dd>
          <b>{recall.reason}</b>
        </dd>
        <dt>{told.by}</dt>
        <dd>
          {recall.by}
          {roles !== '' && ` (${roles})`}, {when(recall.at)}
        </dd>
        <dt>GTIN</dt>
        <dd>{recall.gtin}</dd>
        <dt>{told.expiry}</dt>
        <dd>{recall.expiry === null ? said.value.none : day(recall.expiry)}</dd>
      </dl>
      <section>
        <h3>{told.todo}</h3>
        <ol class="recall-steps">
          {recall.steps.map((step) => (
            <li key={step.en}>{inWords(step)}</li>
          ))}
        </ol>
      </section>
      <section>
        <h3>{told.places}</h3>
        <Places places={recall.places} />
      </section>
      <section>
        <h3>{told.given}</h3>
        {recall.given.length === 0 && <p>{told.givenNone}</p>}
        <ul class="entries">
          {recall.given.map(({ site, name, doses }) => (
            <li key={site}>
              {name}: <b>{said.value.doses(n(doses))}</b>
            </li>
          ))}
        </ul>
      </section>
      <Proven path={`${path}/proof`} differs={(events) => recallDiffers(recall, events)} />
    </article>
  );
}

function Places({ places }: { places: RecallNoticeView['places'] }) {
  const told = said.value.papers;
  if (places.length === 0) return <p>{told.placesNone}</p>;
  return (
    <table class="rows">
      <caption class="sr">{told.places}</caption>
      <thead>
        <tr>
          <th scope="col">{told.place}</th>
          <th scope="col">{told.phone}</th>
          <th scope="col">{told.units}</th>
          <th scope="col" class="figure">
            {told.parcels}
          </th>
          <th scope="col" class="figure">
            {said.value.decide.dosesHead}
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ site, name, phone, units, parcels, doses }) => (
          <tr key={site ?? ''}>
            <th scope="row">{name ?? said.value.underWay}</th>
            <td data-head={told.phone}>
              {phone === null ? said.value.none : <a href={`tel:${phone}`}>{phoneText(phone)}</a>}
            </td>
            <td data-head={told.units}>{units.join(', ')}</td>
            <td data-head={told.parcels} class="figure">
              {n(parcels)}
            </td>
            <td data-head={said.value.decide.dosesHead} class="figure">
              {n(doses)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
