/** What this edge needs of the devices' broker: who is connected, who was turned away, and the way for a command. */
import type { DeviceRefusal } from '../mqtt/refusals.ts';

export interface DeviceLine {
  /** Where devices connect. */
  readonly port: number;
  /** The same with TLS; null where there is no such listener. */
  readonly securePort: number | null;
  connected(device: string): boolean;
  listens(device: string): boolean;
  refusals(device: string): readonly DeviceRefusal[];
  /** False when the device is not connected or does not listen. */
  sendCommand(device: string, command: object): boolean;
  /** Cuts the connection of a device that got a new secret. */
  disconnect(device: string): boolean;
}

/** No broker beside this edge: nothing is connected, nothing can be sent. */
export const NO_DEVICES: DeviceLine = {
  port: 0,
  securePort: null,
  connected: () => false,
  listens: () => false,
  refusals: () => [],
  sendCommand: () => false,
  disconnect: () => false,
};
