import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HistoryRequest } from '../../src/influx/history-reader.ts';
import { ANSWER_WITHIN, AT_ONCE_MOST, Questions, WAITING_MOST } from '../../src/influx/questions.ts';
import { InfluxError } from '../../src/influx/types.ts';

const REQUEST: HistoryRequest = { kind: 'readings', unit: 'tu', from: 0, to: 1 };
const GONE = new InfluxError('INFLUX_UNREACHABLE', 'gone');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Asks so many; which were sent on, and what became of each. */
function asking(count: number) {
  const sent: number[] = [];
  const questions = new Questions((id) => sent.push(id));
  const fates = Array.from({ length: count }, () =>
    questions.ask(REQUEST).then(
      () => 'answered',
      (error: InfluxError) => error.code,
    ),
  );
  return { questions, sent, fates };
}

test('a few are asked at a time, and the next as soon as one is answered', async () => {
  const { questions, sent, fates } = asking(AT_ONCE_MOST + 2);
  expect(sent).toEqual([0, 1]);
  questions.answered(1, []);
  expect(sent).toEqual([0, 1, 2]);
  questions.refused(0, GONE);
  questions.answered(2, []);
  questions.answered(3, []);
  expect(await Promise.all(fates)).toEqual(['INFLUX_UNREACHABLE', 'answered', 'answered', 'answered']);
});

test('one that gets no answer in time is refused, and so is one that only waited', async () => {
  const { questions, sent, fates } = asking(AT_ONCE_MOST + 1);
  await vi.advanceTimersByTimeAsync(ANSWER_WITHIN);
  expect(await Promise.all(fates)).toEqual(fates.map(() => 'INFLUX_TIMEOUT'));
  // Its answer comes too late, and is nobody's.
  questions.answered(0, []);
  const next = questions.ask(REQUEST);
  expect(sent.at(-1)).toBe(AT_ONCE_MOST + 1);
  questions.answered(AT_ONCE_MOST + 1, []);
  expect(await next).toEqual([]);
});

test('no more than a bounded number waits: whoever comes then is refused at once', async () => {
  const { questions, fates } = asking(AT_ONCE_MOST + WAITING_MOST + 1);
  expect(await fates.at(-1)).toBe('INFLUX_OVERLOADED');
  questions.refuseAll(GONE);
  expect(await Promise.all(fates.slice(0, -1))).toEqual(fates.slice(1).map(() => 'INFLUX_UNREACHABLE'));
});

test('when nobody is there to answer, those that waited are not asked any more', async () => {
  const { questions, sent, fates } = asking(AT_ONCE_MOST + 3);
  questions.refuseAll(GONE);
  expect(await Promise.all(fates)).toEqual(fates.map(() => 'INFLUX_UNREACHABLE'));
  expect(sent).toHaveLength(AT_ONCE_MOST);
});
