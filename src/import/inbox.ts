/**
 * Files that come by themselves: laid into a folder by a person, a sync program or a mail program (messages as `.eml`). Each is
 * stored like one that was brought to the page, and put aside; one that cannot be is put aside with its reason, and told, for
 * nobody stands in front of it. Taken twice, after a crash between the commit and the moving, it changes nothing.
 */
import { SYSTEM } from '../keeper/protocol.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { problemWords } from '../wording/problems.ts';
import type { FileDesk, FileKeeper } from './desk.ts';
import { InboxFolder, type Laid } from './inbox-folder.ts';
import type { Reader } from './reader.ts';

const EVERY_MS = 5_000;
const FILE_BYTES_MOST = 32 * 1024 * 1024;
const LETTER_BYTES_MOST = 64 * 1024 * 1024;
const LETTER = /\.eml$/i;
/** The service is in trouble, not the file: it stays where it lies and is tried again. */
const TRANSIENT: ReadonlySet<string> = new Set(['SERVICE_DEGRADED', 'READER_BUSY', 'READER_CLOSED']);

export type InboxParts = {
  readonly folder: string;
  readonly reader: Reader;
  readonly desk: FileDesk;
  readonly keeper: FileKeeper;
  readonly clock: () => UtcMs;
  readonly log: {
    info(facts: object, text: string): void;
    warn(facts: object, text: string): void;
    error(facts: object, text: string): void;
  };
  /** How often the folder is looked into; a file is taken when it lay there unchanged for so long. */
  readonly everyMs?: DurationMs;
};

type Refused = { readonly code: string; readonly message: string };
type Piece = { readonly name: string; readonly bytes: Uint8Array };

export class Inbox {
  readonly #parts: InboxParts;
  readonly #folder: InboxFolder;
  /** How each file looked at the last round. */
  #marks = new Map<string, string>();
  /** Settled, and could not be moved away. */
  readonly #stuck = new Map<string, string>();
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();
  #closed = false;
  #complained = false;

  constructor(parts: InboxParts) {
    this.#parts = parts;
    this.#folder = new InboxFolder(parts.folder);
  }

  /** Rejects where the folder cannot be used. */
  async start(): Promise<void> {
    await this.#folder.prepare();
    this.#plan();
  }

  /** Done when the file in hand is done. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#working;
  }

  /** One round: takes what has lain there since the last one. */
  async look(): Promise<void> {
    const files = await this.#folder.list();
    const before = this.#marks;
    this.#marks = new Map(files.map(({ path, mark }) => [path, mark]));
    for (const file of files) {
      if (this.#closed) return;
      if (before.get(file.path) !== file.mark || this.#stuck.get(file.path) === file.mark) continue;
      await this.#take(file);
    }
  }

  #plan(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#working = this.look()
        .then(
          () => {
            this.#complained = false;
          },
          (error: unknown) => this.#complain(error),
        )
        .finally(() => this.#plan());
    }, this.#parts.everyMs ?? EVERY_MS);
  }

  /** A folder that is gone for a day is told once. */
  #complain(error: unknown): void {
    if (!this.#complained) this.#parts.log.error({ err: error }, 'the inbox cannot be looked into');
    this.#complained = true;
  }

  async #take(file: Laid): Promise<void> {
    const { log, clock } = this.#parts;
    const isLetter = LETTER.test(file.name);
    const most = isLetter ? LETTER_BYTES_MOST : FILE_BYTES_MOST;
    const refused =
      file.size > most
        ? [{ name: file.name, code: 'LOGGER_FILE_TOO_LARGE', message: `${file.size} bytes, at most ${most}` }]
        : await this.#store(file, isLetter);
    if (refused === null) return;
    try {
      if (refused.length === 0) await this.#folder.done(file, clock());
      else await this.#refuse(file, refused);
    } catch (error) {
      log.error({ err: error, file: file.path }, 'a file of the inbox cannot be moved away');
      this.#stuck.set(file.path, file.mark);
    }
  }

  /** What of it was refused; null: nothing can be said yet. */
  async #store(file: Laid, isLetter: boolean): Promise<(Refused & { readonly name: string })[] | null> {
    const { desk, reader, log } = this.#parts;
    const target = { device: file.device, unit: null };
    try {
      const bytes = await this.#folder.read(file);
      const pieces: readonly Piece[] = isLetter
        ? (await reader.letter(bytes)).attachments
        : [{ name: file.name, bytes }];
      if (pieces.length === 0) return [{ name: file.name, ...NO_ATTACHMENT }];
      const refused: (Refused & { readonly name: string })[] = [];
      for (const { name, bytes: own } of pieces) {
        const stored = await desk.store(SYSTEM, { bytes: own, name, target, way: {} });
        if (!stored.ok && TRANSIENT.has(stored.refusal.code)) return null;
        if (!stored.ok) refused.push({ name, ...stored.refusal });
        else {
          const { fresh, freshDays, device, did } = stored.value;
          const facts = { file: name, device: device.id, readings: fresh, days: freshDays };
          log.info({ ...facts, late: did.discoveredLate }, 'a file of the inbox was taken in');
        }
      }
      return refused;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (TRANSIENT.has(code) || code === 'ENOENT') return null;
      return [{ name: file.name, code: 'FILE_UNREADABLE', message: String(error) }];
    }
  }

  async #refuse(file: Laid, refused: readonly (Refused & { readonly name: string })[]): Promise<void> {
    const { keeper, log } = this.#parts;
    const path = await this.#folder.failed(file, reasonText(refused));
    const [first] = refused;
    const code = first?.code ?? 'FILE_UNREADABLE';
    log.warn({ file: path, code }, 'a file of the inbox was refused');
    const told = await keeper.execute(SYSTEM, {
      ...{ type: 'file.refused', name: file.name, code, reason: first?.message ?? '' },
    });
    if (!told.ok)
      log.error({ file: path, code: told.refusal.code }, 'that a file was refused cannot be told');
  }
}

const NO_ATTACHMENT: Refused = {
  code: 'MAIL_WITHOUT_FILES',
  message: 'the message has no .txt or .csv attached',
};

/** For whoever looks into the folder, in both languages. */
export function reasonText(refused: readonly (Refused & { readonly name: string })[]): string {
  const lines = refused.map(({ name, code, message }) => {
    const words = problemWords(code);
    const said = words === null ? [message] : [words.vi, words.en, message];
    return [name, ...said, `[${code}]`].join('\n');
  });
  return `${lines.join('\n\n')}\n`;
}
