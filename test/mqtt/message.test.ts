/** The messages of one connection between their arrival and their PUBACK: in which order is each acknowledged, and what is let go? */
import { expect, test } from 'vitest';
import { AckQueue, Message } from '../../src/mqtt/message.ts';
import { puback } from './raw-device.ts';

const owner = { settled: () => {} };
const queued = (qos: readonly number[]): { queue: AckQueue; messages: Message[] } => {
  const queue = new AckQueue();
  const messages = qos.map((each, i) => new Message(owner, 'fridge-1', 'telemetry', 0, each, i + 1));
  for (const message of messages) queue.add(message.holding(Buffer.alloc(10), 0, 10));
  return { queue, messages };
};
const keep = (messages: readonly Message[]): void => {
  for (const message of messages) message.kept = true;
};

test('a message is acknowledged only after those before it, and each once; QoS 0 is not answered', () => {
  const { queue, messages } = queued([1, 0, 1, 1]);
  keep(messages.slice(1));
  expect(queue.takeAcks()).toBeNull();
  expect(queue.length).toBe(4);
  keep(messages);
  expect(queue.takeAcks()).toEqual(Buffer.concat([puback(1), puback(3), puback(4)]));
  expect([queue.length, queue.bytes, queue.takeAcks()]).toEqual([0, 0, null]);
});

test('what is acknowledged holds on to nothing that came after it, so that memory of a long session is let go piece by piece', () => {
  const { queue, messages } = queued([1, 1, 0, 1]);
  const [first, second, third, fourth] = messages;
  expect(first?.next).toBe(second);
  keep(messages.slice(0, 3));
  queue.takeAcks();
  expect([first?.next, second?.next, third?.next]).toEqual([null, null, null]);
  expect(queue.isHead(fourth as Message)).toBe(true);
  const late = new Message(owner, 'fridge-1', 'telemetry', 0, 1, 5);
  queue.add(late);
  keep([...messages, late]);
  expect(queue.takeAcks()).toEqual(Buffer.concat([puback(4), puback(5)]));
});
