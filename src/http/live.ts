/**
 * `GET /api/v1/live`: a WebSocket that says first how everything is, and then what changes. Origin, session, place
 * and number of connections are checked at the upgrade and refused in plain HTTP. `?site=` narrows it to a place;
 * with `?units=changes` a delta has of each unit only what is new, some fifth of the bytes.
 */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveSnapshot } from '../keeper/views.ts';
import type { Desk } from './desk.ts';
import { actorOf, isOwnOrigin, signedInOf } from './guard.ts';
import { LIVE_BOUNDS, type LiveBounds, LiveMember } from './live-member.ts';
import { LiveRoom, liveItem, liveUnit } from './live-room.ts';
import { Told } from './live-told.ts';
import type { Clock, KeeperDelta, KeeperPort, Log } from './ports.ts';
import { httpProblem, PROBLEM_TYPE, ProblemError, problemOf } from './problem.ts';
import type { SessionBook, SignedIn } from './session-book.ts';
import { TestReceipts } from './test-receipts.ts';

export const LIVE_PATH = '/api/v1/live';
/** Clients have next to nothing to say here. */
const MESSAGE_BYTES_MAX = 4096;
/** A client may ask for a new snapshot so often; sooner requests are ignored. */
const SNAPSHOT_EVERY_MS = 1_000;
/** Close codes: 1013 try again later, 4401 the session has ended, 4403 the place has changed. */
const CLOSE = { later: 1013, signedOut: 4401, moved: 4403 } as const;

type Parts = {
  keeper: KeeperPort;
  sessions: SessionBook;
  clock: Clock;
  log: Log;
  bounds?: Partial<LiveBounds> | undefined;
  desk: Desk;
  /** The host that the client addressed. */
  hostOf: (request: IncomingMessage) => string;
};

type Admitted = { signedIn: SignedIn; root: string | null; wantsChanges: boolean };

