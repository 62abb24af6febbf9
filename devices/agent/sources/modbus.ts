/** Registers of a thermometer or controller that speaks Modbus, over TCP or a serial line (RTU). */
import ModbusRTU from 'modbus-serial';
import type { Sample } from '../round.ts';
import type { SourceOf } from '../settings.ts';
import { PolledSource } from './polled.ts';
import type { Source, Trouble } from './types.ts';

type Settings = SourceOf<'modbus'>;
type Register = Settings['registers'][number];

const ANSWERS_WITHIN = 5_000;

export function modbusSource(settings: Settings, trouble: Trouble): Source {
  let client: ModbusRTU.default | null = null;
  const opened = async (): Promise<ModbusRTU.default> => {
    if (client?.isOpen) return client;
    client = new ModbusRTU.default();
    client.setTimeout(ANSWERS_WITHIN);
    client.on('error', () => {});
    const { host, port, path, baud, parity } = settings;
    if (host !== undefined) await client.connectTCP(host, { port });
    else await client.connectRTUBuffered(path ?? '', { baudRate: baud, parity });
    client.setID(settings.unit);
    return client;
  };
  const drop = async (): Promise<void> => {
    const former = client;
    client = null;
    if (former?.isOpen) await new Promise<void>((resolve) => former.close(() => resolve()));
  };
  const read = async (): Promise<Sample[]> => {
    const samples: Sample[] = [];
    let failed: unknown = null;
    for (const register of settings.registers) {
      let celsius: number | null = null;
      try {
        celsius = celsiusOf(await words(await opened(), register), register);
      } catch (error) {
        failed = error;
      }
      samples.push({ probe: register.probe, celsius });
    }
    if (failed !== null) {
      await drop();
      const why = failed instanceof Error ? failed.message : String(failed);
      trouble('A Modbus register cannot be read', { unit: settings.unit, why });
    }
    return samples;
  };
  return new PolledSource(settings.everySeconds, read, trouble, drop);
}

async function words(client: ModbusRTU.default, { address, table, type }: Register): Promise<Buffer> {
  const length = type === 'int16' || type === 'uint16' ? 1 : 2;
  const answer =
    table === 'input'
      ? await client.readInputRegisters(address, length)
      : await client.readHoldingRegisters(address, length);
  return answer.buffer;
}

/** What these register bytes say in °C; null where they mean "no measurement". Rounded to the thousandth that is kept. */
export function celsiusOf(
  bytes: Buffer,
  { type, words: order, scale, offsetCelsius, faults }: Register,
): number | null {
  const wide = type === 'int32' || type === 'float32';
  if (bytes.length !== (wide ? 4 : 2)) return null;
  const ordered =
    wide && order === 'low-first' ? Buffer.concat([bytes.subarray(2), bytes.subarray(0, 2)]) : bytes;
  const raw = rawOf(ordered, type);
  if (!Number.isFinite(raw) || faults.includes(raw)) return null;
  return Math.round((raw * scale + offsetCelsius) * 1000) / 1000;
}

function rawOf(bytes: Buffer, type: Register['type']): number {
  switch (type) {
    case 'int16':
      return bytes.readInt16BE(0);
    case 'uint16':
      return bytes.readUInt16BE(0);
    case 'int32':
      return bytes.readInt32BE(0);
    case 'float32':
      return bytes.readFloatBE(0);
    default:
      throw new Error(`No register type ${type satisfies never}`);
  }
}
