/** The lanes below the curve, drawn on the same time axis. Their words stand below the chart. */
import { ICONS } from '../look/icons.ts';
import type { Lane } from './lanes.ts';
import type { Box, Plot } from './plot.ts';

export const LANE_HEIGHT = 20;
const AXIS_HEIGHT = 30;
const BAR = 10;

export function Lanes({ lanes, plot: { x }, box }: { lanes: readonly Lane[]; plot: Plot; box: Box }) {
  return (
    <g class="chart-lanes">
      {lanes.map(({ key, icon, spans, points }, i) => {
        const top = box.bottom + AXIS_HEIGHT + i * LANE_HEIGHT;
        const middle = top + BAR / 2;
        return (
          <g key={key} class={`chart-lane-${key}`}>
            <path
              class="chart-lane-icon"
              transform={`translate(${box.left - 26} ${middle - 8}) scale(${16 / 24})`}
              d={ICONS[icon]}
            />
            <path class="chart-lane-ground" d={`M${box.left} ${middle}H${box.right}`} />
            {spans.map(({ from, to }) => (
              <rect key={from} x={x(from)} y={top} width={Math.max(2, x(to) - x(from))} height={BAR} rx="2" />
            ))}
            {points.map((at, n) => (
              <circle key={`${at} ${n}`} cx={x(at)} cy={middle} r="5" />
            ))}
          </g>
        );
      })}
    </g>
  );
}
