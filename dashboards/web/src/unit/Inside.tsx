/** What is in the unit, lot by lot: what expires first stands first, with what threatens it. */
import type { InsideLotView, UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import { day, duration, whole } from '../format/province.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import { pageWords } from './page-words.ts';
import { ruleText } from './words.ts';

/** `inside` null: not known yet. */
export function Inside({ inside }: { inside: UnitInsideView | null }) {
  const said = pageWords.value;
  return (
    <section class="panel">
      <h2>{said.inside}</h2>
      {inside === null && <p class="soft">{words.value.loading}</p>}
      {inside?.lots.length === 0 && <p class="soft">{said.empty}</p>}
      {inside !== null && inside.lots.length > 1 && <p class="soft">{said.insideHint}</p>}
      <ul class="lots">
        {(inside?.lots ?? []).map((lot) => (
          <LotItem key={`${lot.gtin}/${lot.lot}`} lot={lot} />
        ))}
      </ul>
    </section>
  );
}

function LotItem({ lot }: { lot: InsideLotView }) {
  const said = pageWords.value;
  const count = (value: number) => whole(value, language.value);
  const kinds = lot.holdKinds.map((kind) => said.holdKind[kind] ?? kind).join(', ');
  return (
    <li>
      <p class="lot-product">
        <bdi>{lot.product || lot.gtin}</bdi>
      </p>
      <p>
        {said.lot(lot.lot)} · {said.doses(count(lot.doses))} · {said.parcels(count(lot.parcels))}
      </p>
      <p class={lot.expired ? 'lot-bad' : 'soft'}>
        {lot.expiry === null ? said.noExpiry : said.expires(day(lot.expiry))}
        {lot.expired && (
          <>
            {' '}
            <Icon name="cross" bold /> {said.expired}
          </>
        )}
      </p>
      <p class="lot-signs">
        {lot.recalled && (
          <span class="lot-bad">
            <Icon name="recall" bold /> {said.recalled}
          </span>
        )}
        {lot.held > 0 && (
          <span class="lot-bad">
            <Icon name="hold" bold /> {said.held(count(lot.held))}
            {kinds !== '' && ` (${kinds})`}
          </span>
        )}
        {lot.mustNotFreeze && (
          <span class="lot-freezes">
            <Icon name="freezer" /> {said.freezes}
          </span>
        )}
      </p>
      {lot.atRisk !== null && <Left risk={lot.atRisk} />}
    </li>
  );
}

/** How long until its rule is broken if the present values last, as the service worked it out. */
function Left({ risk }: { risk: NonNullable<InsideLotView['atRisk']> }) {
  const said = pageWords.value;
  const left = Date.parse(risk.breachAt) - now.value;
  return (
    <p class="lot-left">
      <Icon name="clock" bold />
      <span>
        <b>{left > 0 ? said.left(duration(left, language.value)) : said.leftNone}</b>
        {risk.rule !== null && (
          <>
            {' '}
            <small>
              ({said.leftRule(ruleText(risk.rule, { words: words.value, language: language.value }))})
            </small>
          </>
        )}
      </span>
    </p>
  );
}
