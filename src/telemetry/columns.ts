/**
 * A column of whole numbers in few bytes: as what each is more than the usual one, or as steps, each less the usual step;
 * whichever takes less.
 */
import type { VarintReader, VarintWriter } from './varints.ts';

/** So many tell what is usual. */
const SAMPLES = 63;
/** Twice as much, and one, is the greatest that is exact. */
const EXACT = 2 ** 52 - 1;

export type Column = {
  readonly isRunning: boolean;
  readonly usual: number;
  /** What is written. */
  readonly rest: readonly number[];
  /** In bytes, before they are deflated; Infinity: it cannot be written exactly. */
  readonly width: number;
};

export function columnOf(values: readonly number[]): Column {
  const running = runningOf(values);
  // Fewer bytes than one each there are not.
  if (running.width <= values.length) return running;
  const plain = lessUsual(values, false);
  return running.width <= plain.width ? running : plain;
}

function runningOf(values: readonly number[]): Column {
  const steps: number[] = [];
  let before = 0;
  for (const value of values) {
    steps.push(value - before);
    before = value;
  }
  return lessUsual(steps, true);
}

export function putColumn(out: VarintWriter, { isRunning, usual, rest }: Column): void {
  out.put(isRunning ? 1 : 0);
  out.put(usual);
  for (const n of rest) out.put(n);
}

/** The count is known from elsewhere. */
export function takeColumn(read: VarintReader, count: number): Float64Array {
  const isRunning = read.next() === 1;
  return read.many(count, read.next(), isRunning);
}

function lessUsual(numbers: readonly number[], isRunning: boolean): Column {
  const usual = middleOf(numbers);
  const rest: number[] = [];
  let width = 0;
  for (const n of numbers) {
    rest.push(n - usual);
    width += widthOf(n - usual);
  }
  return { isRunning, usual, rest, width };
}

function middleOf(numbers: readonly number[]): number {
  const stride = Math.max(1, Math.floor(numbers.length / SAMPLES));
  const some: number[] = [];
  // The first step comes from nothing and is not usual.
  for (let i = Math.min(1, numbers.length - 1); i >= 0 && i < numbers.length; i += stride)
    some.push(numbers[i] as number);
  return some.sort((a, b) => a - b)[some.length >> 1] ?? 0;
}

function widthOf(n: number): number {
  const size = n < 0 ? -n - 1 : n;
  if (size < 64) return 1;
  if (size < 8192) return 2;
  if (size < 1_048_576) return 3;
  if (size > EXACT) return Number.POSITIVE_INFINITY;
  return Math.ceil((Math.floor(Math.log2(size)) + 2) / 7);
}
