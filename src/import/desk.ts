/**
 * The desk at which a file is brought: read in the reader's thread, tried or stored by the keeper. Where a file leaves something
 * open, what was said of its device's last one is taken; what nobody said is asked, never guessed.
 */
import { DEFAULT_ZONE } from '../../devices/loggers/read.ts';
import type { FileTarget } from '../keeper/file-protocol.ts';
import type { FileDevicesView, FilePreviewView, StoredFileView } from '../keeper/file-views.ts';
import type { Actor, Answer, Command, Query, Refusal } from '../keeper/protocol.ts';
import type { LookedAt } from './looked.ts';
import type { Reader } from './reader.ts';
import type { ReadFile } from './reading.ts';
import type { ReadingWay } from './way.ts';

export type Brought = {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly target: FileTarget;
  /** What was said about how to read it. */
  readonly way: Said;
};

/** The parts of a way that were said. */
export type Said = { readonly [K in keyof ReadingWay]?: ReadingWay[K] | undefined };

/** The part of the keeper that takes files. */
export type FileKeeper = {
  ask(actor: Actor, query: Query): Promise<Answer>;
  execute(actor: Actor, command: Command): Promise<Answer>;
};

type Read = { readonly file: ReadFile; readonly way: ReadingWay; readonly devices: FileDevicesView };
type Or<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export class FileDesk {
  readonly #reader: Reader;
  readonly #keeper: FileKeeper;

  constructor(reader: Reader, keeper: FileKeeper) {
    this.#reader = reader;
    this.#keeper = keeper;
  }

  /** Refuses what the actor may not even ask; rejects with a `ReaderError`. */
  async look(actor: Actor, brought: Brought): Promise<Or<LookedAt>> {
    const read = await this.#read(actor, brought);
    if (!read.ok) return read;
    const { file, way, devices } = read.value;
    if (!file.ok)
      return { ok: true, value: { seen: null, way, devices, preview: null, refusal: file.refusal } };
    const { contents, seen } = file;
    const tried = await this.#keeper.ask(actor, {
      type: 'evidence.preview',
      contents,
      target: brought.target,
    });
    const preview = tried.ok ? (tried.value as FilePreviewView) : null;
    return { ok: true, value: { seen, way, devices, preview, refusal: tried.ok ? null : tried.refusal } };
  }

  async store(actor: Actor, brought: Brought): Promise<Or<StoredFileView>> {
    const read = await this.#read(actor, brought);
    if (!read.ok) return read;
    const { file, way } = read.value;
    if (!file.ok) return file;
    const { target, name } = brought;
    const command: Command = { type: 'evidence.file', contents: file.contents, target, name, way };
    return (await this.#keeper.execute(actor, command)) as Or<StoredFileView>;
  }

  async #read(actor: Actor, { bytes, target, way, name }: Brought): Promise<Or<Read>> {
    const plain: ReadingWay = { ...way, zone: way.zone ?? DEFAULT_ZONE };
    const file = await this.#reader.file(bytes, asOptions(plain, name));
    const query: Query = { type: 'evidence.devices', serial: file.serial, device: target.device };
    const answer = await this.#keeper.ask(actor, query);
    if (!answer.ok) return answer;
    const devices = answer.value as FileDevicesView;
    const zone = way.zone ?? devices.way?.zone ?? devices.zone;
    const full: ReadingWay = file.ok ? { ...plain, zone } : { ...filled(way, devices.way), zone };
    if (isSame(full, plain)) return { ok: true, value: { file, way: full, devices } };
    const again = await this.#reader.file(bytes, asOptions(full, name));
    return { ok: true, value: { file: again, way: full, devices } };
  }
}

/** What was said now, and where nothing was, what was said of the last one. */
const filled = (said: Said, known: ReadingWay | null): Said => ({
  temperature: said.temperature ?? known?.temperature,
  column: said.column ?? known?.column,
  dates: said.dates ?? known?.dates,
});

const asOptions = ({ zone, temperature, column, dates }: ReadingWay, fileName: string) => ({
  zone,
  unit: temperature,
  column,
  dates,
  fileName,
});

const isSame = (a: ReadingWay, b: ReadingWay): boolean =>
  a.zone === b.zone && a.temperature === b.temperature && a.column === b.column && a.dates === b.dates;
