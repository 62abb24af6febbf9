/** Which vaccines must not freeze? Those whose rules in force have a lower limit near 0 °C: the maker's word, not ours. */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import type { Product } from './types.ts';

/** From −5 to +2 °C: a fridge vaccine's lower limit. What is kept frozen has its lower limit far below. */
const NEAR_ZERO = { low: -5_000, high: 2_000 } as const satisfies Record<string, MilliCelsius>;

/** Do the rules that hold at `at` forbid the product to freeze? */
export function mustNotFreeze({ versions }: Product, at: UtcMs): boolean {
  const inForce = versions.findLast(({ effective }) => effective <= at) ?? versions[0];
  return (inForce?.rules ?? []).some(
    ({ side, limit }) => side === 'below' && limit >= NEAR_ZERO.low && limit <= NEAR_ZERO.high,
  );
}
