/** Whom new rules concern, and what stays as it was: read before they are saved. */
import type { ProductView } from '../../../../../src/keeper/registry-views.ts';
import { n } from '../../official/say.ts';
import { told } from './words.ts';

type Props = {
  readonly product: Pick<ProductView, 'parcels' | 'doses' | 'sites'>;
  /** The new rules hold from a time that is over. */
  readonly isPast?: boolean;
};

export function Concerned({ product: { parcels, doses, sites }, isPast = false }: Props) {
  const said = told.value.form;
  return (
    <div class="note" role="status">
      <p class="adm-strong">
        {parcels === 0 ? said.concernsNone : said.concerns(n(parcels), n(doses), n(sites))}
      </p>
      <p>{said.keeps}</p>
      {isPast && <p class="adm-strong">{said.effectivePast}</p>}
    </div>
  );
}
