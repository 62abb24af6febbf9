/**
 * Of whom does a message in a foreign format speak? Who sent it is certain; whom it speaks of is looked up: the sender itself,
 * or a device that the registry says is carried by it. For any other it cannot speak, whatever it says.
 */
import { DECODERS } from '../../devices/payloads/decoders.ts';
import type { Decoded, Delivered } from '../../devices/payloads/types.ts';
import { profiles, speaksOurs } from '../../devices/profiles/profiles.ts';
import type { DeviceProfile } from '../../devices/profiles/types.ts';
import type { Device } from '../fleet/types.ts';
import { insideOf, insideOnly } from '../telemetry/inside.ts';
import type { Measured, Message, RejectReason } from '../telemetry/measured.ts';
import { readMessage } from '../telemetry/message.ts';
import { doubted, LATER } from '../telemetry/waited.ts';
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import { Heard } from './heard.ts';
import type { Province } from './province.ts';

/** `own`: the device of the registry that it is; null: a connection to a foreign broker. */
export type Sender = { readonly id: string; readonly own: Device | null };
/** What one device says. */
export type Told = { readonly device: Device; readonly message: Message };
type Stranger = { readonly sender: string; readonly address: string; readonly profile: string };
type Reject = (reason: RejectReason, at: UtcMs | null, detail: string) => void;

const ADDRESS_MOST = 128;
/** On a foreign broker our own payload stands under its device's own topic. */
const OWN_TOPIC = /(?:^|\/)giulanh\/v1\/([A-Za-z0-9_-]{1,64})\/telemetry$/;

export class Carriage {
  readonly heard = new Heard();
  readonly #province: Province;

  constructor(province: Province) {
    this.#province = province;
  }

  /** Every device it speaks of, with what it says. What cannot be read, and who is not known, goes to `reject`. */
  *read(
    sender: Sender,
    profile: DeviceProfile | undefined,
    delivered: Delivered & { readonly waited?: boolean | undefined },
    reject: Reject,
  ): Iterable<Told> {
    if (profile === undefined) return reject('PAYLOAD_SHAPE', null, 'no such profile');
    this.heard.lastOf.set(sender.id, delivered.receivedAt);
    const isForeign = sender.own === null;
    const later = delivered.waited ? decode(profile, muchLater(delivered), isForeign, () => {}) : null;
    for (const [i, decoded] of decode(profile, delivered, isForeign, reject).entries()) {
      const address = decoded.address?.normalize('NFC').toLowerCase().slice(0, ADDRESS_MOST) ?? null;
      const device = this.#deviceOf(sender, address, delivered.receivedAt);
      if (device === null) {
        const heard = { sender: sender.id, address: address ?? '', profile: profile.id };
        this.#stranger(heard, decoded, delivered.receivedAt, reject);
        continue;
      }
      const own = device === sender.own ? profile : profiles.get(device.profile);
      const read = ofDevice(decoded, device, own, reject);
      const again = later?.[i];
      const message =
        later === null
          ? read
          : doubted(read, again === undefined ? null : ofDevice(again, device, own, () => {}));
      yield { device, message: own === profile ? message : withFaults(message, own) };
    }
  }

  #deviceOf({ id, own }: Sender, address: string | null, now: UtcMs): Device | null {
    if (address === null || address === own?.id.toLowerCase()) return own;
    return own !== null && hasEnded(own, now) ? null : carriedBy(this.#province, id, address, now);
  }

  #stranger(heard: Stranger, { measured, unreadable, inner }: Decoded, now: UtcMs, reject: Reject): void {
    // What names nobody and cannot be read is the connection's own trouble.
    if (heard.address === '') for (const one of unreadable) reject(one.reason, one.at, one.detail);
    const isBroken = unreadable.length > 0 && heard.address !== '';
    if (measured.length === 0 && inner === undefined && !isBroken) return;
    const last = measured.findLast(({ milli }) => milli !== null);
    const milli = last?.milli ?? null;
    if (!this.heard.note({ ...heard, milli }, now)) return;
    reject(
      'ADDRESS_UNKNOWN',
      last?.at ?? null,
      `${heard.address}${milli === null ? '' : ` celsius ${milli / 1000}`}`,
    );
  }
}

