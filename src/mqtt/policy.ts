/** Who may connect, and what may each publish and read? The one place with the rights of the MQTT edge. */
import { ID_PATTERN } from '../fleet/types.ts';
import { BAD_CREDENTIALS, type ConnectRequest, IDENTIFIER_REJECTED, NOT_AUTHORIZED } from './connect.ts';
import type { Credentials } from './ports.ts';

export type Admission = { readonly device: string } | { readonly refused: number };
type TopicKind = 'telemetry' | 'status';

export interface Policy {
  /** Lets a CONNECT in as a device, or names the CONNACK return code that refuses it. */
  admit(request: ConnectRequest): Admission;
  /** The topic that nearly every PUBLISH of this device names; compared byte by byte before `topic` is asked. */
  telemetryTopic(device: string): string;
  /** What a message of this device on `topic` is; null when it may not publish there. */
  topic(device: string, topic: string): TopicKind | null;
  /** Whether this device may subscribe to `filter`. */
  mayRead(device: string, filter: string): boolean;
}

const ROOT = 'giulanh/v1/';
const telemetryTopic = (device: string): string => `${ROOT}${device}/telemetry`;
const statusTopic = (device: string): string => `${ROOT}${device}/status`;
export const commandTopic = (device: string): string => `${ROOT}${device}/command`;

/**
 * The rule of the house: client id = user name = device id, a secret that is its own, and nothing but the device's own
 * topics. Unknown device, wrong and missing secret get the same answer, so that ids cannot be tried out.
 */
export function devicePolicy(credentials: Credentials): Policy {
  return {
    admit(request) {
      const device = request.clientId;
      if (!ID_PATTERN.test(device)) return { refused: IDENTIFIER_REJECTED };
      if (request.username === null || request.password === null) return { refused: BAD_CREDENTIALS };
      if (request.username !== device) return { refused: IDENTIFIER_REJECTED };
      if (!credentials.verify(device, request.password)) return { refused: BAD_CREDENTIALS };
      const { will } = request;
      if (will !== null && (will.topic !== statusTopic(device) || will.qos > 1 || will.retain)) {
        return { refused: NOT_AUTHORIZED };
      }
      return { device };
    },
    telemetryTopic,
    topic(device, topic) {
      if (topic === telemetryTopic(device)) return 'telemetry';
      return topic === statusTopic(device) ? 'status' : null;
    },
    mayRead: (device, filter) => filter === commandTopic(device),
  };
}
