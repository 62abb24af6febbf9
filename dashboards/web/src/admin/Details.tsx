/** What a change does, thing by thing and value by value: now, and what it will be. */
import { n } from '../official/say.ts';
import { language } from '../words/words.ts';
import type { Applied } from './apply.ts';
import { said } from './words.ts';

/** More than a person reads; the rest is counted. */
const SHOWN_MOST = 100;

export function Details({ details }: { details: Applied['details'] }) {
  const told = said.value.change;
  const rest = details.length - SHOWN_MOST;
  return (
    <>
      {details.slice(0, SHOWN_MOST).map((detail) => (
        <Detail key={`${detail.kind} ${detail.id}`} detail={detail} />
      ))}
      {rest > 0 && <p class="soft">{told.andMore(n(rest))}</p>}
    </>
  );
}

function Detail({ detail }: { detail: Applied['details'][number] }) {
  const told = said.value.change;
  const isNew = detail.effects.includes('created');
  const effects = detail.effects.map((effect) => told.effects[effect] ?? effect).join(', ');
  return (
    <table class="change-table">
      <caption>
        {told.kinds[detail.kind] ?? detail.kind}: <bdi>{detail.name}</bdi>
        {detail.name !== detail.id && <code>{detail.id}</code>} <b>({effects})</b>
      </caption>
      {detail.fields.length > 0 && (
        <thead>
          <tr>
            <th scope="col">{told.field}</th>
            {!isNew && <th scope="col">{told.from}</th>}
            <th scope="col">{isNew ? told.value : told.to}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {detail.fields.map(({ field, label, from, to }) => (
          <tr key={field}>
            <th scope="row">{label[language.value]}</th>
            {!isNew && (
              <td data-head={told.from}>
                <del>{from?.[language.value] ?? said.value.none}</del>
              </td>
            )}
            <td data-head={isNew ? told.value : told.to}>
              <b>{to?.[language.value] ?? said.value.none}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
