/** These pages load when they are first opened; the service worker has kept them on the phone by then. */
import { door } from '../../shell/door.tsx';

export const Plan = door(() => import('./Plan.tsx').then((page) => page.Plan));
export const Pack = door<{ id: string }>(() => import('./Pack.tsx').then((page) => page.Pack));
export const Unpack = door<{ id: string }>(() => import('./Unpack.tsx').then((page) => page.Unpack));
