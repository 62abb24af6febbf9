/** What every payload decoder takes and gives: one message of whatever maker in, readings by address out. Pure. */
import type { Message } from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { DeviceProfile } from '../profiles/types.ts';

/** One message as it came. */
export type Delivered = {
  readonly payload: Uint8Array;
  /**
   * What the topic says beyond the sender: of a device at our own broker what follows `giulanh/v1/<device>/`
   * (`telemetry`, `tele/SENSOR`), of a foreign broker the whole topic, of an HTTP request ''.
   */
  readonly topic: string;
  /** Service time of arrival: the `at` of what carries none. */
  readonly receivedAt: UtcMs;
};

/** What one message says of one device. */
export type Decoded = Message & {
  /**
   * Whom the sender says that it is about, as it writes it (DevEUI, MAC address, friendly name, serial number), in lower case;
   * null: about the sender itself.
   */
  readonly address: string | null;
  /**
   * Bytes in that device's own format which the sender only passes on (a LoRaWAN uplink; `topic` is then `fport/<n>`). They are read
   * by the device's own profile; what `measured` says beside them counts only where that profile reads none.
   */
  readonly inner?: Delivered;
};

/**
 * Reads a message of one format. An empty list: it carries no measurement (a join, a state, an echo) and is none of our
 * concern. What should be a measurement and cannot be read is in `unreadable` with the reason; a decoder never throws,
 * whatever the bytes are. Fault codes and plausibility are the judgement of `measured()` in src/telemetry/message.ts.
 */
export type Decoder = (delivered: Delivered, profile: DeviceProfile) => readonly Decoded[];
