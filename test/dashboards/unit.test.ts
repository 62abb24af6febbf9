import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  extremesOf,
  gapsOf,
  marksOf,
  plotOf,
  type Step,
  scaleOf,
  stretches,
} from '../../dashboards/web/src/unit/plot.ts';
import { temperatureTicks, timeTicks } from '../../dashboards/web/src/unit/ticks.ts';
import { endOf, endText, lengthOf, shifted, windowEnding } from '../../dashboards/web/src/unit/windows.ts';
import { pointText, ruleText, sourceText, summaryText } from '../../dashboards/web/src/unit/words.ts';
import { en } from '../../dashboards/web/src/words/en.ts';
import { vi } from '../../dashboards/web/src/words/vi.ts';
import type { ExcursionView, RuleView, SourceView } from '../../src/keeper/views.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 10:00 of a Sunday in Viet Nam. */
const NOW = Date.parse('2026-11-22T03:00:00Z');
const VI = { words: vi, language: 'vi' } as const;
const EN = { words: en, language: 'en' } as const;
const RANGE = { lowCelsius: 2, highCelsius: 8 };
const day = windowEnding('24h', NOW);
const step = (minute: number, mean: number, min = mean, max = mean): Step => ({
  at: day.from + minute * MINUTE,
  min,
  max,
  mean,
  count: 1,
});

describe('the window of a chart', () => {
  test.each([
    ['24h', 288],
    ['7d', 672],
    ['30d', 720],
    ['1y', 365],
  ] as const)('of %s has whole steps, the last of which holds its end', (length, count) => {
    const window = windowEnding(length, NOW);
    expect((window.to - window.from) / window.everyMs).toBe(count);
    expect(window.from % window.everyMs).toBe(0);
    expect(window.to).toBeGreaterThan(NOW);
    expect(window.to - NOW).toBeLessThanOrEqual(window.everyMs);
  });

  test('moves back by its own length, and forward no further than the present', () => {
    const before = shifted(day, -1, NOW);
    expect(before).toBe(day.from - 1);
    const back = windowEnding('24h', before ?? 0);
    expect(back.to).toBe(day.from);
    expect(shifted(back, 1, NOW)).toBeNull();
    expect(shifted(windowEnding('24h', (before ?? 0) - DAY), 1, NOW)).toBe(day.from - 1);
  });

  test('is read from the address, and nonsense there is the present', () => {
    expect(lengthOf('30d')).toBe('30d');
    expect(lengthOf('9 years')).toBe('24h');
    expect(endOf(endText(NOW - DAY), NOW)).toBe(NOW - DAY);
    for (const text of [null, 'abc', endText(NOW + DAY), '1900-01-01T00:00Z'])
      expect(endOf(text, NOW)).toBeNull();
  });
});

describe('a silence', () => {
  const rows: [what: string, minutes: number[], everyMs: number, maxGapMs: number, parts: number][] = [
    ['of no step is none', [0, 5, 10], 5 * MINUTE, 15 * MINUTE, 1],
    ['as long as a value may stand is bridged', [0, 15], 5 * MINUTE, 15 * MINUTE, 1],
    ['a step longer stays open', [0, 20], 5 * MINUTE, 15 * MINUTE, 2],
    ['of a whole step stays open where steps are longer than a value stands', [0, 120], HOUR, 15 * MINUTE, 2],
    ['between neighbouring long steps is none', [0, 60], HOUR, 15 * MINUTE, 1],
  ];
  test.each(rows)('%s', (_, minutes, everyMs, maxGapMs, count) => {
    expect(
      stretches(
        minutes.map((m) => step(m, 4)),
        everyMs,
        maxGapMs,
      ),
    ).toHaveLength(count);
  });

  test('is shaded from the last step’s end to the next one’s beginning, and up to now', () => {
    const parts = stretches([step(0, 4), step(5, 4), step(60, 4)], 5 * MINUTE, 15 * MINUTE);
    const until = day.from + 120 * MINUTE;
    expect(gapsOf(parts, day, until, 15 * MINUTE)).toEqual([
      { from: day.from + 10 * MINUTE, to: day.from + 60 * MINUTE },
      { from: day.from + 65 * MINUTE, to: until },
    ]);
    expect(gapsOf([], day, day.to, 15 * MINUTE)).toEqual([{ from: day.from, to: day.to }]);
  });
});

