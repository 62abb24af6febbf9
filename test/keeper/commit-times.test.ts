import { expect, test } from 'vitest';
import { CommitTimes } from '../../src/keeper/commit-times.ts';

const open = () => {
  let now = 0;
  const times = new CommitTimes(() => now);
  /** A batch whose commit takes so long. */
  const take = async (ms: number): Promise<void> => {
    let done: () => void = () => {};
    const kept = times.of(
      new Promise<void>((resolve) => {
        done = resolve;
      }),
    );
    now += ms;
    done();
    await kept;
  };
  return { times, take, pass: (ms: number) => (now += ms) };
};

test('nothing was committed yet: nothing took any time', () => {
  expect(open().times.counts()).toEqual({ commitP50Ms: 0, commitP99Ms: 0, commitMaxMs: 0 });
});

test('the middle, the slowest of a hundred and the slowest of all are told apart', async () => {
  const { times, take } = open();
  for (let i = 0; i < 197; i++) await take(2);
  for (let i = 0; i < 2; i++) await take(20);
  await take(500);
  const { commitP50Ms, commitP99Ms, commitMaxMs } = times.counts();
  expect(commitP50Ms).toBeCloseTo(2, 1);
  expect(commitP99Ms).toBeCloseTo(20, 0);
  expect(commitMaxMs).toBeCloseTo(500, -1);
});

test('after ten seconds the former ones stand until the next ten are over', async () => {
  const { times, take, pass } = open();
  await take(100);
  pass(10_000);
  expect(times.counts().commitMaxMs).toBeCloseTo(100, 0);
  await take(3);
  pass(5_000);
  expect(times.counts().commitMaxMs).toBeCloseTo(100, 0);
  pass(5_000);
  expect(times.counts().commitMaxMs).toBeCloseTo(3, 1);
});

test('a batch that was not kept is none', async () => {
  const { times } = open();
  await expect(times.of(Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  expect(times.counts().commitMaxMs).toBe(0);
});
