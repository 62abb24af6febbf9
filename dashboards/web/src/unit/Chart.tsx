/** The curve: allowed range, lowest to highest, mean, excursions and open gaps; and a slider that reads single moments. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { UnitView } from '../api/views.ts';
import { degrees } from '../format/temperature.ts';
import { now } from '../live/clock.ts';
import { language, words } from '../words/words.ts';
import { LANE_HEIGHT, Lanes } from './Lanes.tsx';
import { LegendMore } from './LegendMore.tsx';
import type { Lane } from './lanes.ts';
import type { Chart as ChartData } from './load.ts';
import {
  type Box,
  extremesOf,
  gapsOf,
  type Mark,
  type Plot,
  plotOf,
  type Span,
  type Step,
  scaleOf,
  stretches,
} from './plot.ts';
import { temperatureTicks, timeTicks } from './ticks.ts';
import { pointText, summaryText } from './words.ts';

type Props = { unit: UnitView; chart: ChartData; marks: readonly Mark[]; lanes: readonly Lane[] };

export function Chart({ unit, chart, marks, lanes }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame);
  const chosen = useSignal<number | null>(null);
  const { window, steps } = chart;
  const box: Box = { left: 44, right: width - 12, top: 18, bottom: height - 30 - lanes.length * LANE_HEIGHT };
  const scale = scaleOf(steps, unit.range);
  const maxGapMs = unit.maxGapSeconds * 1000;
  const parts = stretches(steps, window.everyMs, maxGapMs);
  const plot = plotOf(parts, window, scale, box);
  const gaps = gapsOf(parts, window, now.peek(), maxGapMs);
  const last = Math.round((window.to - window.from) / window.everyMs) - 1;
  const picked = chosen.value === null ? null : Math.min(chosen.value, last);
  const tongue = { words: words.value, language: language.value };
  const at = picked === null ? null : window.from + picked * window.everyMs;
  const step = at === null ? undefined : steps.find((each) => each.at === at);
  const text = at === null ? null : pointText(at, step, unit.range, now.peek(), tongue);
  const told = tongue.words.unit;
  const point = (event: PointerEvent & { currentTarget: SVGSVGElement }) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left - box.left) / Math.max(1, box.right - box.left);
    chosen.value = Math.min(last, Math.max(0, Math.floor(share * (last + 1))));
  };
  return (
    <figure class="chart">
      <div class="chart-room" ref={frame}>
        <svg
          role="img"
          aria-label={told.chartLabel(
            told.range[window.length],
            summaryText(steps, unit.range, now.peek(), tongue),
          )}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => {
            chosen.value = null;
          }}
        >
          <Ground unit={unit} plot={plot} box={box} gaps={gaps} marks={marks} />
          <Axes plot={plot} box={box} chart={chart} scale={scale} />
          <Lanes lanes={lanes} plot={plot} box={box} />
          {plot.bands.map((path) => (
            <path key={path} class="chart-band" d={path} />
          ))}
          {plot.lines.map((path) => (
            <path key={path} class="chart-line" d={path} />
          ))}
          <Extremes steps={steps} plot={plot} box={box} everyMs={window.everyMs} />
          {at !== null && <Cursor x={plot.x(at + window.everyMs / 2)} step={step} plot={plot} box={box} />}
        </svg>
      </div>
      <input
        class="chart-slider"
        type="range"
        min={0}
        max={last}
        value={picked ?? last}
        aria-label={told.explore}
        aria-valuetext={
          text ?? pointText(steps.at(-1)?.at ?? window.from, steps.at(-1), unit.range, now.peek(), tongue)
        }
        onInput={(event) => {
          chosen.value = Number(event.currentTarget.value);
        }}
        onBlur={() => {
          chosen.value = null;
        }}
      />
      <figcaption class="chart-caption">
        {text === null ? (
          <Legend marks={marks} gaps={gaps} lanes={lanes} hasRange={hasRange(unit)} />
        ) : (
          <p class="chart-point">{text}</p>
        )}
      </figcaption>
    </figure>
  );
}

const hasRange = ({ range }: UnitView): boolean => range.lowCelsius !== null || range.highCelsius !== null;

type GroundProps = { unit: UnitView; plot: Plot; box: Box; gaps: readonly Span[]; marks: readonly Mark[] };

/** What lies behind the curve. An excursion is shaded, and has a bar above so that a short one is seen. */
function Ground({ unit: { range }, plot: { x, y }, box, gaps, marks }: GroundProps) {
  const top = range.highCelsius === null ? box.top : y(range.highCelsius);
  const bottom = range.lowCelsius === null ? box.bottom : y(range.lowCelsius);
  const width = box.right - box.left;
  return (
    <>
      <defs>
        <pattern
          id="chart-hatch"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path class="chart-hatch" d="M0 0V8" />
        </pattern>
      </defs>
      {(range.highCelsius !== null || range.lowCelsius !== null) && (
        <rect class="chart-range" x={box.left} y={top} width={width} height={Math.max(0, bottom - top)} />
      )}
      {gaps.map(({ from, to }) => (
        <rect
          key={from}
          fill="url(#chart-hatch)"
          x={x(from)}
          y={box.top}
          width={x(to) - x(from)}
          height={box.bottom - box.top}
        />
      ))}
      {marks.map(({ from, to, excursion }) => {
        const tone = excursion.ruleSnapshot === null ? 'chart-unmonitored' : 'chart-excursion';
        const span = Math.max(3, x(to) - x(from));
        return (
          <g key={excursion.id} class={tone}>
            <rect class="chart-mark" x={x(from)} y={box.top} width={span} height={box.bottom - box.top} />
            <rect class="chart-mark-bar" x={x(from)} y={box.top - 8} width={span} height="6" rx="2" />
          </g>
        );
      })}
      {[range.highCelsius, range.lowCelsius].map(
        (limit) =>
          limit !== null && (
            <path key={limit} class="chart-limit" d={`M${box.left} ${y(limit)}H${box.right}`} />
          ),
      )}
    </>
  );
}

