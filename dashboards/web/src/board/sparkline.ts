/** The geometry of the three-hour line: segments with gaps left open, and the allowed band. Pure, in a 100 × 40 box. */

export const SPARK = { width: 100, height: 40 };

export type SparkShape = {
  /** SVG path data, one per unbroken stretch. */
  readonly segments: readonly string[];
  /** The allowed range as top and height inside the box. */
  readonly band: { readonly y: number; readonly height: number } | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  /** Steps without a value. */
  readonly missing: number;
};

type Range = { lowCelsius: number | null; highCelsius: number | null };

/** `spark`: °C at equal steps, a gap is NaN. */
export function sparkShape(spark: readonly number[], range: Range): SparkShape {
  const known = spark.filter((value) => !Number.isNaN(value));
  const missing = spark.length - known.length;
  if (known.length === 0) return { segments: [], band: null, lowest: null, highest: null, missing };
  const lowest = Math.min(...known);
  const highest = Math.max(...known);
  const edges = [range.lowCelsius, range.highCelsius].filter((edge) => edge !== null);
  const floor = Math.min(lowest, ...edges);
  const ceiling = Math.max(highest, ...edges);
  // At least two degrees high, so that a tenth of a degree does not look like a storm.
  const margin = Math.max((ceiling - floor) * 0.08, (2 - (ceiling - floor)) / 2, 0.1);
  const bottom = floor - margin;
  const span = ceiling + margin - bottom;
  const y = (celsius: number): number => round(SPARK.height - ((celsius - bottom) / span) * SPARK.height);
  const x = (index: number): number => round((index / Math.max(1, spark.length - 1)) * SPARK.width);

  const segments: string[] = [];
  let path = '';
  spark.forEach((value, index) => {
    if (Number.isNaN(value)) {
      if (path) segments.push(path);
      path = '';
    } else {
      // A lone value still shows: a line of no length with round ends is a dot.
      path += path ? `L${x(index)} ${y(value)}` : `M${x(index)} ${y(value)}h0`;
    }
  });
  if (path) segments.push(path);

  const top = range.highCelsius === null ? 0 : y(range.highCelsius);
  const low = range.lowCelsius === null ? SPARK.height : y(range.lowCelsius);
  const band = edges.length === 0 ? null : { y: top, height: round(low - top) };
  return { segments, band, lowest, highest, missing };
}

const round = (value: number): number => Math.round(value * 100) / 100;
