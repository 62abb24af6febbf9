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
  STORE_OLDER: {
    vi: 'Dữ liệu thuộc phiên bản cũ hơn. Khởi động dịch vụ một lần để nâng cấp.',
    en: 'The data are of an older version. Start the service once, it brings them up to date.',
  },
  STORE_MOVED_ON: {
    vi: 'Việc đọc kéo dài quá một ngày, dữ liệu lúc bắt đầu không còn nguyên chỗ cũ. Chạy lại.',
    en: 'Reading took longer than a day, and the data no longer lie as they did when it began. Run it again.',
  },
  INFLUX_NOT_CONFIGURED: {
    vi: 'Chưa cấu hình InfluxDB nào. Đặt GIULANH_INFLUX_URL.',
    en: 'No InfluxDB is configured. Set GIULANH_INFLUX_URL.',
  },
  INFLUX_DIFFERS: {
    vi: 'Bản sao trong InfluxDB khác với dữ liệu gốc. Thiếu thì chạy giulanh influx rebuild.',
    en: 'The copy in InfluxDB differs from the store. Where it lacks something, run giulanh influx rebuild.',
  },
  INFLUX_REFUSED: {
    vi: 'InfluxDB không nhận một phần. Lý do ở trên.',
    en: 'InfluxDB would not take some of it. The reasons are above.',
  },
  INFLUX_UNREACHABLE: {
    vi: 'Không kết nối được với InfluxDB. Kiểm tra địa chỉ, mạng và máy chủ.',
    en: 'InfluxDB cannot be reached. Check the address, the network and the server.',
  },
  INFLUX_TIMEOUT: {
    vi: 'InfluxDB không trả lời kịp.',
    en: 'InfluxDB did not answer in time.',
  },
  INFLUX_OVERLOADED: {
    vi: 'InfluxDB đang quá tải. Thử lại sau.',
    en: 'InfluxDB is overloaded. Try again later.',
  },
  INFLUX_FAILED: {
    vi: 'InfluxDB gặp lỗi của chính nó.',
    en: 'InfluxDB failed.',
  },
  INFLUX_UNAUTHORIZED: {
    vi: 'InfluxDB không chấp nhận tài khoản hoặc mã. Kiểm tra GIULANH_INFLUX_URL, GIULANH_INFLUX_TOKEN.',
    en: 'InfluxDB does not accept the account or token. Check GIULANH_INFLUX_URL, GIULANH_INFLUX_TOKEN.',
  },
  INFLUX_MISSING: {
    vi: 'Không có cơ sở dữ liệu hoặc bucket này. Nhờ quản trị InfluxDB tạo.',
    en: 'There is no such database or bucket. Have its administrator make it.',
  },
  INFLUX_QUERY_REFUSED: {
    vi: 'InfluxDB không trả lời câu hỏi này.',
    en: 'InfluxDB would not answer this question.',
  },
  INTERRUPTED: {
    vi: 'Đã dừng theo yêu cầu.',
    en: 'Stopped as asked.',
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
  DAMAGE_UNKNOWN: {
    vi: 'Đoạn số liệu này không còn thiếu: có thể vừa được khôi phục. Chạy lại lệnh.',
    en: 'This stretch of readings is not missing any more: it may just have been brought back. Run the command again.',
  },
  REPAIR_INCOMPLETE: {
    vi: 'Còn đoạn số liệu chưa khôi phục được, vẫn coi như không được theo dõi. Thử bản sao lưu khác, hoặc InfluxDB.',
    en: 'Some stretches are still missing and count as unmonitored. Try another backup, or InfluxDB.',
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
  EXPORT_EXISTS: {
    vi: 'Tệp đích đã có. Chọn tên khác, hoặc thêm --force để thay.',
    en: 'The target exists. Choose another name, or replace it with --force.',
  },
  LEDGER_EMPTY: {
    vi: 'Sổ cái chưa có sự kiện nào.',
    en: 'The ledger has no event yet.',
  },
  LEDGER_DAMAGED: {
    vi: 'Sổ cái bị hỏng hoặc bị sửa. Không ký, không xuất. Giữ nguyên dữ liệu và báo người phụ trách.',
    en: 'The ledger is damaged or was changed. Nothing is signed or written. Keep the data as they are and tell who is in charge.',
  },
  LEDGER_BEHIND: {
    vi: 'Sổ cái ngắn hơn mốc đã ký: dữ liệu cũ đã được khôi phục, hoặc có sự kiện bị bỏ đi.',
    en: 'The ledger is shorter than what was signed: older data were restored, or events were left out.',
  },
  LEDGER_FORKED: {
    vi: 'Sổ cái không phải là sổ cái đã ký: sự kiện cũ bị sửa.',
    en: 'The ledger is not the one that was signed: earlier events were changed.',
  },
  LEDGER_ANOTHER: {
    vi: 'Đây là sổ cái khác với sổ cái đã ký ở thư mục này.',
    en: 'This is another ledger than the one that was signed in this directory.',
  },
  CHECKPOINTS_DAMAGED: {
    vi: 'Tệp mốc đã ký bị hỏng hoặc bị sửa.',
    en: 'The file of signed checkpoints is damaged or was changed.',
  },
  VERIFY_WRONG: {
    vi: 'Sổ cái không đúng như đã ký.',
    en: 'The ledger is not what was signed.',
  },
  LEDGER_ROOTS_WRONG: {
    vi: 'Sổ cái đúng như đã ký, nhưng gốc lưu sẵn của một số khối bị hỏng hoặc bị sửa. Dịch vụ sẽ tự tính lại từ các sự kiện khi xem đến; hãy tìm xem ai hoặc điều gì đã ghi vào dữ liệu.',
    en: 'The ledger is what was signed, but stored roots of some blocks are damaged or were changed. The service makes them anew from the events when it comes to them; find out who or what wrote there.',
  },
  VERIFY_UNREADABLE: {
    vi: 'Không đọc được tệp hoặc khoá; chưa kiểm tra được gì.',
    en: 'A file or a key could not be read; nothing was checked.',
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