type AxesProps = { plot: Plot; box: Box; chart: ChartData; scale: ReturnType<typeof scaleOf> };

function Axes({ plot: { x, y }, box, chart, scale }: AxesProps) {
  const celsius = temperatureTicks(scale, Math.max(3, Math.floor((box.bottom - box.top) / 42)));
  const isWhole = celsius.every(Number.isInteger);
  const times = timeTicks(chart.window, Math.max(3, Math.floor((box.right - box.left) / 76)));
  return (
    <g class="chart-axes">
      {celsius.map((value) => (
        <g key={value}>
          <path d={`M${box.left} ${y(value)}H${box.right}`} />
          <text x={box.left - 8} y={y(value) + 5} text-anchor="end">
            {isWhole ? String(value).replace('-', '\u2212') : degrees(value, language.value)}
          </text>
        </g>
      ))}
      <text class="chart-unit" x={box.left - 8} y={box.top - 6} text-anchor="end">
        °C
      </text>
      {times.map(({ at, text }) => (
        <g key={at}>
          <path d={`M${x(at)} ${box.top}V${box.bottom + 6}`} />
          {/* A word at the very edge would be cut off. */}
          {x(at) > box.left + 8 && x(at) < box.right - 16 && (
            <text x={x(at)} y={box.bottom + 22} text-anchor="middle">
              {text}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

type ExtremesProps = { steps: readonly Step[]; plot: Plot; box: Box; everyMs: number };

/** The highest and the lowest point with their figures. */
function Extremes({ steps, plot: { x, y }, box, everyMs }: ExtremesProps) {
  const found = extremesOf(steps);
  if (!found || found.highest.max === found.lowest.min) return null;
  const points = [
    { at: found.highest.at, value: found.highest.max, dy: -9 },
    { at: found.lowest.at, value: found.lowest.min, dy: 20 },
  ];
  return (
    <g class="chart-extremes">
      {points.map(({ at, value, dy }) => {
        const px = x(at + everyMs / 2);
        const anchor = px < box.left + 30 ? 'start' : px > box.right - 30 ? 'end' : 'middle';
        return (
          <g key={dy}>
            <circle cx={px} cy={y(value)} r="4" />
            <text x={px} y={y(value) + dy} text-anchor={anchor}>
              {degrees(value, language.value)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Cursor({ x, step, plot, box }: { x: number; step: Step | undefined; plot: Plot; box: Box }) {
  return (
    <g class="chart-cursor">
      <path d={`M${x} ${box.top}V${box.bottom}`} />
      {step && <circle cx={x} cy={plot.y(step.mean)} r="5" />}
    </g>
  );
}

type LegendProps = {
  marks: readonly Mark[];
  gaps: readonly Span[];
  lanes: readonly Lane[];
  hasRange: boolean;
};

function Legend({ marks, gaps, lanes, hasRange }: LegendProps) {
  const told = words.value.unit;
  const entries = [
    { key: 'line', word: told.legendLine, is: true },
    { key: 'band', word: told.legendBand, is: true },
    { key: 'range', word: told.legendRange, is: hasRange },
    {
      key: 'excursion',
      word: told.legendExcursion,
      is: marks.some((m) => m.excursion.ruleSnapshot !== null),
    },
    {
      key: 'unmonitored',
      word: told.legendUnmonitored,
      is: marks.some((m) => m.excursion.ruleSnapshot === null),
    },
    { key: 'gap', word: told.legendGap, is: gaps.length > 0 },
  ];
  return (
    <ul class="chart-legend">
      {entries.map(
        ({ key, word, is }) =>
          is && (
            <li key={key}>
              <span class={`chart-key chart-key-${key}`} aria-hidden="true" />
              {word}
            </li>
          ),
      )}
      <LegendMore lanes={lanes} />
    </ul>
  );
}

/** The room for the drawing, in CSS pixels: text in it keeps its size at every width. */
function useSize(frame: RefObject<HTMLDivElement | null>): { width: number; height: number } {
  const size = useSignal({ width: 320, height: 260 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      size.value = { width: Math.max(240, element.clientWidth), height: Math.max(180, element.clientHeight) };
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [frame, size]);
  return size.value;
}
