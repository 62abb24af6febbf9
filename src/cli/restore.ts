/** `giulanh restore FILE`: puts a backup in the place of the store. */
import { restore } from '../store/backup.ts';
import { fileAndSwitches } from './arguments.ts';
import { foundLines } from './found.ts';
import { both, type Verb } from './verb.ts';

export const restoreVerb: Verb = {
  name: 'restore',
  operands: 'FILE',
  vi: 'khôi phục dữ liệu từ bản sao lưu; phải dừng dịch vụ trước',
  en: 'bring back a backup; the service must be stopped',
  usage: `giulanh restore FILE

  Khôi phục dữ liệu từ một bản sao lưu của giulanh backup. Phải dừng dịch vụ trước. Bản sao không đạt kiểm tra thì không
  được dùng. Dữ liệu hiện có không bị xoá mà được chuyển vào thư mục replaced-… trong thư mục dữ liệu.
  Mọi việc xảy ra sau khi sao lưu sẽ không còn trong dữ liệu đang dùng.

  Brings back what giulanh backup made. The service must be stopped. A copy that does not pass its checks is not used. The
  present data are not deleted but moved to a folder replaced-… in the data directory. What happened after the backup is
  then no longer in the data in use.

  --help    trang này | this page
`,
  async run(args, terminal) {
    const { file } = fileAndSwitches(args, []);
    const { aside, ...found } = restore(terminal.data, file, new Date());
    terminal.out(both(`Đã khôi phục từ ${file}`, `Restored from ${file}`));
    for (const line of foundLines(found)) terminal.out(line);
    if (aside !== null) terminal.out(both(`Dữ liệu cũ ở ${aside}`, `The former data are in ${aside}`));
  },
};