const muchLater = (delivered: Delivered): Delivered => ({
  ...delivered,
  receivedAt: delivered.receivedAt + LATER,
});

const NOTHING = new Uint8Array();
/** Does what comes on this topic measure nothing, whatever it says? A gateway's lists of what it knows may be larger than is read. */
export function saysNothing(profile: DeviceProfile | undefined, topic: string): boolean {
  if (profile === undefined || speaksOurs(profile)) return false;
  let isRefused = false;
  const refuse = () => {
    isRefused = true;
  };
  return (
    decode(profile, { payload: NOTHING, topic, receivedAt: 0 }, false, refuse).length === 0 && !isRefused
  );
}

/** One that ended and goes on measuring, or carrying, is nobody's any more. */
const hasEnded = ({ retiredAt }: Device, now: UtcMs): boolean => retiredAt !== null && retiredAt <= now;

function carriedBy(province: Province, sender: string, address: string, now: UtcMs): Device | null {
  const device = province.carried.of(sender, address);
  return device === undefined || hasEnded(device, now) ? null : device;
}
export const isCarried = (province: Province, sender: string, address: string, now: UtcMs): boolean =>
  carriedBy(province, sender, address, now) !== null;

/** Without what its profile places outside. What the gateway only passes on is read by the device's own profile. */
function ofDevice(
  decoded: Decoded,
  device: Device,
  profile: DeviceProfile | undefined,
  reject: Reject,
): Message {
  const inner = decoded.inner === undefined ? null : fromInner(decoded.inner, profile, reject);
  const isReadBeside = inner?.measured.length === 0 && decoded.measured.length > 0;
  const said = inner === null || isReadBeside ? decoded : inner;
  const isInside = insideOf(profile, device.inside);
  if (isInside === null) return said;
  return { ...said, measured: insideOnly(said.measured, isInside) };
}

/** Null: its profile reads nothing in it. */
function fromInner(inner: Delivered, profile: DeviceProfile | undefined, reject: Reject): Message | null {
  if (profile === undefined || profile.payload === null) return null;
  // It is about that device alone: who carries it has named it, and it cannot name another.
  const own = decode(profile, inner, false, reject).filter(({ address }) => address === null);
  const measured = own.flatMap((one) => one.measured);
  const unreadable = own.flatMap((one) => one.unreadable);
  if (measured.length === 0 && unreadable.length === 0) return null;
  return { boot: own[0]?.boot ?? null, seq: own[0]?.seq ?? null, measured, unreadable };
}

/** The carrier's decoder does not know what "no measurement" looks like at this device. */
function withFaults(message: Message, profile: DeviceProfile | undefined): Message {
  const faults: readonly MilliCelsius[] = profile?.faultCodesMilli ?? [];
  if (!message.measured.some(({ milli }) => milli !== null && faults.includes(milli))) return message;
  const judged = (one: Measured): Measured =>
    one.milli !== null && faults.includes(one.milli)
      ? { ...one, milli: null, reason: 'SENSOR_FAULT', detail: `celsius ${one.milli / 1000}` }
      : one;
  return { ...message, measured: message.measured.map(judged) };
}

function decode(
  profile: DeviceProfile,
  delivered: Delivered,
  isForeign: boolean,
  reject: Reject,
): readonly Decoded[] {
  const { payload, topic, receivedAt } = delivered;
  if (speaksOurs(profile)) {
    const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
    const address = (isForeign && OWN_TOPIC.exec(topic)?.[1]?.toLowerCase()) || null;
    return [{ address, ...readMessage(text, receivedAt, profile.faultCodesMilli) }];
  }
  try {
    const decoder = DECODERS[profile.payload ?? ''];
    if (decoder !== undefined) return decoder(delivered, profile);
    reject('PAYLOAD_SHAPE', null, `nobody reads ${profile.payload}`);
  } catch (error) {
    // A defect of ours must not make the message come again for ever.
    reject('PAYLOAD_SHAPE', null, `${profile.payload} cannot be read: ${String(error)}`);
  }
  return [];
}
