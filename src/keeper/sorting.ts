/**
 * Of whom is each message of a batch, and which of its readings may count? The rest is kept as rejected rows with the reason:
 * nothing is dropped.
 */
import { profiles, speaksOurs } from '../../devices/profiles/profiles.ts';
import { TAKEOVER_SPAN } from '../fleet/identity.ts';
import { unitOfDevice } from '../fleet/places.ts';
import type { Device } from '../fleet/types.ts';
import type { JournalCounter } from '../telemetry/journal.ts';
import type { Measured, Message, RejectReason } from '../telemetry/measured.ts';
import { readMessage } from '../telemetry/message.ts';
import { readBytes } from '../telemetry/plain.ts';
import { printOf } from '../telemetry/print.ts';
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import { isCanary, tryChain } from './canary.ts';
import { Carriage, saysNothing } from './carriage.ts';
import { Clocks } from './clocks.ts';
import { Counters } from './counters.ts';
import type { Doubtful } from './doubtful.ts';
import type { Draft } from './draft.ts';
import { freeze } from './freezing.ts';
import { documentOf, type History, type ProbeLog } from './history.ts';
import type { Judging } from './judging.ts';
import type { Province } from './province.ts';
import { type Rejection, Rejections } from './rejections.ts';

/** A device's message as it came off the wire. */
export type Incoming = {
  readonly device: string;
  readonly kind: 'telemetry' | 'status' | 'oversize';
  readonly payload: Uint8Array;
  /** As in `Delivery` (src/mqtt/ports.ts). */
  readonly source?: Buffer | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly topic?: string | undefined;
  readonly profile?: string | undefined;
  readonly waited?: boolean | undefined;
  readonly size: number;
  readonly receivedAt: UtcMs;
};

const FUTURE_TOLERANCE = 5 * 60_000;
/** 2001-01-01: before it no logger of ours was made. Epoch seconds read as milliseconds fall into January 1970. */
const OLDEST_PLAUSIBLE = 978_307_200_000;
const NO_FAULTS: readonly MilliCelsius[] = [];

/** A reading that counts, and where. */
export type Accepted = {
  readonly log: ProbeLog;
  readonly unit: string;
  readonly measured: Measured;
  readonly receivedAt: UtcMs;
};

export class Sorting {
  readonly counters = new Map<string, Counters>();
  /** Devices of which messages are missing, told or not. */
  readonly withHoles = new Set<string>();
  readonly rejections: Rejections;
  readonly carriage: Carriage;
  readonly clocks: Clocks;
  /** Which trial of the chain came last. */
  canaryRun = 0;
  /** What must be judged because its device was frozen since this was last emptied. */
  readonly held = new Set<string>();
  froze = false;
  readonly #province: Province;
  readonly #history: History;
  readonly #judging: Judging;
  readonly #doubtful: Doubtful;

  constructor(province: Province, history: History, judging: Judging, doubtful: Doubtful) {
    this.rejections = new Rejections(province);
    this.carriage = new Carriage(province);
    this.clocks = new Clocks(province);
    this.#province = province;
    this.#history = history;
    this.#judging = judging;
    this.#doubtful = doubtful;
  }

  sort(incoming: Incoming, accepted: Accepted[], counters: JournalCounter[], draft: Draft): void {
    const { device: id, kind, receivedAt, profile: foreign } = incoming;
    const device = foreign === undefined ? this.#province.devices.get(id) : undefined;
    if (kind === 'status') return;
    if (isCanary(id) && kind === 'telemetry') {
      const message = readMessage(Buffer.from(incoming.payload).toString(), receivedAt, []);
      this.canaryRun = tryChain(message, draft) ?? this.canaryRun;
      return;
    }
    if (device === undefined && foreign === undefined) {
      this.#reject(id, receivedAt, 'DEVICE_UNKNOWN', null, '');
      return;
    }
    const profile = profiles.get(foreign ?? device?.profile ?? '');
    if (kind === 'oversize') {
      const { topic = 'telemetry', size } = incoming;
      if (!saysNothing(profile, topic))
        this.#reject(id, receivedAt, 'PAYLOAD_TOO_LARGE', null, `${size} bytes`);
      return;
    }
    if (device !== undefined && device.inside === undefined && speaksOurs(profile)) {
      const message = ownMessage(incoming, profile?.faultCodesMilli ?? NO_FAULTS);
      this.#sortMessage(device, message, receivedAt, accepted, counters, draft);
      return;
    }
    const sender = { id, own: device ?? null };
    const { payload, topic = 'telemetry', waited } = incoming;
    const delivered = { payload, topic, receivedAt, waited };
    const reject = (reason: RejectReason, at: UtcMs | null, detail: string) =>
      this.#reject(id, receivedAt, reason, at, detail);
    const identity = device?.identity;
    for (const told of this.carriage.read(sender, profile, delivered, reject)) {
      // Who carries for others and is in doubt is in doubt for them too.
      if (identity !== undefined && this.#isShut({ ...told.device, identity }, told.message, receivedAt))
        continue;
      this.#sortMessage(told.device, told.message, receivedAt, accepted, counters, draft);
    }
  }

  #reject(device: string, receivedAt: UtcMs, reason: Rejection['reason'], at: UtcMs | null, detail: string) {
    this.rejections.note({ device, reason, at, detail, receivedAt });
  }

