import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import ModbusRTU from 'modbus-serial';
import { expect, test } from 'vitest';
import type { Sample } from '../../../../devices/agent/round.ts';
import type { SourceOf } from '../../../../devices/agent/settings.ts';
import { celsiusOf, modbusSource } from '../../../../devices/agent/sources/modbus.ts';

type Register = SourceOf<'modbus'>['registers'][number];
const plain: Register = {
  ...{ probe: '1', address: 0, table: 'input', type: 'int16', words: 'high-first', scale: 0.1 },
  ...{ offsetCelsius: 0, faults: [] },
};

test.each<[string, Register, string, number | null]>([
  ['41 tenths', plain, '0029', 4.1],
  ['minus 185 tenths', plain, 'ff47', -18.5],
  ['the same without a sign', { ...plain, type: 'uint16' }, 'ff47', 6535.1],
  ['an offset of −40', { ...plain, offsetCelsius: -40 }, '01bd', 4.5],
  ['a fault number', { ...plain, faults: [-32_768] }, '8000', null],
  ['four bytes as a float', { ...plain, type: 'float32', scale: 1 }, '40866666', 4.2],
  ['the low half first', { ...plain, type: 'float32', scale: 1, words: 'low-first' }, '66664086', 4.2],
  ['a float that is none', { ...plain, type: 'float32', scale: 1 }, '7fc00000', null],
  ['a wide whole number', { ...plain, type: 'int32', scale: 0.001 }, 'ffffb7bc', -18.5],
  ['too few bytes', plain, '00', null],
])('%s', (_, register, hex, celsius) => {
  expect(celsiusOf(Buffer.from(hex, 'hex'), register)).toBe(celsius);
});

test('a controller is read over Modbus TCP; a register that it does not have measures nothing; once it is gone and back it is read again', async () => {
  const registers = new Map([
    [0, 41],
    [1, 0xff47],
  ]);
  const vector = {
    getInputRegister: (address: number): number => {
      const value = registers.get(address);
      if (value === undefined) throw new Error('no such register');
      return value;
    },
  };
  const serve = async (port: number) => {
    const server = new ModbusRTU.ServerTCP(vector, { host: '127.0.0.1', port, unitID: 1 });
    await once(server, 'initialized');
    return server;
  };
  let server = await serve(0);
  const { port } = (server as unknown as { _server: Server })._server.address() as AddressInfo;
  const told: object[] = [];
  const source = modbusSource(
    {
      ...{ kind: 'modbus', everySeconds: 1, host: '127.0.0.1', port, baud: 9_600, parity: 'none', unit: 1 },
      registers: [plain, { ...plain, probe: '2', address: 1 }, { ...plain, probe: '3', address: 9 }],
    },
    (_, facts) => told.push(facts),
  );
  let wake: (samples: readonly Sample[]) => void = () => {};
  const next = () =>
    new Promise<readonly Sample[]>((resolve) => {
      wake = resolve;
    });
  const whole = [
    { probe: '1', celsius: 4.1 },
    { probe: '2', celsius: -18.5 },
    { probe: '3', celsius: null },
  ];
  const first = next();
  source.start((samples) => {
    wake(samples);
    return true;
  });
  expect(await first).toEqual(whole);
  expect(told.length).toBeGreaterThan(0);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  for (let samples = await next(); samples[0]?.celsius !== null; ) samples = await next();
  server = await serve(port);
  for (let samples = await next(); samples[0]?.celsius !== 4.1; ) samples = await next();
  await source.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
