/** `giulanh backup FILE`: a checked copy of the store, also while the service runs. */
import { backup } from '../store/backup.ts';
import { fileAndSwitches } from './arguments.ts';
import { foundLines } from './found.ts';
import { both, type Verb } from './verb.ts';

export const backupVerb: Verb = {
  name: 'backup',
  operands: 'FILE [--force]',
  vi: 'sao lưu dữ liệu ra một tệp, kể cả khi dịch vụ đang chạy',
  en: 'copy the data to one file, also while the service runs',
  usage: `giulanh backup FILE [--force]

  Sao lưu toàn bộ dữ liệu ra một tệp, kể cả khi dịch vụ đang chạy và nhận số đo. Bản sao được kiểm tra (cấu trúc, sổ cái,
  số đo) rồi mới được đặt tên FILE. Bản sao không được mã hoá: giữ nơi an toàn.

  Copies all data to one file, also while the service runs and takes in readings. The copy gets the name FILE only after
  its structure, its ledger and its readings were checked. It is not encrypted: keep it in a safe place.

  --force   thay tệp đã có | replace a file of that name
  --help    trang này | this page
`,
  async run(args, terminal) {
    const { file, on } = fileAndSwitches(args, ['force']);
    const found = backup(terminal.data, file, { force: on.has('force') });
    terminal.out(both(`Đã sao lưu ra ${file}`, `Backed up to ${file}`));
    for (const line of foundLines(found)) terminal.out(line);
  },
};