  /** What one device says, whoever carried it here. */
  #sortMessage(
    device: Device,
    message: Message,
    receivedAt: UtcMs,
    accepted: Accepted[],
    counters: JournalCounter[],
    draft: Draft,
  ): void {
    const { id } = device;
    const { boot, seq } = message;
    const print = boot === null || seq === null ? 0 : printOf(message);
    if (device.identity !== undefined && this.#isShut(device, message, receivedAt)) return;
    const anewAt = device.identity?.anewAt;
    const known = this.counters.get(id);
    if (anewAt !== undefined) known?.forgetPrints(anewAt);
    if (boot !== null && seq !== null && known?.differs(boot, seq, print) === true) {
      const doubt = {
        why: 'content',
        since: receivedAt - TAKEOVER_SPAN,
        detail: `boot ${boot} seq ${seq}`,
      } as const;
      const parts = { province: this.#province, draft };
      for (const subject of freeze(parts, device, doubt)) this.held.add(subject);
      this.froze = true;
      this.#isShut(this.#province.devices.get(id) ?? device, message, receivedAt);
      return;
    }
    for (const u of message.unreadable) this.#reject(id, receivedAt, u.reason, u.at, u.detail);
    let log: ProbeLog | null = null;
    const { clock } = message;
    const timed = clock === undefined ? null : this.clocks.time(id, message, clock, receivedAt, draft);
    const all = timed === null ? message.measured : timed.measured;
    this.clocks.note(id, all.at(-1), receivedAt);
    for (const measured of all) {
      if (measured.clock === 'untrusted') {
        // A fault of which nobody knows when it was ends nothing.
        const order = timed?.order ?? 'unknown';
        if (measured.reason === null) this.#doubtful.note({ device, measured, receivedAt, order });
        else this.#reject(id, receivedAt, measured.reason, measured.at, measured.detail);
        continue;
      }
      const unit = unitOfDevice(device, measured.at);
      const misplaced = this.#misplaced(device, unit, measured.at, draft.now);
      if (misplaced !== null) {
        const value = measured.milli === null ? '?' : measured.milli / 1000;
        this.#reject(id, receivedAt, misplaced, measured.at, `celsius ${value}`);
        continue;
      }
      if (measured.reason !== null)
        this.#reject(id, receivedAt, measured.reason, measured.at, measured.detail);
      if (unit === null) continue;
      if (log?.probe !== measured.probe) log = this.#logOf(device, measured.probe, draft);
      const kept = measured.clock === 'corrected' ? asCorrected(measured) : measured;
      accepted.push({ log, unit, measured: kept, receivedAt });
    }
    if (boot === null || seq === null) return;
    const any = log ?? this.#logOf(device, '1', draft);
    counters.push({ probe: any.number, boot, seq, print });
    if (known === undefined) this.noteCounter(id, boot, seq, receivedAt, print);
    else this.#count(known, id, boot, seq, receivedAt, print);
  }

  /** Revoked, or frozen because two seem to be it: what it says is kept as rejected, and acknowledged. */
  #isShut({ id, identity }: Device, { measured }: Pick<Message, 'measured'>, receivedAt: UtcMs): boolean {
    const reason =
      identity?.revoked !== undefined
        ? 'DEVICE_REVOKED'
        : identity?.frozen !== undefined
          ? 'DEVICE_FROZEN'
          : null;
    if (reason === null) return false;
    for (const { at, milli, probe } of measured)
      this.#reject(
        id,
        receivedAt,
        reason,
        at,
        `celsius ${milli === null ? '?' : milli / 1000} probe ${probe}`,
      );
    return true;
  }

  /** `print` 0: it is not known any more. */
  noteCounter(device: string, boot: number, seq: number, now: UtcMs, print: number): void {
    const known = this.counters.get(device) ?? new Counters();
    this.counters.set(device, known);
    this.#count(known, device, boot, seq, now, print);
  }

  #count(counters: Counters, device: string, boot: number, seq: number, now: UtcMs, print: number): void {
    counters.note(boot, seq, now, print);
    if (counters.hasHoles) this.withHoles.add(device);
    else if (this.withHoles.size > 0) this.withHoles.delete(device);
  }

  /** `unit`: where the device was then. */
  #misplaced(device: Device, unit: string | null, at: UtcMs, now: UtcMs): RejectReason | null {
    if (at > now + FUTURE_TOLERANCE) return 'AT_IN_FUTURE';
    if (at < OLDEST_PLAUSIBLE) return 'AT_IMPLAUSIBLE';
    if (at < (device.placements[0]?.since ?? Number.POSITIVE_INFINITY)) return 'AT_BEFORE_PLACEMENT';
    const retiredAt = this.#province.units.get(unit ?? '')?.retiredAt ?? null;
    return unit === null || (retiredAt !== null && at >= retiredAt) ? 'DEVICE_NOT_PLACED' : null;
  }

  #logOf(device: Device, probe: string, draft: Draft): ProbeLog {
    const { log, made } = this.#history.log(device.id, probe);
    if (!made) return log;
    draft.put('probe', String(log.number), documentOf(log));
    this.#judging.declareProbe(device, log.key);
    return log;
  }
}

/** A message in our own form. */
const ownMessage = (incoming: Incoming, faults: readonly MilliCelsius[]): Message => {
  const { source = incoming.payload, receivedAt } = incoming;
  return readBytes(source, incoming.from ?? 0, incoming.to ?? source.length, receivedAt, faults);
};

/** What is kept of a reading says that its time was reckoned. */
const asCorrected = (one: Measured): Measured => ({ ...one, extras: { ...one.extras, clock: 'corrected' } });
