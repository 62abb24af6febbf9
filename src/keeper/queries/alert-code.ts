/** Which alert is it that a message calls `SC-1A2B3C4D`? */
import { alertCode, typedCode } from '../../alerts/code.ts';
import type { Alert } from '../../alerts/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import * as show from '../show.ts';
import type { AlertView, Paged } from '../views.ts';
import { newestAlerts } from './past-alerts.ts';
import type { InTurns } from './turns.ts';
import { type Of, sees, type View } from './view.ts';

/** More than one are of the same code by chance alone. */
const SAME_MOST = 10;

/** Open or over, the newest first; what is no code is that of none. An open one is found without a look at what is over. */
export async function* alertsOfCode(
  view: View,
  { state, code: typed }: Of<'alerts'>,
): InTurns<Decision<Paged<AlertView>>> {
  const code = typedCode(typed ?? '');
  const isIt = (alert: Alert) => alertCode(alert.id) === code && sees(view, alert.site);
  const open = state === 'resolved' || code === null ? [] : [...view.province.alerts.values()].filter(isIt);
  const isDone = open.length > 0 || state === 'open' || code === null;
  const over = isDone
    ? []
    : (yield* newestAlerts(view, null, SAME_MOST, (alert) => alert.resolvedAt !== null && isIt(alert)))
        .alerts;
  return accept({ items: [...open, ...over].map((one) => show.showAlert(view.province, one)), next: null });
}