describe('the curve', () => {
  const box = { left: 0, right: 288, top: 0, bottom: 100 };
  const scale = { floor: 0, ceiling: 10 };

  test('is drawn where the figures are, each step at its middle', () => {
    const plot = plotOf([[step(0, 5), step(5, 10, 0, 10)]], day, scale, box);
    expect(plot.lines).toEqual(['M0.5 50L1.5 0']);
    expect(plot.bands).toEqual(['M0.5 50L1.5 0L1.5 100L0.5 50Z']);
  });

  test('shows a lone step as a dot', () => {
    expect(plotOf([[step(0, 5)]], day, scale, box).lines).toEqual(['M0.5 50h0']);
  });

  test('lies within the scale whatever is measured, and so do the limits', () => {
    const value = fc.integer({ min: -120_000, max: 80_000 }).map((milli) => milli / 1000);
    const steps = fc.array(
      fc.tuple(value, value, value).map((three) => three.toSorted((a, b) => a - b)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, fc.option(value), fc.option(value), (values, lowCelsius, highCelsius) => {
        const found = values.map(([min = 0, mean = 0, max = 0], i) => step(i * 5, mean, min, max));
        const { floor, ceiling } = scaleOf(found, { lowCelsius, highCelsius });
        expect(ceiling - floor).toBeGreaterThan(1.999);
        for (const { min, max } of found) {
          expect(min).toBeGreaterThan(floor);
          expect(max).toBeLessThan(ceiling);
        }
        for (const limit of [lowCelsius, highCelsius]) {
          if (limit === null) continue;
          if (found.length === 0 && lowCelsius === null && highCelsius === null) continue;
          expect(limit).toBeGreaterThan(floor);
          expect(limit).toBeLessThan(ceiling);
        }
      }),
    );
  });

  test('never loses a short peak: it is the highest, however long the step', () => {
    const found = extremesOf([step(0, 4.2, 4, 11.2), step(5, 6, 5, 7)]);
    expect([found?.highest.max, found?.lowest.min]).toEqual([11.2, 4]);
    expect(extremesOf([])).toBeNull();
  });
});

describe('the axes', () => {
  test.each([
    ['24h', 8, ['12:00', '15:00', '18:00', '21:00', '22/11', '03:00', '06:00', '09:00']],
    ['24h', 4, ['12:00', '18:00', '22/11', '06:00']],
    ['7d', 8, ['16/11', '17/11', '18/11', '19/11', '20/11', '21/11', '22/11']],
    ['1y', 6, ['12/2025', '02/2026', '04/2026', '06/2026', '08/2026', '10/2026']],
  ] as const)('of %s tell the province’s own time, %i at most', (length, most, texts) => {
    expect(timeTicks(windowEnding(length, NOW), most).map(({ text }) => text)).toEqual(texts);
  });

  test.each([
    [{ floor: 1.5, ceiling: 8.7 }, 8, [2, 3, 4, 5, 6, 7, 8]],
    [{ floor: -27, ceiling: -13 }, 4, [-25, -20, -15]],
    [{ floor: 3.2, ceiling: 5.2 }, 5, [3.5, 4, 4.5, 5]],
  ])('of %o have round degrees', (scale, most, ticks) => {
    expect(temperatureTicks(scale, most)).toEqual(ticks);
  });
});

