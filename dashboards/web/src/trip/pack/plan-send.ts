/**
 * Making a plan true at the service. What goes only in part is split off first, for only whole parcels travel; every step has
 * its id from the draft, so that a plan that was cut off in the middle is finished and not made twice.
 */
import type { ShipmentView } from '../../../../../src/keeper/custody-views.ts';
import type { ParcelView } from '../../../../../src/keeper/views.ts';
import { type Answer, call } from '../../api/http.ts';
import type { PlanDraft } from './draft.ts';
import { instantOf } from './local-time.ts';
import type { Going } from './plan-rules.ts';

const EXISTS = { parcel: 'PARCEL_EXISTS', shipment: 'SHIPMENT_EXISTS' };

export async function sendPlan(draft: PlanDraft, going: readonly Going[]): Promise<Answer<ShipmentView>> {
  const parcels: { parcel: string; doses: number }[] = [];
  for (const each of going) {
    const whole = await wholeParcel(each);
    if (!whole.ok) return whole;
    parcels.push(whole.value);
  }
  const { id, from, to, stops, escort, note } = draft;
  const body = {
    ...{ id, from, to, stops, escort, parcels, note: note.trim().normalize('NFC') },
    departAt: instantOf(draft.departAt),
    arriveBy: instantOf(draft.arriveBy),
  };
  const answer = await call<ShipmentView>('/shipments', { method: 'POST', body });
  return answer.ok || answer.code !== EXISTS.shipment ? answer : call<ShipmentView>(`/shipments/${id}`);
}

async function wholeParcel({
  planned,
  parcel,
  doses,
}: Going): Promise<Answer<{ parcel: string; doses: number }>> {
  if (doses === null || doses === parcel.doses)
    return { ok: true, value: { parcel: parcel.id, doses: parcel.doses } };
  const part = { parcel: planned.part, doses };
  // A former try may have come as far as this.
  const former = await call<ParcelView>(`/parcels/${planned.part}`);
  if (former.ok) return { ok: true, value: { parcel: planned.part, doses: former.value.doses } };
  const answer = await call<unknown>(`/parcels/${parcel.id}/split`, {
    method: 'POST',
    body: { parts: [{ id: planned.part, doses }] },
  });
  return answer.ok || answer.code === EXISTS.parcel ? { ok: true, value: part } : answer;
}
