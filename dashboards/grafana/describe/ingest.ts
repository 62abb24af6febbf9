/** Tiếp nhận và gửi đi: how fast readings come in, and how far the copy in InfluxDB is behind. */
import { bucket, field, inRange, pipe, windows } from './phrases.ts';
import type { Dashboard, Panel, Target } from './shapes.ts';

/** A counter that only grows until the service starts again: its speed. */
const rate = (name: string, title: string): Target => ({
  shape: 'series',
  name: title,
  influxql: `SELECT non_negative_derivative(max("${name}"), 1s) FROM "service" WHERE $timeFilter GROUP BY time($__interval) fill(none)`,
  flux: pipe(
    bucket,
    inRange,
    field('service', name),
    windows('max'),
    'derivative(unit: 1s)',
    'filter(fn: (r) => r._value >= 0.0)',
    'keep(columns: ["_time", "_value"])',
  ),
});

const level = (name: string, title: string): Target => ({
  shape: 'series',
  name: title,
  influxql: `SELECT max("${name}") FROM "service" WHERE $timeFilter GROUP BY time($__interval) fill(none)`,
  flux: pipe(bucket, inRange, field('service', name), windows('max'), 'keep(columns: ["_time", "_value"])'),
});

const lines = (title: string, unit: string, ...targets: readonly Target[]): Panel => ({
  title,
  kind: 'timeseries',
  width: 12,
  height: 8,
  unit,
  // The service speaks every ten seconds; a minute of nothing is a gap.
  gapMs: 60_000,
  targets,
});

export const ingest: Dashboard = {
  slug: 'ingest',
  title: 'Giữ Lạnh · Tiếp nhận và hàng chờ / Ingest and outbox',
  about:
    'Khi InfluxDB không nghe được, các điểm này cũng thiếu: /metrics và bảng trực vẫn nói. / While InfluxDB is away these points are missing too: /metrics and the wall board still speak.',
  from: 'now-6h',
  refresh: '30s',
  choices: [],
  annotations: [],
  panels: [
    lines(
      'Số đo mỗi giây / Readings per second',
      'cps',
      rate('readings', 'Nhận / accepted'),
      rate('duplicates', 'Trùng / repeated'),
      rate('rejected', 'Bị loại / rejected'),
    ),
    lines(
      'Ghi đĩa mỗi giây, chờ ghi / Commits per second, queued',
      'none',
      rate('commits', 'Lần ghi / commits per second'),
      level('queued', 'Đang chờ / queued'),
    ),
    lines('Chưa gửi sang InfluxDB / Not yet in InfluxDB', 'none', level('backlogEntries', 'Mục / entries')),
    lines('Mục cũ nhất chưa gửi / Oldest entry not sent', 's', level('backlogAgeSeconds', 'Tuổi / age')),
    lines('Để riêng / Set aside', 'none', level('setAside', 'Điểm / points')),
    lines('Máy ghi đang nối / Devices connected', 'none', level('devicesConnected', 'Máy ghi / devices')),
  ],
};