describe('excursions on the chart', () => {
  const excursion = (id: string, start: number, end: number | null): ExcursionView => ({
    id,
    unit: 'tu-1',
    rule: 'warm',
    ruleSnapshot: null,
    start: new Date(start).toISOString(),
    breachedAt: new Date(start).toISOString(),
    end: end === null ? null : new Date(end).toISOString(),
    peakCelsius: null,
    beyondSeconds: 0,
    unknownInsideSeconds: 0,
    discoveredAt: new Date(start).toISOString(),
  });

  test('are those that touch it; an open one lasts until now', () => {
    const marks = marksOf(
      [
        excursion('open', NOW - HOUR, null),
        excursion('over before', day.from - DAY, day.from),
        excursion('into it', day.from - DAY, day.from + 1),
        excursion('after', day.to, null),
      ],
      day,
      NOW,
    );
    expect(marks.map((mark) => [mark.excursion.id, mark.to])).toEqual([
      ['into it', day.from + 1],
      ['open', NOW],
    ]);
  });
});

describe('in words', () => {
  const source = (name: 'store' | 'influxdb', from: number, to: number, error?: string): SourceView => ({
    source: name,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...(error === undefined ? {} : { error }),
  });
  const horizon = NOW - 400 * DAY;
  const rows: [SourceView[], string, boolean][] = [
    [[source('store', NOW - DAY, NOW)], 'Số liệu từ kho của hệ thống.', true],
    [[source('influxdb', 0, horizon)], 'Số liệu lấy từ InfluxDB.', true],
    [
      [source('influxdb', 0, horizon), source('store', horizon, NOW)],
      'Số liệu trước 10:00 18/10/2025 lấy từ InfluxDB, từ đó về sau từ kho của hệ thống.',
      true,
    ],
    [
      [source('influxdb', 0, horizon, 'INFLUX_TIMEOUT'), source('store', 0, NOW)],
      'InfluxDB không trả lời: phần trước 10:00 18/10/2025 có thể thiếu.',
      false,
    ],
  ];
  test.each(rows)('the source of %o is "%s"', (sources, text, isWhole) => {
    expect(sourceText(sources, NOW, VI)).toEqual({ text, isWhole });
  });

  const rule = (over: Partial<RuleView>): RuleView => ({
    id: 'r',
    side: 'above',
    limitCelsius: 8,
    inclusive: false,
    allowedSeconds: 36_000,
    mode: 'continuous',
    ...over,
  });
  test.each([
    [rule({}), 'Trên 8,0 °C, liên tục 10 giờ', 'Above 8.0 °C, for 10 h on end'],
    [rule({ inclusive: true, allowedSeconds: 0 }), 'Từ 8,0 °C trở lên, báo ngay', '8.0 °C or above, at once'],
    [
      rule({ side: 'below', limitCelsius: -0.5, inclusive: true, allowedSeconds: 5_400 }),
      'Từ −0,5 °C trở xuống, liên tục 1 giờ 30 phút',
      '−0.5 °C or below, for 1 h 30 min on end',
    ],
    [
      rule({ side: 'below', limitCelsius: 2, mode: 'cumulative', allowedSeconds: 86_400 * 31 }),
      'Dưới 2,0 °C, cộng dồn 31 ngày',
      'Below 2.0 °C, 31 d in total',
    ],
  ])('a limit is told whole: %o', (limit, inVietnamese, inEnglish) => {
    expect(ruleText(limit, VI).replaceAll('\u00a0', ' ')).toBe(inVietnamese);
    expect(ruleText(limit, EN).replaceAll('\u00a0', ' ')).toBe(inEnglish);
  });

  test('a moment says one value once, a span its lowest, highest and mean, and silence as such', () => {
    const told = (one: Step | undefined) => pointText(NOW, one, RANGE, NOW, VI).replaceAll('\u00a0', ' ');
    expect(told(step(0, 4.25))).toBe('10:00: 4,3 °C');
    expect(told(step(0, 5, 2, 8.04))).toBe('10:00: từ 2,0 °C đến 8,04 °C, trung bình 5,0 °C');
    expect(told(undefined)).toBe('10:00: không có số liệu');
    expect(summaryText([], RANGE, NOW, VI)).toBe('Không có số liệu trong khoảng này.');
  });
});
