/** Three hours at a glance: the allowed band, the line, and gaps left open. */
import { duration } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import type { LiveUnit } from '../live/picture.ts';
import { language, words } from '../words/words.ts';
import { SPARK, sparkShape } from './sparkline.ts';

const STEP_MS = 5 * 60_000;

export function Sparkline({ unit }: { unit: LiveUnit }) {
  const { segments, band, lowest, highest, missing } = sparkShape(unit.spark, unit.range);
  const told = words.value.tile;
  const label =
    lowest === null || highest === null
      ? told.sparkNone
      : told.spark(temperature(lowest, language.value), temperature(highest, language.value)) +
        (missing > 0 ? told.sparkMissing(duration(missing * STEP_MS, language.value)) : '');
  return (
    <svg
      class="spark"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${SPARK.width} ${SPARK.height}`}
      preserveAspectRatio="none"
    >
      {band && (
        <rect class="spark-band" x="0" y={band.y} width={SPARK.width} height={Math.max(0, band.height)} />
      )}
      {segments.map((path) => (
        <path key={path} class="spark-line" d={path} />
      ))}
    </svg>
  );
}
