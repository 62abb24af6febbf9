/** How a device that does not sign in itself is reached, and which of its probes are inside: what a description makes of it. */
import type { DescribedDevice } from './described.ts';
import type { Device, Via } from './types.ts';

type Wiring = Pick<Device, 'via' | 'inside'>;

/** What holds from now on: what the description does not say stays as it is, null takes it away. */
export function wiringOf(
  former: Wiring | undefined,
  stated: Pick<DescribedDevice, 'via' | 'inside'>,
): Wiring {
  const via = stated.via === undefined ? former?.via : (stated.via ?? undefined);
  const inside = stated.inside === undefined ? former?.inside : (stated.inside ?? undefined);
  return { ...(via !== undefined && { via }), ...(inside !== undefined && { inside }) };
}

export const sameWiring = (a: Wiring, b: Wiring): boolean =>
  sameVia(a.via, b.via) && JSON.stringify(a.inside) === JSON.stringify(b.inside);

const sameVia = (a: Via | undefined, b: Via | undefined): boolean =>
  a?.gateway === b?.gateway && a?.address === b?.address;

/** Unique among all devices that are reached so. A gateway's name has no space. */
export const viaKey = ({ gateway, address }: Via): string => `${gateway} ${address}`;
