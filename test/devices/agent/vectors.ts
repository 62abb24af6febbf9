/**
 * The test vectors of docs/edge-protocol.md, made by the code that speaks the protocol. `node test/devices/agent/vectors.ts` writes
 * them into the document; a test compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AgentClock } from '../../../devices/agent/clock.ts';
import { frame } from '../../../devices/agent/frame.ts';
import { messageOf, type Round } from '../../../devices/agent/round.ts';
import { plainPublish } from '../../../src/mqtt/publish.ts';
import { receiptOf } from '../../../src/mqtt/receipts.ts';
import { readMessage } from '../../../src/telemetry/message.ts';
import { command, status, telemetry } from '../../mqtt/house.ts';
import { connectPacket, publishPacket, subscribePacket } from '../../mqtt/raw-device.ts';
import { DrivenTime } from './driven-time.ts';

export const DEVICE = 'fridge-1';
export const SECRET = 'secret of fridge-1';
const AT = Date.parse('2026-11-22T03:00:00.000Z');
const SENT = Date.parse('2026-11-22T03:00:05.250Z');

const round = (seq: number, more: Partial<Round>): Round => ({
  ...{ boot: 7, seq, machine: 'm', mono: 60_000, base: AT - 60_000, clock: 'trusted' },
  readings: [{ probe: '1', celsius: 4.125, battery: 87, door: false }],
  ...more,
});

const rounds: readonly (readonly [string, Round])[] = [
  ['one reading', round(1042, {})],
  [
    'two probes, one of which answered and measured nothing',
    round(1043, {
      readings: [
        { probe: '1', celsius: -18.5 },
        { probe: '2', celsius: null },
      ],
    }),
  ],
  ['a time that was reckoned back after the service had told it', round(1044, { clock: 'corrected' })],
  ['a time that nobody can vouch for', round(1045, { clock: 'untrusted' })],
  [
    'after the memory was full: three rounds were lost (1046 to 1048), twelve left out as repetitions',
    round(1049, { thinned: 12, lost: { rounds: 3, from: AT - 180_000, to: AT - 60_000 } }),
  ],
];

/** A receipt that said `at` was under way from `sent` to `arrived` on the monotonic clock: what the clock is then. */
function clockVector(name: string, wall: string, sent: number, arrived: number, at: string) {
  const time = new DrivenTime(Date.parse(wall), 'm', sent);
  const clock = new AgentClock(time, false, null, null);
  time.advance(arrived - sent);
  clock.heard(Date.parse(at), sent, arrived);
  return { name, wall, sent, arrived, at, addToMonotonic: clock.base, clock: clock.quality };
}

export function vectors() {
  const hex = (bytes: Buffer) => bytes.toString('hex');
  const login = { clientId: DEVICE, username: DEVICE, password: SECRET };
  const will = { topic: status(DEVICE), payload: 'offline', qos: 1 };
  const messages = rounds.map(([name, one]) => {
    const payload = messageOf(one, one, SENT);
    const { measured, unreadable } = readMessage(payload, SENT, []);
    const read = measured.map(({ at, probe, milli, reason }) => ({ at, probe, milliCelsius: milli, reason }));
    return { name, payload, read, refused: unreadable.length };
  });
  const [first] = messages;
  const receipt = receiptOf(Buffer.from(first?.payload ?? ''), SENT + 250);
  return {
    packets: {
      connect: hex(connectPacket({ ...login, will })),
      connack: '20020000',
      subscribe: hex(subscribePacket([command(DEVICE)])),
      suback: '9003000100',
      hello: hex(publishPacket(telemetry(DEVICE), '{"readings":[]}', { id: 2 })),
      puback: '40020002',
      helloReceipt: hex(plainPublish(command(DEVICE), receiptOf(Buffer.from('{"readings":[]}'), SENT))),
      telemetry: hex(publishPacket(telemetry(DEVICE), first?.payload ?? '', { id: 3 })),
      telemetryAgain: hex(publishPacket(telemetry(DEVICE), first?.payload ?? '', { id: 3, dup: true })),
      receipt: hex(plainPublish(command(DEVICE), receipt)),
    },
    receiptPayload: receipt.toString(),
    messages,
    clocks: [
      clockVector('a clock that is right', '2026-11-22T03:00:00Z', 5_000, 5_400, '2026-11-22T03:00:00.300Z'),
      clockVector(
        'a clock that began in 2000',
        '2000-01-01T00:00:00Z',
        5_000,
        5_400,
        '2026-11-22T03:00:00.300Z',
      ),
      clockVector(
        'a receipt under way for more than ten seconds',
        '2000-01-01T00:00:00Z',
        5_000,
        15_001,
        '2026-11-22T03:00:00.300Z',
      ),
    ],
    frames: ['a', '{"boot":7,"seq":1042}'].map((text) => ({ text, frame: hex(frame(Buffer.from(text))) })),
  };
}

const DOCUMENT = fileURLToPath(new URL('../../../docs/edge-protocol.md', import.meta.url));
const BLOCK = /(<!-- vectors -->\n```json\n)([\s\S]*?)(\n```\n)/;

/** The block as it stands in the document. */
export const written = (): string => BLOCK.exec(readFileSync(DOCUMENT, 'utf8'))?.[2] ?? '';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = JSON.stringify(vectors(), null, 1);
  const whole = readFileSync(DOCUMENT, 'utf8').replace(
    BLOCK,
    (_, before, _old, after) => `${before}${text}${after}`,
  );
  writeFileSync(DOCUMENT, whole);
}
