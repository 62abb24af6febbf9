/** Does a unit suit a vaccine? By its kind and its own limits beside the vaccine's: a warning before something is put in. */

type Range = { readonly lowCelsius: number | null; readonly highCelsius: number | null };

/** `too-cold`: it would freeze in there. `too-warm`: it would thaw. */
export type Misfit = 'too-cold' | 'too-warm' | null;

/** What must stay frozen has its upper limit at or below this. */
const FROZEN_CELSIUS = 0;
/** A fridge that may fall to −0.5 °C suits what wants +2 °C; a freezer at −15 °C does not. */
const SLACK_CELSIUS = 5;

export function misfitOf(
  unit: Range & { readonly kind: string },
  product: Range & { readonly mustNotFreeze: boolean },
): Misfit {
  const freezes = unit.kind === 'freezer' || unit.kind === 'ultra-freezer';
  if (freezes && product.mustNotFreeze) return 'too-cold';
  if (!freezes && unit.kind === 'refrigerator' && isFrozen(product)) return 'too-warm';
  if (isApart(product.lowCelsius, unit.lowCelsius)) return 'too-cold';
  return isApart(unit.highCelsius, product.highCelsius) ? 'too-warm' : null;
}

const isFrozen = ({ highCelsius }: Range): boolean => highCelsius !== null && highCelsius <= FROZEN_CELSIUS;

const isApart = (above: number | null, below: number | null): boolean =>
  above !== null && below !== null && above - below > SLACK_CELSIUS;
