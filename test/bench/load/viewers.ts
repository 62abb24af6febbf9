/**
 * Many screens as one process: each a live feed that counts its frames, its bytes and the longest time without one. Its
 * argument: its orders as JSON. Says `ready` when all are open and have their snapshot, and what it found when its input ends.
 */
import { WebSocket } from 'ws';

export type ViewersOrders = {
  /** With what is to be told, such as `ws://127.0.0.1:8080/api/v1/live?units=changes`. */
  readonly url: string;
  /** One of them each, in turns. */
  readonly tokens: readonly string[];
  readonly viewers: number;
};
export type ViewersFindings = {
  readonly open: number;
  readonly frames: number;
  readonly bytes: number;
  /** Of units, in the frames of one viewer. */
  readonly updates: number;
  readonly longestGapMs: number;
};

const OPENING_AT_ONCE = 20;
const UNIT = /"id":"tu-/g;

const { url, tokens, viewers } = JSON.parse(process.argv[2] ?? '') as ViewersOrders;
const sockets: WebSocket[] = [];
let counting = false;
let frames = 0;
let bytes = 0;
let updates = 0;
let longest = 0;

function open(number: number): Promise<void> {
  const token = tokens[number % tokens.length];
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  sockets.push(socket);
  let last = 0;
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`viewer ${number}: the live feed closed: ${code}`)));
    socket.on('message', (data: Buffer) => {
      resolve();
      if (!counting) return;
      const now = performance.now();
      if (last > 0) longest = Math.max(longest, now - last);
      last = now;
      frames++;
      bytes += data.length;
      if (number === 0) updates += data.toString().match(UNIT)?.length ?? 0;
    });
  });
}

for (let from = 0; from < viewers; from += OPENING_AT_ONCE)
  await Promise.all(
    Array.from({ length: Math.min(OPENING_AT_ONCE, viewers - from) }, (_, i) => open(from + i)),
  );
process.stdout.write('ready\n');
process.stdin.on('data', () => {
  counting = !counting;
});
process.stdin.on('end', () => {
  const found: ViewersFindings = {
    open: sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length,
    ...{ frames, bytes, updates, longestGapMs: Math.round(longest) },
  };
  process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));
});
