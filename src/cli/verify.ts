/**
 * `giulanh verify [FILE] --key …`: has the independent verifier check an export, or the ledger as it is in the store now. It runs as a
 * process of its own, for it shares no code with this program.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readCheckpoints } from '../ledger/checkpoints.ts';
import { exportLines } from '../ledger/export.ts';
import { checkWith, readKeys, signingKey } from '../ledger/keys.ts';
import { besideRoots } from '../ledger/roots.ts';
import { ledgerRows, storedCosignatures, storedRoots } from '../store/ledger-rows.ts';
import { Refused, WrongUsage } from './refused.ts';
import type { Terminal, Verb } from './verb.ts';
import { verifyCopy } from './verify-copy.ts';

const VERIFIER = fileURLToPath(new URL('../../verifier/main.ts', import.meta.url));
/** Lines are handed over together, so many at a time. */
const LINES_AT_ONCE = 1000;

export const verifyVerb: Verb = {
  name: 'verify',
  operands: '[FILE] --key KEY [--witness FILE] [--witness-key KEY]',
  vi: 'kiểm tra sổ cái hoặc một bản xuất: có sự kiện nào bị sửa, bỏ, thêm',
  en: 'check the ledger or an export: was anything changed, left out, added',
  usage: `giulanh verify [FILE] --key KEY … [--witness FILE …] [--witness-key KEY …] [--proof FILE …]

  Kiểm tra từng sự kiện, chữ ký của từng mốc, và mốc do nhân chứng giữ. Không có FILE thì kiểm tra sổ cái đang có trong dữ liệu,
  kể cả khi dịch vụ đang chạy. Khoá phải lấy từ nguồn khác với tệp. Chỉ kết thúc với mã 0 khi mọi thứ đều đúng.
  Có GIULANH_INFLUX_URL thì sổ cái đang có cũng được đối chiếu với bản sao trong InfluxDB.

  Checks every event, the signature of every checkpoint, and what witnesses kept. Without FILE it checks the ledger as it is in the
  data now, also while the service runs. Take the key from elsewhere than the file. The exit status is 0 only when all is well.
  With GIULANH_INFLUX_URL the ledger in the data is compared with InfluxDB's copy of it, too.

  --key KEY           khoá công khai ed25519:… (khoá đã thôi dùng: ed25519:…@số sự kiện), hoặc tệp chứa khoá |
                      a public key ed25519:… (one that was replaced: ed25519:…@events), or a file of them
  --witness FILE      mốc đã ký mà nhân chứng giữ | signed checkpoints that a witness kept, one a line
  --witness-key KEY   khoá của nhân chứng đã ký lại các mốc, lấy từ chính nhân chứng |
                      the key of a witness that signed checkpoints back, taken from the witness itself
  --proof FILE        bằng chứng của một sự kiện; kiểm tra được mà không cần bản xuất |
                      the proof of one event; needs no export
  --help              trang này | this page
`,
  async run(args, terminal) {
    const { live, rest } = understood(args);
    const wrongRoots: number[] = [];
    const status = live
      ? await check(['-', ...rest], terminal, liveLines(terminal.data, wrongRoots))
      : await check(rest, terminal, null);
    if (status === 1)
      throw new Refused({ code: 'VERIFY_WRONG', message: 'Verify the ledger: it is not what was signed' });
    if (status !== 0)
      throw new Refused({ code: 'VERIFY_UNREADABLE', message: 'Verify the ledger: nothing was checked' });
    if (live && terminal.influx) await verifyCopy(terminal);
    if (wrongRoots.length > 0)
      throw new Refused({
        code: 'LEDGER_ROOTS_WRONG',
        message: `Verify the ledger: it is what was signed, but the roots stored of blocks ${wrongRoots.join(', ')} are not theirs`,
      });
  },
};

function understood(args: readonly string[]): { live: boolean; rest: readonly string[] } {
  const list = { type: 'string', multiple: true } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { key: list, witness: list, 'witness-key': list, proof: list },
      allowPositionals: true,
    });
    if (values.key === undefined)
      throw new WrongUsage({ code: 'USAGE_KEY', message: 'no --key given, at least one wanted' });
    if (positionals.length > 1)
      throw new WrongUsage({ code: 'USAGE_FILE', message: `${positionals.length} files named, 1 wanted` });
    return { live: positionals.length === 0 && values.proof === undefined, rest: args };
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage({ code: 'USAGE_UNKNOWN_OPTION', message: String((error as Error).message) });
  }
}

/** The present ledger as an export, under a checkpoint that is shown to nobody but the verifier. */
function* liveLines(data: string, wrongRoots: number[]): Generator<string> {
  const rows = besideRoots(ledgerRows(data), storedRoots(data), wrongRoots);
  const kept = readCheckpoints(data, checkWith(readKeys(data)));
  const cosignatures = storedCosignatures(data);
  const now = () => new Date().toISOString();
  const signers = [signingKey(data)];
  let lines: string[] = [];
  for (const line of exportLines({ rows, kept, cosignatures, signers, now, keep: () => undefined })) {
    if (lines.push(line) < LINES_AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

/** The verifier's exit status; what it says goes to the terminal. */
async function check(
  args: readonly string[],
  terminal: Terminal,
  lines: Iterable<string> | null,
): Promise<number | null> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', VERIFIER, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const closed = once(child, 'close');
  try {
    await pipeline(Readable.from(lines ?? []), child.stdin);
  } catch (error) {
    // A verifier that found something wrong reads no further; any other failure is of the ledger itself.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPIPE' && code !== 'ECONNRESET' && code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      await closed;
      throw error;
    }
  }
  await closed;
  if (said.out !== '') terminal.out(said.out.trimEnd());
  if (said.err !== '') terminal.err(said.err.trimEnd());
  return child.exitCode;
}
