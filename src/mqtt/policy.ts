/** Who may connect, and what may each publish and read? The one place with the rights of the MQTT edge. */
import { ID_PATTERN } from '../fleet/types.ts';
import {
  BAD_CREDENTIALS,
  type ConnectRequest,
  IDENTIFIER_REJECTED,
  NOT_AUTHORIZED,
  type Will,
} from './connect.ts';
import type { Credentials, Peer } from './ports.ts';

export type Admission = { readonly device: string } | { readonly refused: number };
/** `elsewhere`: it is taken and thrown away. */
type TopicKind = 'telemetry' | 'status' | 'elsewhere';

export interface Policy {
  /** Lets a CONNECT in as a device, or names the CONNACK return code that refuses it. */
  admit(request: ConnectRequest, peer?: Peer): Admission;
  /** The topic that nearly every PUBLISH of this device names; compared byte by byte before `topic` is asked. */
  telemetryTopic(device: string): string;
  /**
   * Is it another maker's, with topics of its own choice below its own? Asked once a session. Such a device also tells the world what
   * nobody here wants, and asks for topics that never say anything: it cannot be taught not to, and is not cut off for it.
   */
  isForeign(device: string): boolean;
  /** What a message of this device on `topic` is; null when it may not publish there. */
  topic(device: string, topic: string, isForeign: boolean): TopicKind | null;
  /** Whether this device may subscribe to `filter`. */
  mayAsk(device: string, filter: string, isForeign: boolean): boolean;
  /** Whether a message on `topic` may be sent to it. */
  mayHear(device: string, topic: string): boolean;
}

const ROOT = 'giulanh/v1/';
const telemetryTopic = (device: string): string => `${ROOT}${device}/telemetry`;
const statusTopic = (device: string): string => `${ROOT}${device}/status`;
export const commandTopic = (device: string): string => `${ROOT}${device}/command`;
/** What follows the device's own root in `topic`; null: it is not below it. */
export function belowOwn(device: string, topic: string): string | null {
  const own = ROOT.length + device.length + 1;
  return topic.length > own && topic.startsWith(`${ROOT}${device}/`) ? topic.slice(own) : null;
}
const isCommand = (below: string): boolean => below === 'command' || below.startsWith('command/');

/**
 * The rule of the house: client id = user name = device id, a secret or certificate that is its own, and nothing but the device's own
 * topics; one of another maker may choose them below `giulanh/v1/<device>/`. Unknown device, wrong and missing secret get the same answer, so that ids cannot be tried out.
 */
export function devicePolicy(credentials: Credentials): Policy {
  const isForeign = (device: string): boolean => credentials.speaksForeign?.(device) ?? false;
  /** The last will. Another maker's device says it where it says everything else, and retained. */
  const mayLeave = (device: string, { topic, qos, retain }: Will): boolean => {
    if (topic === statusTopic(device) && qos < 2 && !retain) return true;
    const below = isForeign(device) ? belowOwn(device, topic) : null;
    return below !== null && !isCommand(below);
  };
  return {
    admit(request, peer = null) {
      const device = request.clientId;
      if (!ID_PATTERN.test(device)) return { refused: IDENTIFIER_REJECTED };
      const { will } = request;
      // Whoever shows a certificate is judged by it alone: a password does not mend a bad one.
      if (peer !== null) {
        if (request.username !== null && request.username !== device) return { refused: IDENTIFIER_REJECTED };
        if (peer === 'untrusted' || credentials.verifyCertificate?.(device, peer) !== true)
          return { refused: BAD_CREDENTIALS };
        return will !== null && !mayLeave(device, will) ? { refused: NOT_AUTHORIZED } : { device };
      }
      if (request.username === null || request.password === null) return { refused: BAD_CREDENTIALS };
      if (request.username !== device) return { refused: IDENTIFIER_REJECTED };
      if (!credentials.verify(device, request.password)) return { refused: BAD_CREDENTIALS };
      if (will !== null && !mayLeave(device, will)) return { refused: NOT_AUTHORIZED };
      return { device };
    },
    telemetryTopic,
    isForeign,
    topic(device, topic, foreign) {
      if (topic === telemetryTopic(device)) return 'telemetry';
      if (topic === statusTopic(device)) return 'status';
      if (!foreign) return null;
      const below = belowOwn(device, topic);
      if (below === null) return 'elsewhere';
      return isCommand(below) ? null : 'telemetry';
    },
    mayAsk: (device, filter, foreign) =>
      filter === commandTopic(device) || (foreign && belowOwn(device, filter) !== null),
    mayHear: (device, topic) => topic === commandTopic(device),
  };
}
