/** `giulanh export FILE`: the ledger as text that anybody can check, with a checkpoint signed at that moment. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Checkpoint } from '../custody/checkpoint.ts';
import { keepCheckpoint, readCheckpoints } from '../ledger/checkpoints.ts';
import { exportLines } from '../ledger/export.ts';
import { checkWith, makeKey, readKeys, signingKey } from '../ledger/keys.ts';
import { ledgerRows, storedCosignatures } from '../store/ledger-rows.ts';
import { fileAndSwitches } from './arguments.ts';
import { Refused } from './refused.ts';
import { both, type Verb } from './verb.ts';

/** Lines are written together, about so many characters at a time. */
const WRITE_AT = 1024 * 1024;

export const exportVerb: Verb = {
  name: 'export',
  operands: 'FILE [--force] [--new-key]',
  vi: 'xuất sổ cái kèm mốc đã ký, để người khác kiểm tra',
  en: 'write the ledger with signed checkpoints, for others to check',
  usage: `giulanh export FILE [--force] [--new-key]

  Xuất toàn bộ sổ cái ra tệp văn bản, kể cả khi dịch vụ đang chạy, và ký một mốc vào lúc đó. In ra khoá công khai: hãy đưa khoá
  này cho người kiểm tra bằng đường khác với tệp. Sổ cái trái với mốc đã ký trước đây thì không được ký và không được xuất.
  Ai có khoá cũng kiểm tra được bằng giulanh verify, hoặc bằng chương trình nhỏ trong thư mục verifier.

  Writes the whole ledger as text, also while the service runs, and signs a checkpoint at that moment. Prints the public key: give
  it to whoever checks, by another way than the file. A ledger that contradicts what was signed before is neither signed nor
  written. Whoever has the key can check the file with giulanh verify, or with the small program in the folder verifier.

  --force     thay tệp đã có | replace a file of that name
  --new-key   tạo khoá ký mới; mốc này được ký bằng cả khoá cũ và khoá mới |
              make a new signing key; this checkpoint is signed with the old and the new one.
              Điện thoại và nhân chứng đã tin khoá cũ không tự theo khoá mới; xem trước |
              Phones and witnesses that trust the old key do not follow; see first
              docs/decisions/2026-11-23-new-keys.md
  --help      trang này | this page
`,
  async run(args, terminal) {
    const { file, on } = fileAndSwitches(args, ['force', 'new-key']);
    // What takes the name would also take that of a device or a folder.
    if (existsSync(file) && (!on.has('force') || !statSync(file).isFile()))
      throw new Refused({ code: 'EXPORT_EXISTS', message: `Export to ${file}: it is there, or is no file` });
    const rows = ledgerRows(terminal.data);
    const kept = readCheckpoints(terminal.data, checkWith(readKeys(terminal.data)));
    const old = signingKey(terminal.data);
    const signers = on.has('new-key') ? [old, makeKey(terminal.data)] : [old];
    const lines = exportLines({
      rows,
      kept,
      cosignatures: storedCosignatures(terminal.data),
      signers,
      now: () => new Date().toISOString(),
      keep: (signed) => keepCheckpoint(terminal.data, signed),
    });
    const head = write(resolve(file), lines);
    terminal.out(both(`Đã xuất ${head.size} sự kiện ra ${file}`, `Wrote ${head.size} events to ${file}`));
    terminal.out(`  ${both('Gốc', 'Root')}: ${head.root}`);
    terminal.out(`  ${both('Ký lúc', 'Signed at')}: ${head.time}`);
    for (const { publicText } of signers)
      terminal.out(`  ${both('Khoá công khai', 'Public key')}: ${publicText}`);
    if (signers.length > 1)
      terminal.out(`  ${both('Khoá cũ từ nay', 'The old key from now on')}: ${old.publicText}@${head.size}`);
  },
};

/** The file gets its name only when it is complete and on disk. */
function write(target: string, lines: Generator<string, Checkpoint>): Checkpoint {
  const partial = `${target}.${process.pid}.partial`;
  const fd = openSync(partial, 'w', 0o600);
  try {
    let waiting = '';
    let line = lines.next();
    for (; line.done !== true; line = lines.next()) {
      waiting += line.value;
      if (waiting.length < WRITE_AT) continue;
      writeAll(fd, waiting);
      waiting = '';
    }
    writeAll(fd, waiting);
    fsyncSync(fd);
    renameSync(partial, target);
    return line.value;
  } finally {
    closeSync(fd);
    rmSync(partial, { force: true });
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
