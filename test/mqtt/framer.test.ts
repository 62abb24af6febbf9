/** Frames are found in any slicing of the bytes, and bytes that are no frames harm nobody. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Framer, type FrameSink } from '../../src/mqtt/framer.ts';
import { type House, login, openHouse, telemetry } from './house.ts';
import { connectPacket, packet, puback, publishPacket, RawDevice } from './raw-device.ts';

const LIMIT = 300;

/** Writes down what it is handed; blocks itself now and then. */
class Scribe implements FrameSink {
  blocked = false;
  readonly seen: string[] = [];
  readonly #blockEvery: number;
  constructor(blockEvery: number) {
    this.#blockEvery = blockEvery;
  }
  frameLimit(): number {
    return LIMIT;
  }
  frame(buf: Buffer, at: number, body: number, end: number): void {
    this.#write(`${buf[at]} ${buf.toString('hex', body, end)}`);
  }
  large(buf: Buffer, at: number, body: number, end: number, total: number): number {
    // Decides on two bytes of the body, as a topic length would have it.
    if (end - body < 2) return body + 2 - at;
    this.#write(`large ${buf[at]} ${total} ${buf.toString('hex', body, body + 2)}`);
    return 0;
  }
  skipped(): void {
    this.#write('skipped');
  }
  malformed(): void {
    this.#write('malformed');
  }
  #write(line: string): void {
    this.seen.push(line);
    if (this.#blockEvery > 0 && this.seen.length % this.#blockEvery === 0) this.blocked = true;
  }
}

function read(chunks: Buffer[], blockEvery: number): string[] {
  const scribe = new Scribe(blockEvery);
  const framer = new Framer(scribe);
  for (const chunk of chunks) {
    framer.push(chunk);
    while (framer.holding) {
      scribe.blocked = false;
      framer.resume();
    }
    scribe.blocked = false;
  }
  return scribe.seen;
}

test('the same frames come out of one read, of single bytes and of any slices, with and without pauses', () => {
  const frame = fc
    .tuple(
      fc.integer({ min: 0, max: 255 }),
      fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 100, max: 900 })),
    )
    .map(([first, size]) => packet(first, Buffer.alloc(size, first)));
  fc.assert(
    fc.property(
      fc.array(frame, { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 20 }),
      fc.integer({ min: 0, max: 3 }),
      (frames, cuts, blockEvery) => {
        const bytes = Buffer.concat(frames);
        const whole = read([bytes], 0);
        const slices: Buffer[] = [];
        let at = 0;
        for (const cut of cuts) {
          slices.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        slices.push(bytes.subarray(at));
        expect(
          read(
            slices.filter((slice) => slice.length > 0),
            blockEvery,
          ),
        ).toEqual(whole);
        expect(
          read(
            Array.from(bytes, (byte) => Buffer.from([byte])),
            blockEvery,
          ),
        ).toEqual(whole);
        const wanted = frames.flatMap((each) => (each.length <= LIMIT ? 1 : [1, 1])).length;
        expect(whole.length).toBe(wanted);
      },
    ),
    { numRuns: 300 },
  );
});

let house: House;
let bystander: RawDevice;
beforeAll(async () => {
  house = await openHouse();
  bystander = await RawDevice.connect(house.port, connectPacket(login('fridge-2')));
});
afterAll(async () => {
  bystander.destroy();
  await house.close();
});

test('no bytes before or after a login stop the service from serving others', async () => {
  let id = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          // Frames that are nearly right.
          fc
            .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 60 }))
            .map(([first, body]) => packet(first, Buffer.from(body))),
          fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })).map(([at, value]) => {
            const bytes = publishPacket(telemetry('fridge-1'), '{"readings":[]}');
            bytes[at % bytes.length] = value;
            return bytes;
          }),
        ),
        { maxLength: 6 },
      ),
      async (loggedIn, junk) => {
        const hello = connectPacket(login('fridge-1'));
        const device = loggedIn ? await RawDevice.connect(house.port, hello) : new RawDevice(house.port);
        for (const bytes of junk) device.send(Buffer.from(bytes));
        device.socket.end();
        await device.closed;
        id++;
        bystander.send(publishPacket(telemetry('fridge-2'), 'x', { id }));
        await bystander.expect(puback(id));
      },
    ),
    { numRuns: 300 },
  );
  while (house.edge.connections() > 1) await new Promise(setImmediate);
  expect(house.edge.devices()).toBe(1);
});
