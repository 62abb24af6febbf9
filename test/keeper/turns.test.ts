import { describe, expect, test } from 'vitest';
import { type InTurns, inTurns, Pace } from '../../src/keeper/queries/turns.ts';
import { accept, type Decision, refuse } from '../../src/lots/refusal.ts';

/** A line of one at a time, which notes who was in it. */
function lineOf() {
  let line: Promise<unknown> = Promise.resolve();
  const order: string[] = [];
  const inLine =
    (who: string) =>
    <T>(work: () => Promise<T>): Promise<T> => {
      const next = line.then(() => {
        order.push(who);
        return work();
      });
      line = next.catch(() => {});
      return next;
    };
  return { inLine, order };
}

async function* counting(turns: number): InTurns<Decision<unknown>> {
  for (let i = 1; i < turns; i++) yield;
  return accept(turns);
}

describe('a long question', () => {
  test('lets everybody who stands in line go before its next turn', async () => {
    const { inLine, order } = lineOf();
    const answers = await Promise.all([
      inTurns(counting(3), inLine('long')),
      inTurns(counting(2), inLine('other')),
      inLine('short')(async () => accept(0)),
    ]);
    expect(answers).toEqual([accept(3), accept(2), accept(0)]);
    expect(order).toEqual(['short', 'long', 'other', 'long', 'other', 'long']);
  });

  test('that fails in a later turn fails whoever asked, and nobody else', async () => {
    const { inLine } = lineOf();
    async function* failing(): InTurns<Decision<unknown>> {
      yield;
      throw new Error('unreadable');
    }
    await expect(inTurns(failing(), inLine('long'))).rejects.toThrow('unreadable');
    expect(await inTurns(counting(2), inLine('other'))).toEqual(accept(2));
  });

  test('may be refused in a later turn, and a short one is answered without any', async () => {
    const { inLine, order } = lineOf();
    async function* refusing(): InTurns<Decision<unknown>> {
      yield;
      return refuse('TOO_LARGE', 'too large');
    }
    expect(await inTurns(refusing(), inLine('long'))).toEqual(refuse('TOO_LARGE', 'too large'));
    expect(await inTurns(accept(1), inLine('short'))).toEqual(accept(1));
    expect(order).toEqual(['long', 'long']);
  });

  test('rests only when its turn has lasted long enough, and then begins a new one', async () => {
    const pace = new Pace();
    expect((await pace.rest().next()).done).toBe(true);
    const until = performance.now() + 6;
    while (performance.now() < until);
    const rest = pace.rest();
    expect((await rest.next()).done).toBe(false);
    expect((await rest.next()).done).toBe(true);
  });
});
