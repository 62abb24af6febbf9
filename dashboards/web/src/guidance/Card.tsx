/** One card: numbered steps. That of freezing stands apart and names what in the unit must not freeze. */
import type { UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import { whole } from '../format/province.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import '../look/guidance.css';
import { language } from '../words/words.ts';
import type { Card as Kind } from './kind.ts';
import { guidanceWords } from './words.ts';

const SIGNS: Record<Kind, IconName> = {
  warm: 'up',
  freezing: 'freezer',
  power: 'no-plug',
  door: 'door-open',
  silent: 'no-signal',
};

/** `inside` null: not known yet. */
export function Card({ kind, inside }: { kind: Kind; inside: UnitInsideView | null }) {
  const said = guidanceWords.value;
  const { title, steps } = said.cards[kind];
  return (
    <article class={`guide-card guide-${kind}`} aria-label={title}>
      <h3>
        <Icon name={SIGNS[kind]} bold />
        {title}
      </h3>
      {kind === 'freezing' && <MustNotFreeze inside={inside} />}
      <ol class="guide-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="guide-wait">
        <Icon name="hold" bold />
        {said.waitForDecision}
      </p>
    </article>
  );
}

function MustNotFreeze({ inside }: { inside: UnitInsideView | null }) {
  const said = guidanceWords.value;
  if (inside === null) return null;
  const lots = inside.lots.filter(({ mustNotFreeze }) => mustNotFreeze);
  const products = Map.groupBy(lots, ({ product, gtin }) => product || gtin);
  return (
    <div class="guide-freeze">
      {products.size === 0 ? (
        <p>{said.noneInside}</p>
      ) : (
        <>
          <h4>{said.mustNotFreeze}</h4>
          <ul>
            {[...products].map(([product, of]) => (
              <li key={product}>
                <b>
                  <bdi>{product}</bdi>
                </b>{' '}
                <small>
                  ({of.map(({ lot, doses }) => said.lot(lot, whole(doses, language.value))).join('; ')})
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{said.diluent}</p>
    </div>
  );
}
