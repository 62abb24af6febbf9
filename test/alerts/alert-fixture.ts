/** One valid condition of a unit that is too warm, and the helpers to play a life through. */
import type { Condition } from '../../src/alerts/life.ts';
import { reconcileAlerts } from '../../src/alerts/reconcile.ts';
import type { Alert } from '../../src/alerts/types.ts';
import { counting, TEN } from '../lots/parcel-fixture.ts';

export const condition = (changes: Partial<Condition> = {}): Condition => ({
  key: 'unit-excursion:fridge-1:warm',
  kind: 'unit-excursion',
  severity: 'critical',
  site: 'depot',
  unit: 'fridge-1',
  device: null,
  parcel: null,
  happenedAt: TEN,
  data: { rule: 'warm', peakCelsius: 9.1 },
  count: 1,
  ...changes,
});

/** Keeps what the service would keep: the open alerts by key, and all there ever were. */
export class AlertBook {
  readonly all = new Map<string, Alert>();
  private readonly ids = counting('alert');

  open(): Map<string, Alert> {
    return new Map(
      [...this.all.values()].filter((one) => one.resolvedAt === null).map((one) => [one.key, one]),
    );
  }

  put(alert: Alert): void {
    this.all.set(alert.id, alert);
  }

  tell(conditions: Condition[], scope: string[], now: number): Alert[] {
    const changed = reconcileAlerts(this.open(), conditions, scope, { now, ids: this.ids });
    for (const alert of changed) this.put(alert);
    return changed;
  }
}
