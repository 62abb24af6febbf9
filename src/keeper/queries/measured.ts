/** What did the sensors show then, as far as had been received by a moment? The same question has the same answer for ever. */
import type { Measure, Measured } from '../../epcis/types.ts';
import { asReadings } from '../../telemetry/tail.ts';
import { midpoints } from '../../thermal/kinetic.ts';
import { orderedSet, standing } from '../../thermal/standing.ts';
import type { Stretch, UtcMs } from '../../thermal/types.ts';
import type { View } from './view.ts';

/** Null: nothing was measured. The envelope of all probes, the mean of its middle. */
export async function measuredOf(view: View, measure: Measure): Promise<Measured | null> {
  let [low, high, sum, length] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const stay of measure.stays) {
    const probes = await stretchesOf(view, stay, measure.knownAt);
    for (const s of midpoints(probes, stay.from, stay.to)) {
      low = Math.min(low, s.low);
      high = Math.max(high, s.high);
      sum += ((s.low + s.high) / 2) * (s.to - s.from);
      length += s.to - s.from;
    }
  }
  if (length === 0) return null;
  return { min: low / 1000, max: high / 1000, mean: Math.round(sum / length) / 1000 };
}

async function stretchesOf(
  { province, judging, history }: View,
  { unit, from, to }: Measure['stays'][number],
  knownAt: UtcMs,
): Promise<Stretch[][]> {
  const maxGap = province.units.get(unit)?.maxGap ?? 0;
  const probes: Stretch[][] = [];
  for (const { probe, placements } of judging.engine.placements(unit)) {
    const log = history.find(probe);
    if (log === undefined) continue;
    await history.load(log, from - maxGap, to);
    const kept = history.kept(log, from - maxGap, to).filter(({ receivedAt }) => receivedAt <= knownAt);
    probes.push(standing(orderedSet(asReadings(kept)), placements, maxGap, to));
  }
  return probes;
}
