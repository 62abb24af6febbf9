/**
 * `node verifier/main.ts [FILE | -] --key K …`: is this export of Giữ Lạnh's ledger what was signed? Shares no code with the service and
 * needs nothing but Node. Exit status: 0 all is well, 1 something is wrong, 2 it was asked wrongly or could not read.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type Checkpoint, readCheckpoints } from './checkpoint.ts';
import { checkExport } from './export.ts';
import { readKeys } from './keys.ts';
import { checkProof } from './proof.ts';
import { Wrong } from './wrong.ts';

const USAGE = `verifier/main.ts [FILE | -] --key KEY … [--witness FILE …] [--witness-key KEY …] [--proof FILE …]

  FILE                bản xuất sổ cái; - là đầu vào chuẩn | an export of the ledger; - is standard input
  --key KEY           khoá công khai ed25519:… hoặc tệp chứa khoá | a public key ed25519:…, or a file of them
  --witness FILE      mốc đã ký mà nhân chứng giữ | signed checkpoints that a witness kept, one a line
  --witness-key KEY   khoá của nhân chứng đã ký lại các mốc | the key of a witness that signed checkpoints back
  --proof FILE        bằng chứng của một sự kiện | the proof of one event

  Khoá phải lấy từ nguồn khác với bản xuất. | Take the key from elsewhere than the export.
`;

const WORDS: Readonly<Record<string, string>> = {
  AFTER_END: 'có thêm dòng sau phần kết thúc',
  BEHIND_WITNESS: 'sổ cái ngắn hơn mốc nhân chứng đã giữ: có sự kiện đã bị bỏ đi',
  CHECKPOINT_KEY_RETIRED: 'mốc được ký bằng khoá đã thôi dùng',
  CHECKPOINT_KEY_UNKNOWN: 'mốc được ký bằng khoá không được tin',
  CHECKPOINT_ROOT: 'các sự kiện không phải là các sự kiện đã ký',
  CHECKPOINT_SHAPE: 'mốc không đúng dạng',
  CHECKPOINT_SIGNATURE: 'chữ ký của mốc không đúng',
  CHECKPOINT_SIZE: 'mốc không ở đúng chỗ',
  CHECKPOINT_TWICE: 'một mốc có hai lần',
  COSIGNATURE_PLACE: 'chữ ký của nhân chứng không ở đúng chỗ',
  COSIGNATURE_SHAPE: 'chữ ký của nhân chứng không đúng dạng',
  COSIGNATURE_WRONG: 'chữ ký của nhân chứng không đúng',
  END_MISSING: 'bản xuất bị cắt ngang',
  END_WRONG: 'phần kết thúc không khớp',
  HEADER_WRONG: 'dòng đầu không đúng',
  KEY_SHAPE: 'khoá không đúng dạng',
  LINE_NOT_CANONICAL: 'dòng không ở dạng chuẩn (RFC 8785)',
  LINE_NOT_UTF8: 'dòng không phải UTF-8',
  LINE_TOO_LONG: 'dòng quá dài',
  LINE_UNKNOWN: 'dòng không rõ là gì',
  NOT_COSIGNED: 'nhân chứng này không ký lại mốc nào',
  NOT_SIGNED: 'các sự kiện cuối chưa được ký',
  ORIGIN_WRONG: 'thuộc sổ cái khác',
  PROOF_PATH: 'bằng chứng không dẫn tới gốc đã ký',
  PROOF_SHAPE: 'bằng chứng không đúng dạng',
  SEQ_WRONG: 'số thứ tự không liền nhau',
};

type Options = {
  file: string | null;
  key: string[];
  witness: string[];
  'witness-key': string[];
  proof: string[];
};

function optionsOf(args: string[]): Options | null {
  const list = { type: 'string', multiple: true, default: [] as string[] } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { key: list, witness: list, 'witness-key': list, proof: list },
      allowPositionals: true,
    });
    const [file = null, ...more] = positionals;
    const asked = more.length === 0 && values.key.length > 0 && (file !== null || values.proof.length > 0);
    return asked ? { file, ...values } : null;
  } catch {
    return null;
  }
}

const keysOf = (given: readonly string[], option: string) =>
  given.flatMap((one) =>
    existsSync(one) ? readKeys(readFileSync(one, 'utf8'), basename(one)) : readKeys(one, option),
  );

async function check({ file, key, witness, 'witness-key': witnessKey, proof }: Options): Promise<void> {
  const keys = keysOf(key, '--key');
  const witnessKeys = keysOf(witnessKey, '--witness-key');
  const text = (path: string): string => readFileSync(path, 'utf8');
  const proofs = proof.map((path) => checkProof(text(path), keys, basename(path)));
  for (const { seq, size, time } of proofs)
    console.log(
      `Sự kiện ${seq} có trong sổ cái, ký lúc ${time} | Event ${seq} is one of ${size} signed at ${time}`,
    );
  if (file === null) return;
  const kept: Checkpoint[] = witness.flatMap((path) => readCheckpoints(text(path), keys, basename(path)));
  const input = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1024 * 1024 });
  const { events, root, newest, signedBack, unchecked } = await checkExport(
    input,
    keys,
    [...kept, ...proofs],
    witnessKeys,
  );
  console.log(
    `Sổ cái đúng: ${events} sự kiện, ký lúc ${newest.time} | The ledger is whole: ${events} events, signed at ${newest.time}`,
  );
  console.log(`  ${newest.origin}\n  root ${root}, key ${newest.key}`);
  for (const { key, size, time } of signedBack)
    console.log(
      `  Nhân chứng ${key} đã ký lại ${size} sự kiện lúc ${time} | Witness ${key} signed back ${size} events at ${time}`,
    );
  if (unchecked > 0)
    console.log(
      `  Chưa kiểm tra ${unchecked} chữ ký của nhân chứng: cần --witness-key | ${unchecked} cosignatures were not checked, that takes --witness-key`,
    );
  if (kept.length === 0)
    console.log(
      '  Không có mốc của nhân chứng: không biết được có sự kiện mới hơn bị bỏ đi hay không. | ' +
        'Without a witness’s checkpoint nobody can tell whether newer events were left out.',
    );
}

const options = optionsOf(process.argv.slice(2));
if (options === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    await check(options);
  } catch (error) {
    if (error instanceof Wrong) {
      console.error(`SAI: ${WORDS[error.code]} | WRONG: ${error.place}: ${error.message} [${error.code}]`);
      process.exitCode = 1;
    } else {
      console.error(`Không đọc được | Cannot read: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 2;
    }
  }
}
