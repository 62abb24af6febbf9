/**
 * The simulator's only source of chance: sfc32 (Chris Doty-Humphrey's small fast counting generator, public
 * domain), seeded from text. Every part of the province draws from a stream of its own name, so that adding
 * a draw in one place changes nothing in another.
 */
export type Random = {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** Uniform in [low, high). */
  readonly between: (low: number, high: number) => number;
  /** A whole number, low and high included. */
  readonly whole: (low: number, high: number) => number;
  /** Gaussian with mean 0 and the given standard deviation. */
  readonly normal: (deviation: number) => number;
  readonly chance: (probability: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** A shuffled copy (Fisher and Yates). */
  readonly shuffle: <T>(list: readonly T[]) => T[];
};

/** The stream called `name` of the run called `seed`: the same two words always give the same numbers. */
export function random(seed: string, name: string): Random {
  const next = sfc32(fnv1a(`${seed}/${name}/a`), fnv1a(`${name}/${seed}/b`));
  const between = (low: number, high: number) => low + (high - low) * next();
  const whole = (low: number, high: number) => low + Math.floor((high - low + 1) * next());
  return {
    next,
    between,
    whole,
    chance: (probability) => next() < probability,
    normal: (deviation) => deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (list) => at(list, whole(0, list.length - 1)),
    shuffle: (list) => {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = whole(0, last);
        const held = at(copy, last);
        copy[last] = at(copy, other);
        copy[other] = held;
      }
      return copy;
    },
  };
}

function at<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError(`Cannot draw from a list of ${list.length}`);
  return list[index] as T;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function sfc32(first: number, second: number): () => number {
  let a = first;
  let b = second;
  let c = first ^ (second << 7);
  let counter = 1;
  const draw = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The generator's author asks for a dozen rounds before the first number is used.
  for (let round = 0; round < 15; round++) draw();
  return draw;
}
