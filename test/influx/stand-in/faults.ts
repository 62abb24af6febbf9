/**
 * What shall go wrong, request by request: a list for the next ones, and a seeded plan for all others, so that the same seed
 * is the same day of faults.
 */

/**
 * - `status`: that answer and nothing stored. `retryAfter` in seconds, or as a date that many seconds from now.
 * - `created`: 201, half of the points stored; `partial`: 422, half of them stored.
 * - `hang`: takes the request and never answers. `slow`: stores and answers after `ms`.
 * - `reset`: the connection is reset before the body was read, in the middle of the body, after storing but before the
 *   answer, or in the middle of the answer.
 * - `refuse`: the connection is reset, and for `ms` nobody listens.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: 400 | 401 | 404 | 413 | 429 | 500 | 503;
      readonly retryAfter?: { readonly seconds: number; readonly as: 'seconds' | 'date' };
    }
  | { readonly kind: 'created' }
  | { readonly kind: 'partial' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'reset'; readonly when: 'before-body' | 'in-body' | 'after-storing' | 'in-answer' }
  | { readonly kind: 'refuse'; readonly ms: number };

/** Of all requests the share `share` (0 to 1) meets one of `faults`, each as likely as another. */
export type FaultPlan = { readonly seed: number; readonly share: number; readonly faults: readonly Fault[] };

export type Faults = {
  /** For the next requests in this order; null lets one pass. They go before the plan. */
  queue(...next: readonly (Fault | null)[]): void;
  plan(plan: FaultPlan | null): void;
  /** Nothing goes wrong any more. */
  clear(): void;
  /** The fault of the next request. */
  take(): Fault | null;
};

export function newFaults(): Faults {
  let queue: (Fault | null)[] = [];
  let plan: FaultPlan | null = null;
  let random = mulberry32(0);
  return {
    queue: (...next) => {
      queue.push(...next);
    },
    plan: (next) => {
      plan = next;
      random = mulberry32(next?.seed ?? 0);
    },
    clear: () => {
      queue = [];
      plan = null;
    },
    take: () => {
      const next = queue.shift();
      if (next !== undefined) return next;
      if (plan === null) return null;
      // Both numbers are drawn each time: the plan does not depend on which share was hit before.
      const [hit, which] = [random(), random()];
      return hit < plan.share ? (plan.faults[Math.floor(which * plan.faults.length)] ?? null) : null;
    },
  };
}

/** Every fault once, with waits that a test can bear: for a plan of mixed faults. */
export const MIXED_FAULTS: readonly Fault[] = [
  { kind: 'created' },
  { kind: 'partial' },
  ...([400, 401, 404, 413, 429, 500, 503] as const).map((status) => ({ kind: 'status', status }) as const),
  { kind: 'status', status: 429, retryAfter: { seconds: 1, as: 'seconds' } },
  { kind: 'status', status: 503, retryAfter: { seconds: 1, as: 'date' } },
  { kind: 'hang' },
  { kind: 'slow', ms: 30 },
  { kind: 'reset', when: 'before-body' },
  { kind: 'reset', when: 'in-body' },
  { kind: 'reset', when: 'after-storing' },
  { kind: 'reset', when: 'in-answer' },
  { kind: 'refuse', ms: 50 },
];

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
