/** Collects remarks about lines, and stops before a file of nothing but mistakes fills the memory. */
import type { Problem, ProblemCode } from './types.ts';

export const PROBLEMS_MAX = 200;

export class Problems {
  readonly #list: Problem[] = [];
  #left = 0;
  #lastLine = 0;

  add(line: number, code: ProblemCode, message: string): void {
    if (this.#list.length < PROBLEMS_MAX) this.#list.push({ line, code, message });
    else {
      this.#left += 1;
      this.#lastLine = line;
    }
  }

  /** In the order of the lines; the last one counts what was left off. */
  list(): readonly Problem[] {
    const sorted = this.#list.toSorted((a, b) => a.line - b.line);
    if (this.#left === 0) return sorted;
    const message = `${this.#left} more problems, the last on line ${this.#lastLine}`;
    return [...sorted, { line: this.#lastLine, code: 'LOGGER_MORE_PROBLEMS', message }];
  }
}
