/**
 * Telemetry on its way to the keeper: gathered into batches in two lanes (lanes.ts), at once when the keeper is idle, else
 * what came while it was busy; a backlog also waits a moment for more (pace.ts). Who offers more than there is room for is told to wait, and to go on.
 */
import type { Delivery, Intake } from '../mqtt/ports.ts';
import { BatchBound } from './batch-bound.ts';
import { type Lane, Lanes, weightOf } from './lanes.ts';
import { Pace } from './pace.ts';
import { Packer } from './parcelling.ts';
import type { ToKeeper } from './wire.ts';

/** Of each lane: one at work, and one that waits for it. */
const BATCHES_AHEAD = 2;
/** Something live is near for so long after it came, ms. */
const LATELY = 1_000;
const LANES: readonly Lane[] = ['live', 'backlog'];

export class TelemetryLine implements Intake {
  readonly #post: (message: ToKeeper, transfer: ArrayBuffer[]) => void;
  readonly #nextId: () => number;
  readonly #isReady: () => boolean;
  readonly #clock: () => number;
  readonly #bound = new BatchBound();
  readonly #pace = new Pace();
  #waking: NodeJS.Timeout | null = null;
  #liveAt = Number.NEGATIVE_INFINITY;
  readonly #lanes = new Lanes<Delivery>();
  readonly #inFlight = new Map<number, { readonly lane: Lane; readonly batch: readonly Delivery[] }>();
  readonly #ahead = { live: 0, backlog: 0 };
  #packer = new Packer();
  #drained: { readonly resume: () => void; readonly whom: readonly Lane[] }[] = [];
  #isPlanned = false;

  constructor(parts: {
    readonly post: (message: ToKeeper, transfer: ArrayBuffer[]) => void;
    readonly nextId: () => number;
    readonly isReady: () => boolean;
    /** Monotonic, in ms. */
    readonly clock: () => number;
  }) {
    this.#post = parts.post;
    this.#nextId = parts.nextId;
    this.#isReady = parts.isReady;
    this.#clock = parts.clock;
  }

  /** Deliveries that wait for the keeper. */
  get length(): number {
    return this.#lanes.length;
  }

  offer(delivery: Delivery): boolean {
    const lane = this.#lanes.add(delivery);
    if (!this.#isPlanned && this.#ahead[lane] < BATCHES_AHEAD) {
      this.#isPlanned = true;
      setImmediate(this.flush);
    }
    return !this.#lanes.isFull(lane);
  }

  holdsBacklogOnly(): boolean {
    return !this.#lanes.isFull('live');
  }

  hasRoom(): boolean {
    return LANES.every((lane) => !this.#lanes.isFull(lane));
  }

  whenDrained(resume: () => void, whom?: Lane): void {
    const lanes = whom === undefined ? LANES : [whom];
    if (lanes.some((lane) => this.#lanes.isFull(lane))) this.#drained.push({ resume, whom: lanes });
    else resume();
  }

  /** Sends what may go. */
  readonly flush = (): void => {
    this.#isPlanned = false;
    if (!this.#isReady()) return;
    for (const lane of LANES) {
      if (this.#ahead[lane] >= BATCHES_AHEAD || (lane === 'backlog' && this.#isGathering())) continue;
      const batch = this.#lanes.take(lane, this.#bound.bytes(this.#clock() - this.#liveAt < LATELY));
      if (batch.length > 0) this.#send(lane, batch);
    }
    if (this.#drained.length > 0) this.#letReadOn();
  };

  /** A batch is committed; `workMs` is what the keeper worked for it. */
  ingested(id: number, workMs: number): void {
    const sent = this.#inFlight.get(id);
    if (sent?.lane === 'backlog') this.#bound.took(weightOf(sent.batch), workMs);
    this.#settle(id, null);
    this.flush();
  }

  /** Nothing that waits or was sent is kept; the next keeper was told nothing. */
  refuse(error: Error): void {
    this.#packer = new Packer();
    for (const id of [...this.#inFlight.keys()]) this.#settle(id, error);
    for (const delivery of this.#lanes.clear()) delivery.settle(error);
    for (const { resume } of this.#drained.splice(0)) resume();
  }

  /** Does the backlog wait for more? It is looked at again when its moment is over. */
  #isGathering(): boolean {
    const { backlogBytes } = this.#lanes;
    if (backlogBytes === 0) return true;
    const wait = this.#pace.wait(backlogBytes, this.#clock());
    if (wait === 0) return false;
    this.#waking ??= setTimeout(() => {
      this.#waking = null;
      this.flush();
    }, Math.ceil(wait));
    return true;
  }

  #send(lane: Lane, batch: readonly Delivery[]): void {
    const id = this.#nextId();
    this.#inFlight.set(id, { lane, batch });
    this.#ahead[lane]++;
    if (lane === 'live') this.#liveAt = this.#clock();
    else this.#pace.sent(this.#clock());
    const packed = this.#packer.pack(batch);
    this.#post({ type: 'ingest', id, batch: packed, lane }, [packed.bytes]);
  }

  #settle(id: number, error: Error | null): void {
    const sent = this.#inFlight.get(id);
    if (sent === undefined) return;
    this.#inFlight.delete(id);
    this.#ahead[sent.lane]--;
    if (sent.lane === 'backlog') this.#lanes.settled(sent.batch);
    for (const delivery of sent.batch) delivery.settle(error);
  }

  #letReadOn(): void {
    const waiting = this.#drained;
    this.#drained = [];
    for (const one of waiting) {
      if (one.whom.every((lane) => this.#lanes.isDrained(lane))) one.resume();
      else this.#drained.push(one);
    }
  }
}
