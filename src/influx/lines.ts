/** The copy's state and counts as Prometheus text. */
import type { InfluxLink } from '../keeper/protocol.ts';
import { BEGINNING } from '../store/outbox.ts';
import type { ServiceHealth } from './points.ts';
import type { SenderCounts } from './sender.ts';
import { TROUBLES } from './types.ts';

export const NOTHING_SENT: SenderCounts = {
  pointsStored: 0,
  pointsSetAside: 0,
  requests: 0,
  failures: 0,
  cursor: BEGINNING,
};

/** One line of every state, 1 for the one that is; so that an alarm may name it. */
export function influxLines(
  link: InfluxLink,
  sent: SenderCounts,
  service: ServiceHealth,
  running: boolean,
): string[] {
  const single = (name: string, type: 'counter' | 'gauge', value: number): string[] => [
    `# TYPE giulanh_influx_${name} ${type}`,
    `giulanh_influx_${name} ${value}`,
  ];
  return [
    '# TYPE giulanh_influx_state gauge',
    ...['ok', 'unknown', ...TROUBLES].map(
      (state) => `giulanh_influx_state{state="${state}"} ${state === link.state ? 1 : 0}`,
    ),
    ...single('running', 'gauge', running ? 1 : 0),
    ...single('points_total', 'counter', sent.pointsStored),
    ...single('points_set_aside_total', 'counter', sent.pointsSetAside),
    ...single('requests_total', 'counter', sent.requests),
    ...single('failures_total', 'counter', sent.failures),
    ...single('set_aside', 'gauge', service.setAside),
    ...single('backlog_entries', 'gauge', service.backlogEntries),
    ...single('backlog_age_seconds', 'gauge', service.backlogAgeSeconds),
    ...single('last_stored_seconds', 'gauge', (link.lastStoredAt ?? 0) / 1000),
  ];
}
