/** How devices come in, so many at one time, and how they go on sending while what they sent is acknowledged. */
import type { Device } from './device.ts';

/** Resolves when all are in, the first of them first; `atOnce` are on their way at any moment. */
export async function enterAll(
  devices: readonly Device[],
  atOnce: number,
  enter: (device: Device) => Promise<void>,
): Promise<void> {
  const left = devices.values();
  const lane = async () => {
    for (const device of left) await enter(device);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** Has a device filled its window again once all PUBACKs of one read are heard: they are answered in one write. */
export function refilling(fill: (device: Device) => void): (device: Device) => void {
  const dirty = new Set<Device>();
  const fillDirty = () => {
    for (const device of dirty) fill(device);
    dirty.clear();
  };
  return (device) => {
    if (dirty.size === 0) queueMicrotask(fillDirty);
    dirty.add(device);
  };
}
