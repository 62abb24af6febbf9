/** The handoff comes onto the phone with the first trip, not with the first visit: nobody hands over without a trip. */
import { door } from '../../shell/door.tsx';

const page = () => import('../Handoff.tsx');

export const Handoff = door<{ id: string }>(() => page().then((it) => it.Handoff));

/** Also where no service worker keeps the pages: it must be there before the network goes. */
export function fetchHandoff(): void {
  page().catch(() => {
    // Asked for once more when it is opened.
  });
}
