/** The part of a province description that says when the temperature book is signed: `book: { morning: { from: "07:00", … } }`. */
import * as z from 'zod';
import type { BookTerms } from '../book/types.ts';
import { DEFAULT_TERMS } from '../book/types.ts';
import type { Path, ProblemCode } from './problems.ts';

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const hours = z.strictObject({ from: clock, to: clock }).refine(({ from, to }) => from < to);
const shape = z.strictObject({
  morning: hours.default(DEFAULT_TERMS.morning),
  afternoon: hours.default(DEFAULT_TERMS.afternoon),
  deviationCelsius: z
    .number()
    .min(0.1)
    .max(10)
    .default(DEFAULT_TERMS.deviation / 1000),
});

/** Null where the description says nothing of the book, or nothing that is right: then the problem is reported at its place. */
export function readBookTerms(
  value: unknown,
  report: (code: ProblemCode, path: Path, value?: unknown) => void,
): BookTerms | null {
  if (value === undefined || value === null) return null;
  const read = shape.safeParse(value);
  if (!read.success) {
    for (const issue of read.error.issues) {
      const path = ['book', ...issue.path.map(String)];
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) report('UNKNOWN_KEY', [...path, key], key);
      else report('BAD_VALUE', path);
    }
    return null;
  }
  const { morning, afternoon, deviationCelsius } = read.data;
  if (morning.to <= afternoon.from)
    return { morning, afternoon, deviation: Math.round(deviationCelsius * 1000) };
  report('BAD_VALUE', ['book', 'afternoon']);
  return null;
}
