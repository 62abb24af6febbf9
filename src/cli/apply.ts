/** `giulanh apply FILE`: makes the registry what the province description says, and prints what that changed. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Line, say } from '../fleet/lines.ts';
import type { Problem } from '../fleet/problems.ts';
import { DESCRIPTION_LENGTH_MAX } from '../fleet/source.ts';
import type { Applied } from '../keeper/registrar.ts';
import { fileAndSwitches } from './arguments.ts';
import { openDoor } from './door.ts';
import { Refused } from './refused.ts';
import { both, type Terminal, type Verb } from './verb.ts';

export const apply: Verb = {
  name: 'apply',
  operands: 'FILE [--dry-run]',
  vi: 'đưa danh mục về đúng bản mô tả tỉnh (YAML hoặc JSON)',
  en: 'make the registry what the province description says',
  usage: `giulanh apply FILE [--dry-run]

  Đưa danh mục (cơ sở, tủ, thiết bị, vắc xin, người dùng, lô, kiện) về đúng bản mô tả, dù dịch vụ đang chạy hay không.
  Chạy hai lần không đổi gì thêm. Tệp có lỗi thì không đổi gì; từng lỗi được in kèm số dòng.
  Khoá của thiết bị và mật khẩu mới được in một lần duy nhất.

  Makes the registry (sites, units, devices, products, people, lots, parcels) what the description says, whether the
  service runs or not. Applied twice, the second time changes nothing. A file with errors changes nothing; each error is
  printed with its line. New secrets and passwords are printed this once.

  --dry-run   chỉ in những gì sẽ thay đổi | print what would change, change nothing
  --help      trang này | this page
`,
  async run(args, terminal) {
    const { file, on } = fileAndSwitches(args, ['dry-run']);
    const dryRun = on.has('dry-run');
    // Four bytes a character at most; what is longer need not be read to be refused.
    if (statSync(file).size > 4 * DESCRIPTION_LENGTH_MAX)
      throw new Refused({ code: 'DESCRIPTION_TOO_LARGE', message: `Cannot apply ${file}: over 16 MiB` });
    const description = readFileSync(file, 'utf8');
    const door = await openDoor(terminal.data, { create: true });
    try {
      const answer = await door.request({
        execute: { type: 'province.apply', description, file: resolve(file), dryRun },
      });
      if (answer.ok) return print(answer.value as Applied, dryRun, terminal);
      for (const line of problemLines(file, answer.refusal.details?.problems)) terminal.err(line);
      throw new Refused({ code: answer.refusal.code, message: answer.refusal.message });
    } finally {
      await door.close();
    }
  },
};

function problemLines(file: string, problems: unknown): string[] {
  if (!Array.isArray(problems)) return [];
  return (problems as Problem[]).map(
    ({ line, path, vi, message, code }) =>
      `${file}:${line}: ${path === '' ? '' : `${path}: `}${both(vi, message)} [${code}]`,
  );
}

function print({ changes, differences, printed }: Applied, dryRun: boolean, terminal: Terminal): void {
  const list = (lines: readonly Line[], mark: string) => {
    for (const line of lines) terminal.out(`  ${mark} ${say(line, 'vi')}`);
  };
  if (changes.length === 0) terminal.out(both('Không có gì thay đổi.', 'Nothing changed.'));
  else if (dryRun)
    terminal.out(both(`Sẽ thay đổi ${changes.length} mục:`, `${changes.length} would change:`));
  else terminal.out(both(`Đã thay đổi ${changes.length} mục:`, `${changes.length} changed:`));
  list(changes, '+');
  if (differences.length > 0)
    terminal.out(both('Khác với tệp nhưng giữ nguyên:', 'Different from the file and left:'));
  list(differences, '≠');
  if (printed.length === 0) return;
  terminal.out(
    both('Khoá và mật khẩu mới, chỉ hiện một lần:', 'New secrets and passwords, shown only once:'),
  );
  for (const { kind, id, secret } of printed)
    terminal.out(
      `  ${kind === 'device' ? both('thiết bị', 'device') : both('người dùng', 'person')} ${id}: ${secret}`,
    );
}
