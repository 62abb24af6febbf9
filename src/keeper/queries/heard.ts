/** Whom do gateways speak of that nobody has put into the registry yet? */
import { isCarried } from '../carriage.ts';
import { paged } from '../pages.ts';
import type { HeardView } from '../registry-views.ts';
import * as show from '../show.ts';
import type { Paged } from '../views.ts';
import { placeOfDevice } from './device-state.ts';
import { type Of, sees, type View } from './view.ts';

/** By sender and address. A sender is where its device is; one in no unit is everybody's who looks after devices. */
export function heard(view: View, query: Of<'heard'>): Paged<HeardView> {
  const { province, now } = view;
  const isSeen = (sender: string) => {
    const device = province.devices.get(sender);
    return device === undefined || sees(view, placeOfDevice(view, device).site);
  };
  const strangers = [...view.heard.all()].filter(
    ({ sender, address }) =>
      address !== '' &&
      (query.sender === undefined || sender === query.sender) &&
      isSeen(sender) &&
      !isCarried(province, sender, address, now),
  );
  return paged(
    strangers,
    ({ sender, address }) => `${sender} ${address}`,
    ({ sender, address, profile, lastAt, count, milli }) => ({
      sender,
      address,
      profile,
      lastAt: show.iso(lastAt),
      messages: count,
      celsius: show.celsiusOrNull(milli),
    }),
    query,
  );
}
