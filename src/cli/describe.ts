/** `giulanh describe [FILE]`: the registry as a province description, which `apply` takes back. */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { maybeFileAndSwitches } from './arguments.ts';
import { answered, openDoor } from './door.ts';
import { Refused } from './refused.ts';
import { both, type Verb } from './verb.ts';

export const describeVerb: Verb = {
  name: 'describe',
  operands: '[FILE] [--force]',
  vi: 'xuất danh mục thành bản mô tả tỉnh (YAML)',
  en: 'write the registry as a province description (YAML)',
  usage: `giulanh describe [FILE] [--force]

  Xuất danh mục hiện nay thành bản mô tả tỉnh, dù dịch vụ đang chạy hay không; không nêu tệp thì in ra màn hình. Đưa lại bằng
  giulanh apply: vào chính danh mục này thì không đổi gì, vào kho dữ liệu trống thì lập lại danh mục. Không có trong tệp: khoá
  bí mật, mật khẩu, kiện vắc xin, nơi đặt trước đây của tủ và thiết bị, ngưỡng cũ của tủ; cần đủ thì dùng giulanh backup.

  Writes the registry as it is now, whether the service runs or not; without a file it is printed. giulanh apply takes it back: the
  same registry is not changed by it, an empty store gets the same registry. Left out: secrets, passwords, parcels, former places
  of units and devices, former limits of units; for those there is giulanh backup.

  --force     thay tệp đã có | replace a file of that name
  --help      trang này | this page
`,
  async run(args, terminal) {
    const { file, on } = maybeFileAndSwitches(args, ['force']);
    // What takes the name would also take that of a device or a folder.
    if (file !== null && existsSync(file) && (!on.has('force') || !statSync(file).isFile()))
      throw new Refused({
        code: 'EXPORT_EXISTS',
        message: `Describe to ${file}: it is there, or is no file`,
      });
    const door = await openDoor(terminal.data, { create: false });
    try {
      const { description } = await answered<{ description: string }>(door, {
        ask: { type: 'province.describe' },
      });
      if (file === null) {
        terminal.out(description.trimEnd());
        return;
      }
      write(resolve(file), description);
      terminal.out(both(`Đã xuất danh mục ra ${file}`, `Wrote the registry to ${file}`));
    } finally {
      await door.close();
    }
  },
};

/** The file gets its name only when it is complete. It names people and places: nobody else needs to read it. */
function write(target: string, text: string): void {
  const partial = `${target}.${process.pid}.partial`;
  try {
    writeFileSync(partial, text, { mode: 0o600, flush: true });
    renameSync(partial, target);
  } finally {
    rmSync(partial, { force: true });
  }
}
