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

/** A broker that begins after this edge was prepared. */
export const lateLine = (broker: () => DeviceLine | null): DeviceLine => {
  const line = () => broker() ?? NO_DEVICES;
  return {
    get port() {
      return line().port;
    },
    get securePort() {
      return line().securePort;
    },
    connected: (device) => line().connected(device),
    listens: (device) => line().listens(device),
    refusals: (device) => line().refusals(device),
    sendCommand: (device, command) => line().sendCommand(device, command),
    disconnect: (device) => line().disconnect(device),
  };
};

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
