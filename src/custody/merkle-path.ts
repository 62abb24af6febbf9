/** Which subtrees' hashes make up a proof: RFC 9162 sections 2.1.3.1 and 2.1.4.1, as stretches of leaves. */

/** Leaves `from` to `to`, counted from 0; `to` is the first one after. */
export type Span = { readonly from: number; readonly to: number };

/**
 * The subtrees whose hashes, in this order, lead from leaf `index` to the root of the first `size` leaves.
 * Throws RangeError unless 0 <= index < size.
 */
export function inclusionSpans(index: number, size: number): Span[] {
  if (!isCount(index) || !isCount(size) || index >= size)
    throw new RangeError(`Prove leaf ${index} of ${size}: one of 0 to ${size - 1} wanted`);
  const down: Span[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      down.push({ from: middle, to });
      to = middle;
    } else {
      down.push({ from, to: middle });
      from = middle;
    }
  }
  return down.reverse();
}

/**
 * The subtrees whose hashes, in this order, show that the first `earlier` of `size` leaves are what they were. None when both are the
 * same. Throws RangeError unless 0 < earlier <= size.
 */
export function consistencySpans(earlier: number, size: number): Span[] {
  if (!isCount(earlier) || !isCount(size) || earlier === 0 || earlier > size)
    throw new RangeError(`Prove that ${earlier} leaves begin ${size}: 1 to ${size} wanted`);
  const down: Span[] = [];
  let [from, to] = [0, size];
  // While the walk keeps left, the earlier tree is a subtree of the later one, and its root is known to who checks.
  while (earlier !== to) {
    const middle = from + largestPowerBelow(to - from);
    if (earlier <= middle) {
      down.push({ from: middle, to });
      to = middle;
    } else {
      down.push({ from, to: middle });
      from = middle;
    }
  }
  if (from > 0) down.push({ from, to });
  return down.reverse();
}

/** The largest power of two smaller than n, for n of at least 2. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
