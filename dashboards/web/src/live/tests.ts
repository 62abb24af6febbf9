/** Alerts in which nothing is wrong, raised to see who gets them: shown like any other, and counted as none. Pure. */
import type { AlertView } from '../api/views.ts';

export const isTest = ({ kind }: Pick<AlertView, 'kind'>): boolean => kind === 'test';

/** Those that are about something. */
export const realAlerts = (alerts: Iterable<AlertView>): AlertView[] =>
  [...alerts].filter((alert) => !isTest(alert));
