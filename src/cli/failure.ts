/** How a failure is said: Vietnamese where the catalogue has words for its code, the English sentence, and the code. */
import { problemWords, wordingOf } from '../wording/problems.ts';
import { Refused } from './refused.ts';
import { both } from './verb.ts';

/** What only the command line can meet. */
export const COMMAND_WORDS = {
  STORE_IN_USE: {
    vi: 'Thư mục dữ liệu đang được dùng. Dừng dịch vụ, hoặc đợi dịch vụ khởi động xong rồi thử lại.',
    en: 'The data directory is in use. Stop the service, or wait until it has started, and try again.',
  },
  STORE_MISSING: {
    vi: 'Chưa có dữ liệu ở thư mục này. Kiểm tra GIULANH_DATA.',
    en: 'There is no store in this directory. Check GIULANH_DATA.',
  },
  STORE_NEWER: {
    vi: 'Dữ liệu thuộc phiên bản mới hơn chương trình này. Cập nhật chương trình.',
    en: 'The data are of a newer version than this program. Update the program.',
  },
  STORE_RESTORING: {
    vi: 'Lần khôi phục trước bị ngắt giữa chừng. Chạy lại giulanh restore.',
    en: 'A restore was cut short. Run giulanh restore again.',
  },
  BACKUP_EXISTS: {
    vi: 'Tệp đích đã có. Chọn tên khác, hoặc thêm --force để thay.',
    en: 'The target exists. Choose another name, or replace it with --force.',
  },
  BACKUP_DAMAGED: {
    vi: 'Bản sao không đạt kiểm tra nên không được dùng.',
    en: 'The copy does not pass its checks and is not used.',
  },
  BACKUP_IS_THE_STORE: {
    vi: 'Tệp đích là chính tệp dữ liệu. Chọn tên khác.',
    en: 'The target is the store itself. Choose another name.',
  },
  CONTROL_CLOSED: {
    vi: 'Dịch vụ dừng trước khi trả lời. Kiểm tra rồi chạy lại; chạy hai lần không gây hại.',
    en: 'The service ended before it answered. Run it again; twice does no harm.',
  },
  DEVICE_UNKNOWN: {
    vi: 'Chưa có thiết bị này. Thêm vào bản mô tả tỉnh rồi chạy giulanh apply.',
    en: 'There is no such device. Add it to the province description and run giulanh apply.',
  },
  DEVICE_NOT_IN_UNIT: {
    vi: 'Thiết bị không ở trong tủ này vào thời gian của tệp. Kiểm tra `since` của thiết bị trong bản mô tả.',
    en: 'The device was not in this unit at the times of the file. Check its `since` in the description.',
  },
  LOGGER_UNIT_UNKNOWN: {
    vi: 'Tệp không ghi đơn vị nhiệt độ. Thêm --temperature C hoặc F.',
    en: 'The file does not state its unit of temperature. Add --temperature C or F.',
  },
  ENOENT: { vi: 'Không tìm thấy tệp.', en: 'There is no such file.' },
  EACCES: { vi: 'Không có quyền đọc hoặc ghi.', en: 'No permission to read or write.' },
  ENOSPC: { vi: 'Ổ đĩa đã đầy.', en: 'The disk is full.' },
} as const;

const wordsOf = wordingOf(COMMAND_WORDS);

/** One or two lines, ending in the code in brackets. */
export function failureText(error: unknown): string {
  const { code, message, details } = refusalOf(error);
  const words = wordsOf(code) ?? problemWords(code);
  const said = words === null ? '' : `${both(words.vi, words.en)}\n  `;
  const more =
    details === undefined || Object.keys(details).length === 0 ? '' : ` ${JSON.stringify(details)}`;
  return `${said}${message}${more} [${code}]`;
}

function refusalOf(error: unknown): { code: string; message: string; details?: object } {
  if (error instanceof Refused) {
    const { code, message, details } = error.refusal;
    return details === undefined ? { code, message } : { code, message, details };
  }
  if (!(error instanceof Error)) return { code: 'UNEXPECTED', message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  return { code: typeof code === 'string' ? code : 'UNEXPECTED', message: error.message };
}
