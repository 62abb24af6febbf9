/**
 * aedes' half of a session. Most devices only publish, which the gate answers itself, so it begins when a device first asks for what
 * aedes answers: a subscription, QoS 2. The frame for which it begins waits until aedes has the session, and the CONNACK that aedes
 * writes then is not passed on: the device has had its own.
 */
import { BrokerSide, type Gate } from './broker-side.ts';
import { plainConnect } from './connect.ts';

/** Every CONNACK of MQTT 3.1.1. */
const CONNACK_BYTES = 4;

export class AtBroker {
  readonly #side: BrokerSide;
  #waiting: Buffer | null;
  /** Bytes of aedes' CONNACK still to come. */
  #unheard = CONNACK_BYTES;

  /** @param open hands a stream to aedes */
  constructor(gate: Gate, device: string, first: Buffer, open: (side: BrokerSide) => void) {
    this.#side = new BrokerSide(gate);
    this.#waiting = first;
    open(this.#side);
    this.#side.push(plainConnect(device));
  }

  /** False: aedes has enough to do for now. */
  pass(frame: Buffer): boolean {
    return this.#side.push(frame);
  }

  /** aedes has the session: what waited goes to it. Answers as `pass`. */
  begun(): boolean {
    const first = this.#waiting;
    this.#waiting = null;
    return first === null || this.pass(first);
  }

  /** What of the bytes that aedes writes is for the device. */
  forDevice(bytes: Buffer): Buffer {
    if (this.#unheard === 0) return bytes;
    const own = Math.min(this.#unheard, bytes.length);
    this.#unheard -= own;
    return bytes.subarray(own);
  }

  end(): void {
    this.#side.destroy();
  }
}
