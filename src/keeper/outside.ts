/** What is told of the keeper where it cannot tell it itself: that it is not to be reached, and its counts as lines. */
import type { Answer } from './protocol.ts';

export const degradedAnswer = (why: string | null): Answer => ({
  ok: false,
  refusal: {
    code: 'SERVICE_DEGRADED',
    message: `The service cannot reach its store now: ${why ?? 'not ready'}`,
  },
});

/** The keeper's counts for Prometheus. */
export function* metricLines(counts: Record<string, number | string>): Generator<string> {
  for (const [name, value] of Object.entries(counts)) {
    if (typeof value !== 'number') continue;
    yield `giulanh_keeper_${name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)} ${value}`;
  }
}
