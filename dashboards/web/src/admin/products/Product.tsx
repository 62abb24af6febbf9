/** One vaccine: how much of it is here, and every version of its rules beside the others. */
import '../../look/admin-more.css';
import { useSignal } from '@preact/signals';
import type { ProductVersionView, ProductView } from '../../../../../src/keeper/registry-views.ts';
import { sourceWords } from '../../../../../src/wording/sources.ts';
import { Icon } from '../../look/Icon.tsx';
import { n, when } from '../../official/say.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { language } from '../../words/words.ts';
import { AdminFrame, mayChange, saySaved } from '../AdminFrame.tsx';
import { Change } from '../Change.tsx';
import { Concerned } from './Concerned.tsx';
import { NewVersion } from './NewVersion.tsx';
import { Rules } from './Rules.tsx';
import { told } from './words.ts';

export function Product({ gtin }: { gtin: string }) {
  const { asked, again } = useAsked<ProductView>(`/registry/products/${encodeURIComponent(gtin)}`);
  const doing = useSignal<'version' | 'follow' | null>(null);
  const said = told.value.one;
  const end = () => {
    doing.value = null;
  };
  const done = () => {
    end();
    saySaved(told.value.form.saved);
    again();
  };
  return (
    <AdminFrame title={asked.value.value?.name ?? said.back}>
      <Answered asked={asked.value} again={again}>
        {(product) => (
          <>
            {doing.value === 'version' && <NewVersion product={product} onClose={end} onDone={done} />}
            {doing.value === 'follow' && (
              <>
                <Concerned product={product} />
                <Change
                  title={said.followTitle(product.name)}
                  description={following(product)}
                  began={[{ kind: 'product', id: product.gtin, stamp: product.stamp }]}
                  onDone={done}
                  onBack={end}
                  onReload={done}
                />
              </>
            )}
            <Facts product={product} />
            {mayChange() && doing.value === null && (
              <div class="change-buttons no-print">
                <button
                  type="button"
                  class={product.catalogue?.newer === true ? 'secondary' : 'primary'}
                  onClick={() => {
                    doing.value = 'version';
                  }}
                >
                  {said.addVersion}
                </button>
                {product.catalogue?.newer === true && (
                  <button
                    type="button"
                    class="primary"
                    onClick={() => {
                      doing.value = 'follow';
                    }}
                  >
                    {said.follow}
                  </button>
                )}
              </div>
            )}
            <h2>{said.versionsTitle}</h2>
            <p class="soft">{said.versionsHint}</p>
            <div class="adm-versions">
              {product.versions.map((version) => (
                <Version key={version.version} version={version} />
              ))}
            </div>
          </>
        )}
      </Answered>
    </AdminFrame>
  );
}

const following = ({ gtin, name, dosesPerVial, catalogue }: ProductView) => ({
  products: [{ gtin, name, dosesPerVial, catalogue: catalogue?.key ?? '' }],
});

function Facts({ product }: { product: ProductView }) {
  const said = told.value.one;
  const { catalogue } = product;
  return (
    <section class="part" aria-labelledby="product-facts">
      <h2 id="product-facts">{said.factsTitle}</h2>
      <dl class="pairs">
        <dt>{said.gtin}</dt>
        <dd>{product.gtin}</dd>
        <dt>{said.dosesPerVial}</dt>
        <dd>{n(product.dosesPerVial)}</dd>
        <dt>{said.stock}</dt>
        <dd>
          {said.stockText(n(product.parcels), n(product.doses), n(product.sites))}
          {product.held > 0 && <b>; {said.held(n(product.held))}</b>}
        </dd>
        <dt>{said.catalogue}</dt>
        <dd>
          {catalogue === null ? said.notFromCatalogue : said.fromCatalogue(catalogue.name)}
          {catalogue?.newer === true && <b>. {said.newer}</b>}
        </dd>
      </dl>
    </section>
  );
}

const LOOKS = { now: 'adm-version-now', coming: 'adm-version-coming', past: '' } as const;
const ICONS = { now: 'check', coming: 'clock', past: 'back' } as const;

function Version({ version }: { version: ProductVersionView }) {
  const said = told.value.one;
  const heading = `version-${version.version}`;
  return (
    <section class={`part adm-version ${LOOKS[version.state]}`} aria-labelledby={heading}>
      <h3 id={heading}>
        {said.version(n(version.version))} <Icon name={ICONS[version.state]} bold />{' '}
        {said.states[version.state]}
      </h3>
      <Rules rules={version.rules} unmonitoredSeconds={version.maxUnmonitoredSeconds} />
      <dl class="pairs">
        <dt>{said.effective}</dt>
        <dd>{version.effective === null ? said.beginning : when(version.effective)}</dd>
        <dt>{said.source}</dt>
        <dd>
          {sourceWords(version.source)[language.value]}
          {version.fromCatalogue && ` (${said.isCatalogue})`}
        </dd>
        {version.labelVersion !== '' && (
          <>
            <dt>{said.label}</dt>
            <dd>{version.labelVersion}</dd>
          </>
        )}
      </dl>
      {version.notJudged.length > 0 && (
        <>
          <h4>{said.notJudged}</h4>
          <ul class="bullets">
            {version.notJudged.map((each) => (
              <li key={each.vi}>{each[language.value]}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
