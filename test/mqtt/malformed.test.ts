/** What is not MQTT 3.1.1 ends the connection it came on; what only looks odd is served. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, login, openHouse, telemetry } from './house.ts';
import { connectPacket, packet, publishPacket, RawDevice, subscribePacket } from './raw-device.ts';

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

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const hello = connectPacket(login('fridge-1'));
/** The valid CONNECT with one byte changed. */
const helloWith = (at: number, value: number): Buffer => {
  const bytes = Buffer.from(hello);
  bytes[at] = value;
  return bytes;
};
const topic = telemetry('fridge-1');
const publish = (first: number, id: string, on: string | Buffer = topic): Buffer => {
  const bytes = Buffer.from(on as string);
  return packet(
    first,
    Buffer.from([bytes.length >> 8, bytes.length & 255]),
    bytes,
    hex(id),
    Buffer.from('x'),
  );
};
const subscribe = (filter: Buffer, qos: string): Buffer =>
  packet(0x82, hex('0001'), Buffer.from([filter.length >> 8, filter.length & 255]), filter, hex(qos));
const own = Buffer.from('giulanh/v1/fridge-1/command');

describe('as the first packet', () => {
  test.each([
    ['a PUBLISH', publishPacket(topic, 'x')],
    ['a PINGREQ', hex('C000')],
    ['a SUBSCRIBE', subscribePacket(['a'])],
    ['a DISCONNECT', hex('E000')],
    ['a TLS hello', hex('16 03 01 02 00 01 00 01 fc 03 03')],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: giulanh\r\n\r\n')],
    ['a CONNECT with reserved header flags', helloWith(0, 0x12)],
    ['a CONNECT with the reserved connect flag', helloWith(9, 0xc3)],
    ['a CONNECT of another protocol', helloWith(7, 0x55)],
    ['a CONNECT with a password but no user name', helloWith(9, 0x42)],
    ['a CONNECT with a will QoS but no will', helloWith(9, 0xca)],
    ['a CONNECT with a will flag but no will', helloWith(9, 0xc6)],
    [
      'a CONNECT with bytes left over',
      Buffer.concat([Buffer.from([0x10, hello.length - 1]), hello.subarray(2), hex('00')]),
    ],
    ['a CONNECT cut short', packet(0x10, hello.subarray(2, hello.length - 3))],
    ['a CONNECT with a bad UTF-8 client id', Buffer.from(hello).fill(0xff, 14, 15)],
    ['a CONNECT with U+0000 in its client id', helloWith(14, 0)],
    ['a length of five bytes', hex('10 FF FF FF FF 01')],
  ])('%s closes the connection', async (_name, bytes) => {
    const device = new RawDevice(house.port);
    device.send(bytes);
    await device.closed;
    expect(device.received.length).toBe(0);
    expect(await bystander.pings()).toBe(true);
  });
});

describe('in a session', () => {
  test.each([
    ['a second CONNECT', hello],
    ['a CONNACK', hex('20020000')],
    ['a SUBACK', hex('9003000100')],
    ['an UNSUBACK', hex('B0020001')],
    ['a PINGRESP', hex('D000')],
    ['packet type 0', hex('0000')],
    ['packet type 15', hex('F000')],
    ['QoS 3', publish(0x36, '0001')],
    ['DUP at QoS 0', publish(0x38, '')],
    ['packet id 0 at QoS 1', publish(0x32, '0000')],
    ['packet id 0 at QoS 2', publish(0x34, '0000')],
    ['an empty topic', publish(0x32, '0001', '')],
    ['a topic with +', publish(0x32, '0001', 'giulanh/v1/+/telemetry')],
    ['a topic with #', publish(0x32, '0001', 'giulanh/#')],
    ['a topic that is not UTF-8', publish(0x32, '0001', hex('c328'))],
    ['a topic with an overlong slash', publish(0x32, '0001', hex('61c0af62'))],
    ['a topic with a surrogate', publish(0x32, '0001', hex('eda080'))],
    ['a topic with U+0000', publish(0x32, '0001', hex('610061'))],
    ['a topic with a line break', publish(0x32, '0001', 'a\nb')],
    ['a topic with U+FFFF', publish(0x32, '0001', '\uffff')],
    ['a topic longer than its packet', hex('32 06 00ff 61 0001 78')],
    ['a PUBLISH without room for its packet id', hex('32 04 0001 61 00')],
    ['a PUBLISH of nothing', hex('3200')],
    ['a length of five bytes', hex('32 80 80 80 80 01')],
    ['a SUBSCRIBE with wrong flags', Buffer.concat([hex('80'), subscribe(own, '00').subarray(1)])],
    ['a SUBSCRIBE with packet id 0', packet(0x82, hex('0000 0001 61 00'))],
    ['a SUBSCRIBE for nothing', hex('82020001')],
    ['a SUBSCRIBE without its QoS', packet(0x82, hex('0001 0001 61'))],
    ['a SUBSCRIBE for QoS 3', subscribe(own, '03')],
    ['a SUBSCRIBE with reserved QoS bits', subscribe(own, '80')],
    ['a SUBSCRIBE to an empty filter', subscribe(Buffer.alloc(0), '00')],
    ['an UNSUBSCRIBE with wrong flags', hex('A0 05 0001 0001 61')],
    ['an UNSUBSCRIBE from nothing', hex('A2020001')],
    ['a PUBREL with wrong flags', hex('60020001')],
    ['a PUBACK with packet id 0', hex('40020000')],
    ['a PUBACK too long', hex('4003000100')],
    ['a PUBREC too short', hex('500100')],
    ['a PINGREQ with a body', hex('C00100')],
    ['a PINGREQ with flags', hex('C100')],
    ['a DISCONNECT with flags', hex('E100')],
  ])('%s closes the connection and nothing of it is taken', async (_name, bytes) => {
    const device = await RawDevice.connect(house.port, hello);
    const before = house.edge.counters().closed.malformed;
    device.send(bytes);
    await device.closed;
    expect(device.received.length).toBe(0);
    expect(house.edge.counters().closed.malformed).toBe(before + 1);
    expect(house.intake.taken).toEqual([]);
    expect(await bystander.pings()).toBe(true);
  });

  test.each([
    ['a PUBACK for nothing', hex('40020001'), ''],
    ['a PUBCOMP for nothing', hex('70020001'), ''],
    ['a PUBREC for nothing, answered with PUBREL', hex('50020001'), '62020001'],
    ['an UNSUBSCRIBE from what was never subscribed', packet(0xa2, hex('0001 0001 61')), 'b0020001'],
    ['a length written with more bytes than it needs', hex('C0 80 00'), 'd000'],
  ])('%s is served', async (_name, bytes, answer) => {
    const device = await RawDevice.connect(house.port, hello);
    device.send(bytes);
    await device.expect(hex(answer));
    expect(await device.pings()).toBe(true);
    device.destroy();
    await device.closed;
  });

  test('a device of MQTT 3.1 is served too', async () => {
    const { clientId, password } = login('fridge-1');
    const text = (value: string): Buffer =>
      Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
    const fields = [text('MQIsdp'), hex('03 c2 003c'), text(clientId), text(clientId), text(password)];
    const device = await RawDevice.connect(house.port, packet(0x10, ...fields));
    expect(await device.pings()).toBe(true);
    device.destroy();
    await device.closed;
  });
});
