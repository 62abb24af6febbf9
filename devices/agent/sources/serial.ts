/** Lines that a thermometer writes to a serial port, each read by the expression of the settings. A port that goes away is opened anew. */
import { SerialPort } from 'serialport';
import type { Sample } from '../round.ts';
import type { SourceOf } from '../settings.ts';
import type { Source, Take, Trouble } from './types.ts';

const AGAIN_AFTER = 5_000;
/** A longer line is noise on the wire. */
const LINE_MOST = 1_024;

export class SerialSource implements Source {
  readonly #settings: SourceOf<'serial'>;
  readonly #trouble: Trouble;
  readonly #pattern: RegExp;
  #port: SerialPort | null = null;
  #again: NodeJS.Timeout | null = null;
  #closed = false;
  #rest = '';

  constructor(settings: SourceOf<'serial'>, trouble: Trouble) {
    this.#settings = settings;
    this.#trouble = trouble;
    this.#pattern = new RegExp(settings.line);
  }

  start(take: Take): void {
    if (this.#closed) return;
    const { path, baud } = this.#settings;
    const port = new SerialPort({ path, baudRate: baud, autoOpen: false, hupcl: false });
    this.#port = port;
    this.#rest = '';
    const lost = (error: Error | null) => {
      if (this.#port !== port) return;
      this.#port = null;
      if (this.#closed) return;
      this.#trouble('A serial line is down', { path, why: error?.message ?? 'closed' });
      this.#again = setTimeout(() => this.start(take), AGAIN_AFTER);
    };
    port.on('data', (bytes: Buffer) => this.#hear(bytes, take));
    port.on('close', lost);
    port.on('error', lost);
    port.open((error) => {
      if (error !== null) lost(error);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#again !== null) clearTimeout(this.#again);
    const port = this.#port;
    if (port?.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  }

  #hear(bytes: Buffer, take: Take): void {
    const lines = (this.#rest + bytes.toString('latin1')).split(/\r\n|\r|\n/);
    this.#rest = (lines.pop() ?? '').slice(-LINE_MOST);
    const samples = lines.flatMap((line) => readLine(line, this.#pattern, this.#settings.probes) ?? []);
    if (samples.length > 0) take(samples);
  }
}

/** Null: the line says nothing of a probe that is known. A number that is none is a failed measurement. */
export function readLine(
  line: string,
  pattern: RegExp,
  probes: Readonly<Record<string, string>>,
): Sample | null {
  const found = line.length > LINE_MOST ? null : pattern.exec(line);
  if (found === null) return null;
  const { probe: name, celsius: text = '' } = found.groups ?? {};
  const probe = name === undefined ? (probes['*'] ?? '1') : probes[name];
  if (probe === undefined) return null;
  const celsius = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
  return { probe, celsius: Number.isFinite(celsius) ? celsius : null };
}