export class LiveHub {
  readonly #parts: Parts;
  readonly #bounds: LiveBounds;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  /** By place, and by what is wanted of units. */
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #told = new Told();
  readonly #asking = new Set<LiveRoom>();
  readonly #receipts: TestReceipts;
  readonly #unsubscribe: () => void;
  readonly #timers: NodeJS.Timeout[];
  messagesSent = 0;
  cutOff = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#bounds = { ...LIVE_BOUNDS, ...parts.bounds };
    this.#receipts = new TestReceipts(parts.desk, parts.clock, parts.log);
    this.#unsubscribe = parts.keeper.onDelta((delta) => this.#publish(delta));
    parts.sessions.onEnd((tokenHash) => this.#closeSession(tokenHash));
    this.#timers = [
      setInterval(() => this.#ping(), this.#bounds.pingEvery),
      setInterval(() => this.#sweep(), this.#bounds.sweepEvery),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  get connections(): number {
    return this.#server.clients.size;
  }

  get behind(): number {
    return this.#members().filter((member) => member.isBehind).length;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    try {
      const admitted = this.#admission(request);
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#welcome(ws, socket, admitted));
    } catch (error) {
      // Nothing that a stranger can send may end the process: an upgrade is outside of Fastify's own nets.
      if (!(error instanceof ProblemError)) this.#parts.log.error({ err: error }, 'an upgrade failed');
      refuse(socket, error instanceof ProblemError ? error : httpProblem('INTERNAL_ERROR'));
    }
  }

  /** The places themselves have changed: everybody gets everything anew. */
  refresh(): void {
    for (const room of this.#rooms.values()) {
      for (const member of room.members) room.wantSnapshot(member);
      void this.#fill(room);
    }
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    for (const timer of this.#timers) clearInterval(timer);
    for (const ws of this.#server.clients) ws.terminate();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #admission(request: IncomingMessage): Admitted {
    const { keeper, sessions } = this.#parts;
    const [path, search] = (request.url ?? '').split('?');
    if (path !== LIVE_PATH) throw httpProblem('ROUTE_UNKNOWN');
    if (!isOwnOrigin(request.headers, this.#parts.hostOf(request))) throw httpProblem('FORBIDDEN_ORIGIN');
    const signedIn = signedInOf(sessions, request);
    if (signedIn === null) throw httpProblem('UNAUTHENTICATED');
    const place = signedIn.person.site;
    const query = new URLSearchParams(search);
    const root = query.get('site') ?? place;
    if (!keeper.siteTree().isWithin(root, place)) throw httpProblem('FORBIDDEN_PLACE');
    const trouble = this.#parts.desk.trouble();
    if (trouble !== null) throw httpProblem('SERVICE_DEGRADED', `Cannot show anything now: ${trouble}`);
    const own = this.#members().filter(
      (member) => member.signedIn.person.username === signedIn.person.username,
    );
    if (this.connections >= this.#bounds.connectionsMax || own.length >= this.#bounds.perPersonMax)
      throw httpProblem('TOO_MANY_CONNECTIONS');
    return { signedIn, root, wantsChanges: query.get('units') === 'changes' };
  }

  #welcome(ws: WebSocket, wire: Duplex, { signedIn, root, wantsChanges }: Admitted): void {
    const member = new LiveMember({
      socket: ws,
      wire,
      signedIn,
      bounds: this.#bounds,
      now: () => this.#parts.clock.now(),
      onSent: () => {
        this.messagesSent += 1;
      },
    });
    const key = JSON.stringify([root, wantsChanges]);
    const room =
      this.#rooms.get(key) ??
      new LiveRoom(root, wantsChanges, (to, alerts) => this.#receipts.ask(to, alerts));
    this.#rooms.set(key, room);
    room.join(member);
    let snapshotAt = this.#parts.clock.now();
    ws.on('pong', (data) => {
      member.awaitingPong = false;
      this.#receipts.answered(member, data);
    });
    ws.on('message', (data) => {
      const now = this.#parts.clock.now();
      if (!asksForSnapshot(String(data)) || member.isCongested || now - snapshotAt < SNAPSHOT_EVERY_MS)
        return;
      snapshotAt = now;
      room.wantSnapshot(member);
      void this.#fill(room);
    });
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      room.leave(member);
      if (room.members.size === 0 && this.#rooms.get(key) === room) this.#rooms.delete(key);
    });
    void this.#fill(room);
  }

  /** One question per room at a time: who joins while it is under way shares its answer. */
  async #fill(room: LiveRoom): Promise<void> {
    const [first] = room.waiting();
    if (first === undefined || this.#asking.has(room)) return;
    this.#asking.add(room);
    try {
      const answer = await this.#parts.desk.question(actorOf(first.signedIn.person), {
        type: 'live.snapshot',
      });
      if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.message}`);
      // Who is behind has a snapshot's worth unsent already: it comes back when its line is better.
      for (const member of room.waiting()) if (member.isCongested) this.#cut(member);
      const snapshot = answer.value as LiveSnapshot;
      if (room.wantsChanges) this.#told.alsoKnown(snapshot.units);
      room.admit(snapshot, this.#parts.keeper.siteTree());
    } catch (error) {
      this.#parts.log.error({ err: error, site: room.root }, 'no live snapshot');
      for (const member of room.waiting()) member.socket.close(CLOSE.later, 'SERVICE_DEGRADED');
    } finally {
      this.#asking.delete(room);
    }
  }

  #publish(delta: KeeperDelta): void {
    const wantChanges = [...this.#rooms.values()].some((room) => room.wantsChanges);
    if (!wantChanges) this.#told.forget();
    if (this.#rooms.size === 0) return;
    const items = [
      ...delta.units.map((unit) => liveUnit(unit, wantChanges ? this.#told.tell(unit.view()) : null)),
      ...delta.alerts.map((alert) => liveItem('alerts', alert)),
      ...delta.holds.map((hold) => liveItem('holds', hold)),
    ];
    const tree = this.#parts.keeper.siteTree();
    for (const room of this.#rooms.values()) if (!room.publish(items, tree)) void this.#fill(room);
  }

  #ping(): void {
    for (const member of this.#members()) {
      if (member.awaitingPong) this.#cut(member);
      else {
        member.awaitingPong = true;
        member.socket.ping();
      }
    }
  }

  #sweep(): void {
    const trouble = this.#parts.desk.trouble();
    const now = this.#parts.clock.now();
    for (const member of this.#members()) {
      const { tokenHash, person } = member.signedIn;
      const present = this.#parts.sessions.check(tokenHash);
      if (present === null) member.socket.close(CLOSE.signedOut, 'UNAUTHENTICATED');
      else if (present.person.site !== person.site) member.socket.close(CLOSE.moved, 'FORBIDDEN_PLACE');
      else if (trouble !== null) member.socket.close(CLOSE.later, 'SERVICE_DEGRADED');
      else if (member.behindFor(now) > this.#bounds.behindMax) this.#cut(member);
    }
  }

  #cut(member: LiveMember): void {
    this.cutOff += 1;
    for (const room of this.#rooms.values()) room.leave(member);
    member.socket.terminate();
  }

  #closeSession(tokenHash: string): void {
    for (const member of this.#members()) {
      if (member.signedIn.tokenHash === tokenHash) member.socket.close(CLOSE.signedOut, 'UNAUTHENTICATED');
    }
  }

  #members(): LiveMember[] {
    return [...this.#rooms.values()].flatMap((room) => [...room.members]);
  }
}

function asksForSnapshot(text: string): boolean {
  try {
    const message: unknown = JSON.parse(text);
    return (
      typeof message === 'object' && message !== null && 'type' in message && message.type === 'snapshot'
    );
  } catch {
    return false;
  }
}

function refuse(socket: Duplex, { refusal, status }: ProblemError): void {
  const body = JSON.stringify(problemOf(refusal, status));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
