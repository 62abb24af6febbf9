/** What few visits need loads when it is first opened; the service worker has kept it on the phone by then. */
import { door } from '../../shell/door.tsx';

export const Device = door(() => import('../Device.tsx').then((page) => page.Device));
export const Outbox = door(() => import('../Outbox.tsx').then((page) => page.Outbox));
export const Question = door<{ kind: 'pin' | 'sign-in' }>(() =>
  import('./Question.tsx').then((part) => part.Question),
);
